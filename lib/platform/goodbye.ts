import { once } from './once.ts';

const goodbyes = () => once('goodbyes', () => new Set<() => void>());

/** Has something said before this process ends. @returns what takes it back */
export function beforeGoodbye(say: () => void): () => void {
  goodbyes().add(say);
  return () => void goodbyes().delete(say);
}

/** Says all of it: what is open for long would otherwise be cut off in mid-sentence. */
export function sayGoodbye(): void {
  for (const say of [...goodbyes()]) say();
}
