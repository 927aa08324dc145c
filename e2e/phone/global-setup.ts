import { provideRoot } from '#test/pbx/root.ts';

/** Once for all files, before the first of them starts its Asterisk. */
export async function setup(): Promise<void> {
  await provideRoot();
}
