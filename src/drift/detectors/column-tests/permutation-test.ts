import type { Computation } from '../../define'
import { logChoose } from '../../math/log-gamma'
import { conservativePermutationP } from '../../math/permutation'
import type { Pooled } from '../../math/pooled'
import { log } from '../../math/log'
import type { Labellings } from './labellings'

/** A relative difference below this is rounding: such statistics are equal. */
const SAME = 1e-12

interface Question {
  pooled: Pooled
  /** Of the samples as they are. Larger is more extreme. */
  observed: number
  permutations: number
  seed: number
  /** Of the whole run: columns of the same rows are dealt the same way. */
  labellings: Labellings
  /** The statistic when of the rows with the k-th distinct value `counts[k]` belong to the reference. */
  statistic: (counts: Uint32Array) => number
}

interface PermutationP {
  p: number
  /** All C(n + m, n) labellings were looked at. */
  exact: boolean
}

/**
 * p-value of a statistic under relabelling. Where there are no more labellings than permutations asked for, all of
 * them are looked at; else labelling b is drawn from (seed, b), and the one that was seen counts as one more, so
 * that p is never 0 (Phipson & Smyth 2010, doi 10.2202/1544-6115.1585).
 */
export function* permutationTest(question: Question): Computation<PermutationP> {
  const { pooled, permutations } = question
  return logChoose(pooled.n + pooled.m, pooled.n) <= log(permutations + 0.5)
    ? { p: yield* allLabellings(question), exact: true }
    : { p: yield* drawnLabellings(question), exact: false }
}

function* allLabellings({ pooled, observed, statistic }: Question): Computation<number> {
  const { n, m } = pooled
  const size = n + m
  const groups = groupsOf(pooled)
  const counts = new Uint32Array(pooled.values.length)
  const chosen = Array.from({ length: n }, (_, i) => i)
  const least = observed - SAME * Math.abs(observed)
  let extreme = 0
  let total = 0
  for (;;) {
    counts.fill(0)
    for (const i of chosen) counts[groups[i]!]!++
    if (statistic(counts) >= least) extreme++
    total++
    if (total % 500 === 0) yield { done: total, total: total + 500, phase: 'labellings' }
    // The next subset in lexicographic order.
    let at = n - 1
    while (at >= 0 && chosen[at] === size - n + at) at--
    if (at < 0) return extreme / total
    chosen[at] = chosen[at]! + 1
    for (let i = at + 1; i < n; i++) chosen[i] = chosen[i - 1]! + 1
  }
}

/** Which distinct value each pooled row has, ascending. */
function groupsOf({ n, m, reference, test }: Pooled): Uint32Array {
  const groups = new Uint32Array(n + m)
  let at = 0
  for (let k = 0; k < reference.length; k++) {
    const end = at + reference[k]! + test[k]!
    groups.fill(k, at, end)
    at = end
  }
  return groups
}

function* drawnLabellings(question: Question): Computation<number> {
  const { pooled, observed, permutations, seed, labellings, statistic } = question
  const { n, m } = pooled
  const countsOf = labellings.counter(pooled, seed, permutations)
  const counts = new Uint32Array(pooled.values.length)
  const least = observed - SAME * Math.abs(observed)
  // Some 10 ns a row are 5 ms at 400,000 rows.
  const slice = Math.max(1, Math.floor(200_000 / (n + m)))
  let extreme = 0
  for (let b = 0; b < permutations; b++) {
    countsOf(b, counts)
    if (statistic(counts) >= least) extreme++
    if ((b + 1) % slice === 0) yield { done: b + 1, total: permutations, phase: 'permutations' }
  }
  return conservativePermutationP({ extreme, drawn: permutations, total: Number.POSITIVE_INFINITY })
}
