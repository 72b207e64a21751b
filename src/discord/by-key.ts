/**
 * The entries of a registry's list by what they are found by.
 *
 * @param labelOf how an entry is named in the error
 * @throws Error when two have the same key: one of them would never be called
 */
export function byKey<T>(
  list: readonly T[],
  keyOf: (one: T) => string,
  labelOf: (one: T) => string = keyOf,
): Map<string, T> {
  const map = new Map<string, T>();
  for (const one of list) {
    const key = keyOf(one);
    if (map.has(key)) {
      throw new Error(`src/discord/registry.ts lists ${labelOf(one)} twice. Give one of them another name.`);
    }
    map.set(key, one);
  }
  return map;
}
