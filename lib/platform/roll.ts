import { withLock } from './lock.ts';
import { openState, type StatePlace } from './state.ts';

/**
 * Names in the portal's state of which none may be forgotten unnoticed: a roll that nobody began, or that was lost with the state, is
 * `null` and not empty.
 * @throws {RedisUnavailable}
 */
export async function readRoll(roll: string, place?: StatePlace): Promise<string[] | null> {
  const text = await rolls(place).get(roll);
  return text === null ? null : namesIn(text);
}

/** Begins a roll; one that is there stays as it is. @throws {LockTimeout} @throws {RedisUnavailable} */
export function beginRoll(roll: string): Promise<void> {
  return changeRoll(roll, (names) => names ?? []);
}

/** @throws {LockTimeout} @throws {RedisUnavailable} @throws {Error} when there is no roll */
export function enterInRoll(roll: string, name: string): Promise<void> {
  return changeRoll(roll, (names) => (names?.includes(name) ? names : [...without(names, name), name]));
}

/** @throws as `enterInRoll` */
export function strikeFromRoll(roll: string, name: string): Promise<void> {
  return changeRoll(roll, (names) => without(names, name));
}

const rolls = (place?: StatePlace) => openState('rolls', place);

function changeRoll(roll: string, change: (names: string[] | null) => string[]): Promise<void> {
  return withLock(`roll ${roll}`, async () => {
    const names = await readRoll(roll);
    const changed = change(names);
    if (changed !== names) await rolls().set(roll, JSON.stringify(changed));
  });
}

function without(names: string[] | null, name: string): string[] {
  if (names === null) throw new Error('Cannot change a roll that nobody began');
  return names.filter((other) => other !== name);
}

/** `null` for what we did not write. */
function namesIn(text: string): string[] | null {
  try {
    const names: unknown = JSON.parse(text);
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null;
  } catch {
    return null;
  }
}
