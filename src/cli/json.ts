import { writtenP } from '~/lib/p-value'

/**
 * A result as JSON: typed arrays become lists, numbers that JSON lacks become null. `pValue` and `adjustedPValue` are
 * never 0: where a tail is smaller than the smallest number, 5e-324 stands for it.
 * @param indent spaces; 0: one line
 */
export function resultJson(value: unknown, indent = 2): string {
  return JSON.stringify(
    value,
    (key, x: unknown) => {
      if (typeof x === 'number' && (key === 'pValue' || key === 'adjustedPValue') && Number.isFinite(x))
        return writtenP(x)
      if (typeof x === 'number') return Number.isFinite(x) ? x : null
      return ArrayBuffer.isView(x) ? Array.from(x as Float64Array) : x
    },
    indent,
  )
}
