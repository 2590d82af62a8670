import type { Computation } from '../define'
import { below, markSubset, type Random } from '../random'
import { pairSums } from './pair-sums'
import type { PairSums, WholeKernel } from './plain-pair-sums'
import { ROWS_A_SLICE } from './stream-sums'
import type { Windows } from './windows'

/**
 * What the windows of an undisturbed stream look like, from the reference alone.
 *
 * Setting: the comparison sample C has `compared` rows, the stream's rows come from the distribution
 * P of the reference. With μ for mean embeddings and e_t = μ_window − μ_P, the statistic of a window
 * is, up to terms that its unbiased form removes,
 *     U_t = |μ_C − μ_P|² − 2⟨μ_C − μ_P, e_t⟩ + |e_t|²
 * whose first term is shared by all windows of a stream. A simulated stream splits the reference
 * anew into C and held-out rows H (h of them), draws its rows from H with replacement, and takes the
 * three terms with H in the place of P:
 *     U*_t = ρ · MMD²_u(C, H) − 2 √(ρ c) ⟨μ_C − μ_H, e_t⟩ + c |e_t|²_u
 * Three corrections make that honest:
 * - pairs of the same reference row within a window are left out of the mean over its pairs (a
 *   repeated row would put k(x, x) = 1 there, which fresh rows do not);
 * - ρ = (1/|C|) / (1/|C| + 1/h): μ_C − μ_H varies more than μ_C − μ_P, by the held-out rows' own error;
 * - c = h / (h − 1): rows drawn from h rows vary less than rows drawn from P.
 * So the two first moments of every term are those of a real stream. How far the false alarms
 * then are from α is measured in docs/decisions/0001-evolution-threshold.md.
 */
export interface NullModel extends WholeKernel {
  /** What one of the kernel's whole numbers counts. */
  unit: number
  /** Row sums of the whole numbers. */
  rowSums: Float64Array
  /** Rows of the comparison sample; the others are held out. */
  compared: number
}

/** Buffers that the streams of one simulation share. */
export interface NullScratch {
  sums: PairSums
  marks: Uint8Array
  heldOut: Uint32Array
  /** Of each held-out row, at its number: its sum of whole numbers with all of them. */
  inside: Float64Array
  /** How often each row stands in the window. */
  present: Uint32Array
  /** Of each row of the stream the held-out row that it is. */
  drawn: Uint32Array
}

/**
 * @param largest rows of the largest window
 * @param length rows of the longest stream
 * @param sums as the tests choose them
 */
export function createNullScratch(
  model: NullModel,
  largest: number,
  length: number,
  sums = pairSums(model, model.rows - model.compared, largest, length),
): NullScratch {
  const { rows, compared } = model
  return {
    sums,
    marks: new Uint8Array(rows),
    heldOut: new Uint32Array(rows - compared),
    inside: new Float64Array(rows),
    present: new Uint32Array(rows),
    drawn: new Uint32Array(length),
  }
}

/** A fresh split of the reference: what a simulated stream needs to know of it, in units of the whole numbers. */
export interface NullSplit {
  /** ρ · MMD²_u(C, H) */
  offset: number
  /** Mean over the pairs of different held-out rows. */
  ownMean: number
  /** Mean over H of each row's mean with C minus that with H. */
  contrastMean: number
}

/**
 * Splits the reference by `random` and fills `scratch`. O(n²).
 * @param length rows of the stream that follows
 */
export function splitReference(
  model: NullModel,
  random: Random,
  scratch: NullScratch,
  length: number,
): NullSplit {
  const { rows, rowSums, compared } = model
  const { sums, marks, heldOut, inside } = scratch
  const held = rows - compared
  markSubset(random, rows, held, marks)
  let at = 0
  let heldRowSums = 0
  let comparedTotal = 0
  for (let i = 0; i < rows; i++)
    if (marks[i] === 1) {
      heldOut[at++] = i
      heldRowSums += rowSums[i] as number
    } else comparedTotal += rowSums[i] as number
  sums.split(marks, heldOut, length, inside)
  let heldTotal = 0
  for (const row of heldOut) heldTotal += inside[row] as number
  const crossTotal = heldRowSums - heldTotal
  const cc = (comparedTotal - crossTotal) / (compared * (compared - 1))
  const hh = heldTotal / (held * (held - 1))
  const ch = crossTotal / (compared * held)
  const rho = shareOfComparison(compared, held)
  return { offset: rho * (cc + hh - 2 * ch), ownMean: hh, contrastMean: ch - hh }
}

