/**
 * Places inside the free JSON of a record. It comes from anyone: nothing here recurses or writes to a key of it.
 */

/** Containers nested deeper are one leaf. */
export const MAX_DEPTH = 24
/** More leaves than this in one record are cut off; the last one then says how many. */
export const MAX_LEAVES = 5000

const PLAIN_KEY = /^[^.[\]"\\\s]+$/

/** Path of a key in an object: `a`, `nested.mmd`, and `["a.b"]` where the key holds what a path is made of. Never ambiguous. */
export function pathOf(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`
  if (!PLAIN_KEY.test(key)) return `${parent}[${JSON.stringify(key)}]`
  return parent === '' ? key : `${parent}.${key}`
}

/** Path of the object that holds the leaf. */
export function parentOf(path: string): string {
  if (path.endsWith(']')) return path.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '')
  // One step back without an expression: at each character of a long key it would begin anew.
  return path.slice(0, Math.max(0, path.lastIndexOf('.')))
}

/** At least one number, and besides numbers only null. */
export function isNumbers(value: unknown): value is (number | null)[] {
  if (!Array.isArray(value)) return false
  let some = false
  for (const item of value) {
    if (typeof item === 'number') some = true
    else if (item !== null) return false
  }
  return some
}

/** Finite number leaves of one record by path: what `flatten` finds, without looking at strings. */
export function numbersIn(parameters: Readonly<Record<string, unknown>>): Map<string, number> {
  const numbers = new Map<string, number>()
  eachNumber(parameters, (path, value) => numbers.set(path, value))
  return numbers
}

/** A path is made only for what is a number or may hold one: histories have ten thousand records. */
export function eachNumber(
  parameters: Readonly<Record<string, unknown>>,
  visit: (path: string, value: number) => void,
): void {
  const pending: { path: string; value: object; depth: number }[] = [
    { path: '', value: parameters, depth: 0 },
  ]
  let seen = 0
  const look = (key: string | number, value: unknown, path: string, depth: number) => {
    seen++
    if (typeof value === 'number') {
      if (Number.isFinite(value)) visit(pathOf(path, key), value)
    } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH && !isNumbers(value))
      pending.push({ path: pathOf(path, key), value, depth })
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { path, value, depth } = next
    const left = Math.max(0, MAX_LEAVES - seen)
    if (Array.isArray(value)) {
      for (const [i, item] of value.slice(0, left).entries()) look(i, item, path, depth + 1)
    } else {
      for (const key of Object.keys(value).slice(0, left))
        look(key, (value as Record<string, unknown>)[key], path, depth + 1)
    }
  }
}

const STEP = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g

/** Reads one finite number leaf of many records, by its path; null where there is none. */
export function numberReader(path: string): (parameters: Readonly<Record<string, unknown>>) => number | null {
  const read = valueReader(path)
  return (parameters) => {
    const value = read(parameters)
    return typeof value === 'number' && Number.isFinite(value) ? value : null
  }
}

/** Reads what stands at a path in many records, whatever it is; undefined where there is nothing. */
export function valueReader(path: string): (parameters: Readonly<Record<string, unknown>>) => unknown {
  const steps = Array.from(path.matchAll(STEP), ([, quoted, index, plain]) =>
    quoted !== undefined
      ? (JSON.parse(`"${quoted}"`) as string)
      : index !== undefined
        ? Number(index)
        : (plain ?? ''),
  )
  return (parameters) => {
    let value: unknown = parameters
    for (const step of steps) {
      if (typeof value !== 'object' || value === null) return undefined
      if (typeof step === 'number') {
        // Arrays of numbers are one leaf: their items have no path.
        if (!Array.isArray(value) || isNumbers(value)) return undefined
        value = value[step]
      } else {
        if (Array.isArray(value) || !Object.hasOwn(value, step)) return undefined
        value = (value as Record<string, unknown>)[step]
      }
    }
    return value
  }
}
