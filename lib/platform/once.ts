/**
 * One value per process. Next bundles pages and route handlers apart, so a module variable exists once per
 * bundle; only `globalThis` is shared.
 */
export function once<T>(name: string, make: () => T): T {
  const slots = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`lamplight.${name}`);
  const value = slots[key] ?? make();
  slots[key] = value;
  return value;
}