/** ρ, the share of Var(μ_C − μ_H) that is C's own. */
function shareOfComparison(compared: number, held: number): number {
  return held / (compared + held)
}

/**
 * Draws a stream from the held-out rows and returns the statistic of one of its windows (`picked`) and
 * the largest of all. The windows are those of the true stream, each of at least 2 rows, so that the
 * simulated stream has as many looks, of as many rows, that overlap as much. Progress counts rows.
 */
export function* simulateStream(
  model: NullModel,
  split: NullSplit,
  windows: Windows,
  pick: number,
  random: Random,
  scratch: NullScratch,
): Computation<{ picked: number; largest: number }> {
  const { rows, rowSums, compared, unit } = model
  const { sums, inside, present, drawn } = scratch
  const { from, to, count } = windows
  const held = rows - compared
  const c = held / (held - 1)
  const crossWeight = 2 * Math.sqrt(shareOfComparison(compared, held) * c)
  const perHeld = 1 / (held - 1)
  const perCompared = 1 / compared
  yield* drawRows(windows, random, scratch)
  const pairSumOf = yield* sums.along(drawn, windows)
  // Sums over the window, of whole numbers: its pairs of the same row, and of its rows with H and with all.
  let repeated = 0
  let insideSum = 0
  let allSum = 0
  let picked = Number.NaN
  let largest = Number.NEGATIVE_INFINITY
  // The rows that are summed: lo … hi − 1.
  let lo = 0
  let hi = 0
  const judge = (first: number, last: number): void => {
    for (let i = first; i < last; i++) {
      const start = from[i] as number
      const end = to[i] as number
      if (start >= hi) {
        // Windows that do not overlap share no rows: each starts afresh.
        present.fill(0)
        repeated = 0
        insideSum = 0
        allSum = 0
        lo = start
        hi = start
      }
      for (; lo < start; lo++) {
        const left = drawn[lo] as number
        const remaining = (present[left] as number) - 1
        present[left] = remaining
        repeated -= remaining
        insideSum -= inside[left] as number
        allSum -= rowSums[left] as number
      }
      for (; hi < end; hi++) {
        const came = drawn[hi] as number
        repeated += present[came] as number
        present[came] = (present[came] as number) + 1
        insideSum += inside[came] as number
        allSum += rowSums[came] as number
      }
      const size = end - start
      const pairs = (size * (size - 1)) / 2 - repeated
      // A window of one row over and over has no pairs of different rows; their mean is then the expected one.
      const pairMean = pairs > 0 ? (pairSumOf[i] as number) / pairs : split.ownMean
      const perRow = 1 / size
      const own = insideSum * perHeld * perRow
      const noise = pairMean - 2 * own + split.ownMean
      const cross = (allSum - insideSum) * perCompared * perRow - own - split.contrastMean
      const statistic = unit * (split.offset - crossWeight * cross + c * noise)
      if (i === pick) picked = statistic
      if (statistic > largest) largest = statistic
    }
  }
  for (let i = 0; i < count;) {
    let last = i + 1
    while (last < count && (to[last] as number) - hi <= ROWS_A_SLICE) last++
    judge(i, last)
    i = last
    if (i < count) yield { done: hi, total: to[count - 1] as number, phase: 'simulated rows' }
  }
  return { picked, largest }
}

/** Draws the rows that windows hold, in their order. */
function* drawRows(
  { count, from, to }: Windows,
  random: Random,
  { heldOut, drawn }: NullScratch,
): Computation<void> {
  const held = heldOut.length
  const length = to[count - 1] as number
  for (let i = 0, hi = 0, work = 0; i < count; i++) {
    const end = to[i] as number
    hi = Math.max(hi, from[i] as number)
    work += end - hi
    for (; hi < end; hi++) drawn[hi] = heldOut[below(random, held)] as number
    if (work < ROWS_A_SLICE) continue
    work = 0
    yield { done: hi, total: length, phase: 'simulated rows' }
  }
}
