import { once } from './once.ts';

const goodbyes = () => once('goodbyes', () => new Set<() => unknown>());

/** Has something said before this process ends. @returns what takes it back */
export function beforeGoodbye(say: () => unknown): () => void {
  goodbyes().add(say);
  return () => void goodbyes().delete(say);
}

/** Says all of it, and waits for what takes a while: what is open for long would otherwise be cut off in mid-sentence. */
export async function sayGoodbye(): Promise<void> {
  await Promise.allSettled([...goodbyes()].map(async (say) => say()));
}
