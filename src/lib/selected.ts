/**
 * The value that would stand at `k` if `values` were sorted in ascending order; reorders them, from `from` on, where all
 * before are known not to be larger. Hoare's selection (1961, doi 10.1145/366622.366647), the middle one as pivot; no NaN.
 */
export function selected(values: Float64Array, k: number, from = 0): number {
  let left = from
  let right = values.length - 1
  while (left < right) {
    const pivot = values[(left + right) >>> 1]!
    let i = left
    let j = right
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const swapped = values[i]!
      values[i++] = values[j]!
      values[j--] = swapped
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else break
  }
  return values[k]!
}
