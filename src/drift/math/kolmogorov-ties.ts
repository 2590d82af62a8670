import type { Computation } from '../define'
import { gcd } from './kolmogorov'
import type { Pooled } from './pooled'

/**
 * P(D ≥ d | which pooled values are equal) for two samples, exactly: the share of lattice paths from (0, 0) to (n, m)
 * that are outside the border |i/n − j/m| < d (or i/n − j/m < d, −(i/n − j/m) < d for the sides) where a run of equal
 * values ends. Within a run neither distribution function has a value, so a path may cross there (Hodges 1958, §4,
 * doi 10.1007/BF02589501; Schröer & Trenkler 1995, doi 10.1016/0167-9473(94)00040-P). Averages as in
 * `exactTwoSample`, whose numbers it gives where all values differ.
 * @param h d · lcm(n, m), a whole number
 * @param side which differences count: of the two distribution functions either way, F − G ('above'), or G − F. Unlike
 * without equal values, the two sides differ: read from behind, the runs come in another order.
 * O(n m) time and O(n + m) memory; progress counts rows i.
 */
export function* exactTiedTwoSample(
  pooled: Pooled,
  h: number,
  side: 'both' | 'above' | 'below',
): Computation<number> {
  if (h <= 0) return 1
  const [first, second] =
    side === 'below' ? (['test', 'reference'] as const) : (['reference', 'test'] as const)
  const [reference, test] = [pooled[first], pooled[second]]
  const [n, m] = side === 'below' ? [pooled.m, pooled.n] : [pooled.n, pooled.m]
  const oneSided = side !== 'both'
  const g = gcd(n, m)
  const a = m / g
  const b = n / g
  const ends = new Uint8Array(n + m + 1)
  let [at, longest] = [0, 1]
  for (let k = 0; k < reference.length; k++) {
    const count = reference[k]! + test[k]!
    at += count
    ends[at] = 1
    if (count > longest) longest = count
  }
  // Further out than this, a path was outside at the end of the run before, however it went since.
  const far = h + (longest - 1) * Math.max(a, b)
  const row = new Float64Array(m + 1).fill(1)
  let work = 0
  for (let i = 0; i <= n; i++) {
    const low = Math.max(0, Math.floor((i * a - far) / b) + 1)
    const high = oneSided ? m : Math.min(m, Math.ceil((i * a + far) / b) - 1)
    let left = 1
    for (let j = low; j <= high; j++) {
      const above = i * a - j * b
      let stepped: number
      if (ends[i + j] === 1 && (above >= h || (!oneSided && -above >= h))) stepped = 1
      else if (i === 0) stepped = j === 0 ? 0 : left
      else if (j === 0) stepped = row[0]!
      else stepped = (i * row[j]! + j * left) / (i + j)
      row[j] = stepped
      left = stepped
    }
    work += high - low + 20
    if (work > 300_000) {
      work = 0
      yield { done: i, total: n, phase: 'lattice rows' }
    }
  }
  return row[m]!
}
