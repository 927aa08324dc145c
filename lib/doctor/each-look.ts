import 'server-only';
import type { BoxLook } from './look.ts';
import type { Box, Patient } from './patient.ts';

/** Every mailbox that could be looked into; why one could not is said at the log-in. */
export async function* eachLook(patient: Patient): AsyncIterable<{ box: Box; look: BoxLook }> {
  for (const box of patient.boxes) {
    const look = await patient.look(box).catch(() => null);
    if (look) yield { box, look };
  }
}
