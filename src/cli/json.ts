/**
 * A result as JSON: typed arrays become lists, numbers that JSON lacks become null.
 * @param indent spaces; 0: one line
 */
export function resultJson(value: unknown, indent = 2): string {
  return JSON.stringify(
    value,
    (_, x: unknown) => {
      if (typeof x === 'number') return Number.isFinite(x) ? x : null
      return ArrayBuffer.isView(x) ? Array.from(x as Float64Array) : x
    },
    indent,
  )
}
