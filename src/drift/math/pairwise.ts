/**
 * Sum by halves (Higham 1993, doi 10.1137/0914050): the rounding error grows with ln n instead of n. Blocks of up to
 * 128 values are summed in eight strands, in numpy's order, so that a mean agrees with numpy's to the last bit.
 */
export function pairwiseSum(values: Float64Array): number {
  const n = values.length
  if (n < 8) return values.reduce((sum, x) => sum + x, 0)
  if (n > 128) {
    const half = Math.floor(n / 2) - (Math.floor(n / 2) % 8)
    return pairwiseSum(values.subarray(0, half)) + pairwiseSum(values.subarray(half))
  }
  const strands = values.slice(0, 8)
  let i = 8
  for (; i + 8 <= n; i += 8) for (let k = 0; k < 8; k++) strands[k] = strands[k]! + values[i + k]!
  const pair = (k: number): number => strands[k]! + strands[k + 1]!
  let sum = pair(0) + pair(2) + (pair(4) + pair(6))
  for (; i < n; i++) sum += values[i]!
  return sum
}
