import type { Computation } from '../define'
import { below, markSubset, type Random } from '../random'
import { pairSums } from './pair-sums'
import { SLICE_WORK } from './pairs'
import type { PairSums, WholeKernel } from './plain-pair-sums'
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
  /** The window's rows, in a ring written twice so that any window is one unbroken stretch. */
  ring: Uint32Array
}

/**
 * @param largest rows of the largest window
 * @param sums as the tests choose them
 */
export function createNullScratch(
  model: NullModel,
  largest: number,
  sums = pairSums(model, model.rows - model.compared, largest),
): NullScratch {
  const { rows, compared } = model
  return {
    sums,
    marks: new Uint8Array(rows),
    heldOut: new Uint32Array(rows - compared),
    inside: new Float64Array(rows),
    present: new Uint32Array(rows),
    ring: new Uint32Array(2 * largest),
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
 * simulated stream has as many looks, of as many rows, that overlap as much. O(window) look-ups a row.
 * Progress counts rows.
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
  const { sums, heldOut, inside, present, ring } = scratch
  const { from, to, count, largest: capacity } = windows
  const held = rows - compared
  const c = held / (held - 1)
  const crossWeight = 2 * Math.sqrt(shareOfComparison(compared, held) * c)
  const perHeld = 1 / (held - 1)
  const perCompared = 1 / compared
  const length = to[count - 1] as number
  // Sums over the window, of whole numbers: over its pairs, and of its rows with H and with all.
  let pairSum = 0
  let repeated = 0
  let insideSum = 0
  let allSum = 0
  let picked = Number.NaN
  let largest = Number.NEGATIVE_INFINITY
  let work = 0
  // The rows that are summed: lo … hi − 1; row t stands at t modulo the capacity of the ring.
  let lo = 0
  let hi = 0
  for (let i = 0; i < count; i++) {
    const start = from[i] as number
    const end = to[i] as number
    if (start >= hi) {
      // Windows that do not overlap share no rows: those between them need not be drawn, and each starts afresh.
      present.fill(0)
      sums.clear()
      pairSum = 0
      repeated = 0
      insideSum = 0
      allSum = 0
      lo = start
      hi = start
    }
    while (hi < end || lo < start) {
      const leaves = lo < start
      const comes = hi < end
      const left = leaves ? (ring[lo % capacity] as number) : -1
      const came = comes ? (heldOut[below(random, held)] as number) : -1
      // The rows that stay, one unbroken stretch of the ring.
      const stay = (leaves ? lo + 1 : lo) % capacity
      pairSum += sums.move(came, left, ring, stay, stay + hi - lo - (leaves ? 1 : 0))
      if (leaves) {
        const remaining = (present[left] as number) - 1
        present[left] = remaining
        repeated -= remaining
        insideSum -= inside[left] as number
        allSum -= rowSums[left] as number
        lo++
      }
      if (comes) {
        repeated += present[came] as number
        present[came] = (present[came] as number) + 1
        insideSum += inside[came] as number
        allSum += rowSums[came] as number
        ring[hi % capacity] = came
        ring[(hi % capacity) + capacity] = came
        hi++
      }
      work += 2 * (hi - lo) + 20
      if (work < SLICE_WORK) continue
      work = 0
      yield { done: hi, total: length, phase: 'simulated rows' }
    }
    const size = end - start
    const pairs = (size * (size - 1)) / 2 - repeated
    // A window of one row over and over has no pairs of different rows; their mean is then the expected one.
    const pairMean = pairs > 0 ? pairSum / pairs : split.ownMean
    const perRow = 1 / size
    const own = insideSum * perHeld * perRow
    const noise = pairMean - 2 * own + split.ownMean
    const cross = (allSum - insideSum) * perCompared * perRow - own - split.contrastMean
    const statistic = unit * (split.offset - crossWeight * cross + c * noise)
    if (i === pick) picked = statistic
    if (statistic > largest) largest = statistic
  }
  return { picked, largest }
}
