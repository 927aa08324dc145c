import 'server-only';

/**
 * Computes something once for each of these objects, and forgets it with them. `FolderIndex.entries` is such an object:
 * another Map whenever messages or flags are others.
 */
export function oncePer<Key extends object, T>(compute: (key: Key) => T): (key: Key) => T {
  const known = new WeakMap<Key, { value: T }>();
  return (key) => {
    const found = known.get(key) ?? { value: compute(key) };
    known.set(key, found);
    return found.value;
  };
}
