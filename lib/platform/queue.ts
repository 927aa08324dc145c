import { once } from './once.ts';

const tails = () => once('queues', () => new Map<string, Promise<void>>());

/** Where somebody stands in a queue of this process. */
export interface Place {
  /** Fulfilled when all before have left. */
  turn: Promise<void>;
  /** Also for one who gives up waiting. */
  leave(): void;
}

/** Stands at the end of the queue of that name: first come, first served. */
export function standInLine(name: string): Place {
  const turn = tails().get(name) ?? Promise.resolve();
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const tail = turn
    .then(() => left)
    .then(() => {
      if (tails().get(name) === tail) tails().delete(name);
    });
  tails().set(name, tail);
  return { turn, leave };
}
