import type { Caller } from '#lib/voicemail/message.ts';

/** The two lines that say who called; every gap has words. */
export function callerWords({ name, number, presentation }: Caller): { name: string; detail: string } {
  if (presentation === 'withheld') return { name: name ?? 'Withheld number', detail: 'The caller hid the number' };
  if (name !== null) return { name, detail: number ?? 'No number came with the call' };
  if (number !== null) return { name: number, detail: 'No name came with the call' };
  return { name: 'Unknown caller', detail: 'No number came with the call' };
}
