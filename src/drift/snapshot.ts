/**
 * A machine's state as JSON and back: JSON has no NaN, no infinities and no typed arrays, and a state has all
 * three. Numbers that JSON lacks and typed arrays become tagged objects; everything else stays readable.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const ARRAYS = { Float64Array, Float32Array, Uint32Array, Int32Array, Uint16Array, Uint8Array } as const
type ArrayName = keyof typeof ARRAYS

/** @throws TypeError for a value that no state may hold (functions, maps, dates) */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number')
    // −0 would come back as 0.
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) }
  if (Array.isArray(value)) return value.map(toJson)
  if (ArrayBuffer.isView(value)) {
    const name = value.constructor.name as ArrayName
    if (ARRAYS[name]) return { $array: name, values: Array.from(value as Float64Array, toJson) }
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .map(([key, v]) => [key, toJson(v)]),
    )
  throw new TypeError(`A state may not hold a ${typeof value}.`)
}

/** The reverse of `toJson`. */
export function fromJson(json: Json): unknown {
  if (json === null || typeof json !== 'object') return json
  if (Array.isArray(json)) return json.map(fromJson)
  const { $number, $array, values } = json
  if (typeof $number === 'string') return Number($number)
  if (typeof $array === 'string' && $array in ARRAYS && Array.isArray(values))
    return ARRAYS[$array as ArrayName].from(values.map((v) => Number(fromJson(v))))
  return Object.fromEntries(Object.entries(json).map(([key, v]) => [key, fromJson(v)]))
}
