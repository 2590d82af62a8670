/**
 * What a map holds under a name that came from outside; undefined where nothing was put there. A plain `map[name]` finds
 * what every object inherits as well: `constructor`, `toString`, `__proto__`.
 */
export function ownOf<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined
}
