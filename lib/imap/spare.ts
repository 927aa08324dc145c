import 'server-only';
import { once } from '#lib/platform/once.ts';
import type { Account } from './account.ts';

/** A connection that can be done without. */
interface Spare {
  isTaken: boolean;
  close(): void;
}

const spares = () => once('spare-connections', () => new Map<string, Spare>());

/** The account's connection that others may have closed when they need the room. */
export function offerSpare({ key }: Account, close: () => void): { readonly isTaken: boolean; withdraw(): void } {
  const spare: Spare & { withdraw(): void } = {
    isTaken: false,
    close,
    withdraw() {
      if (spares().get(key) === spare) spares().delete(key);
    },
  };
  spares().set(key, spare);
  return spare;
}

/** Closes the account's spare connection. @returns whether there was one */
export function takeSpare({ key }: Account): boolean {
  const spare = spares().get(key);
  if (!spare) return false;
  spare.isTaken = true;
  spare.close();
  return true;
}
