import { build } from '#test/build.ts';
import { provideRoot } from '#test/pbx/root.ts';
import { openBench } from './bench.ts';

/** One build, one Asterisk, one mail server and two portals for all scenarios. */
// biome-ignore lint/style/noDefaultExport: Playwright asks for one
export default async function setUp(): Promise<() => Promise<void>> {
  await provideRoot();
  await build();
  return openBench();
}
