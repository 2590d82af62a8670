import type { Computation } from '../define'
import { below, markSubset, type Random } from '../random'
import { SLICE_WORK } from './pairs'
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
export interface NullModel {
  /** Rows n of the reference. */
  rows: number
  /** Kernel values of all pairs, n × n, zero on the diagonal. */
  kernel: Float64Array
  /** Row sums of `kernel`. */
  rowSums: Float64Array
  /** Rows of the comparison sample; the others are held out. */
  compared: number
}

/** Buffers that the streams of one simulation share. */
export interface NullScratch {
  marks: Uint8Array
  heldOut: Uint32Array
  /** Kernel values of held-out rows, h × h: small enough to stay in a cache. */
  within: Float64Array
  /** Of each held-out row: mean kernel value with C minus that with H, and that with H. */
  contrast: Float64Array
  own: Float64Array
  /** How often each held-out row stands in the window. */
  present: Uint32Array
  /** The window's held-out rows, in a ring written twice so that any window is one unbroken stretch. */
  ring: Uint32Array
}

/** @param largest rows of the largest window */
export function createNullScratch({ rows, compared }: NullModel, largest: number): NullScratch {
  const held = rows - compared
  return {
    marks: new Uint8Array(rows),
    heldOut: new Uint32Array(held),
    within: new Float64Array(held * held),
    contrast: new Float64Array(held),
    own: new Float64Array(held),
    present: new Uint32Array(held),
    ring: new Uint32Array(2 * largest),
  }
}

/** A fresh split of the reference: what a simulated stream needs to know of it. */
export interface NullSplit {
  /** ρ · MMD²_u(C, H) */
  offset: number
  /** Mean of `own` over H: the mean kernel value over pairs of different held-out rows. */
  ownMean: number
  /** Mean of `contrast` over H. */
  contrastMean: number
}

/** Splits the reference by `random` and fills `scratch`. O(n²). */
export function splitReference(model: NullModel, random: Random, scratch: NullScratch): NullSplit {
  const { rows, kernel, rowSums, compared } = model
  const { marks, heldOut, within, contrast, own } = scratch
  const held = rows - compared
  markSubset(random, rows, held, marks)
  let at = 0
  for (let i = 0; i < rows; i++) if (marks[i] === 1) heldOut[at++] = i
  let crossTotal = 0
  let heldTotal = 0
  let comparedTotal = 0
  for (let i = 0; i < rows; i++) if (marks[i] === 0) comparedTotal += rowSums[i] as number
  for (let a = 0; a < held; a++) {
    const row = heldOut[a] as number
    const base = row * rows
    let inside = 0
    for (let b = 0; b < held; b++) {
      const k = kernel[base + (heldOut[b] as number)] as number
      within[a * held + b] = k
      inside += k
    }
    const cross = (rowSums[row] as number) - inside
    own[a] = inside / (held - 1)
    contrast[a] = cross / compared - inside / (held - 1)
    crossTotal += cross
    heldTotal += inside
  }
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
  const { rows, compared } = model
  const { within, contrast, own, present, ring } = scratch
  const { from, to, count, largest: capacity } = windows
  const held = rows - compared
  const c = held / (held - 1)
  const crossWeight = 2 * Math.sqrt(shareOfComparison(compared, held) * c)
  const length = to[count - 1] as number
  let pairSum = 0
  let repeated = 0
  let ownSum = 0
  let contrastSum = 0
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
      pairSum = 0
      repeated = 0
      ownSum = 0
      contrastSum = 0
      lo = start
      hi = start
    }
    while (hi < end || lo < start) {
      const leaves = lo < start
      const comes = hi < end
      const left = leaves ? (ring[lo % capacity] as number) : 0
      const came = comes ? below(random, held) : 0
      // The rows that stay, one unbroken stretch of the ring.
      const stay = (leaves ? lo + 1 : lo) % capacity
      const stayEnd = stay + hi - lo - (leaves ? 1 : 0)
      if (leaves && comes) pairSum += exchange(within, came * held, left * held, ring, stay, stayEnd)
      else if (leaves)
        for (let j = stay; j < stayEnd; j++) pairSum -= within[left * held + (ring[j] as number)] as number
      else for (let j = stay; j < stayEnd; j++) pairSum += within[came * held + (ring[j] as number)] as number
      if (leaves) {
        const remaining = (present[left] as number) - 1
        present[left] = remaining
        repeated -= remaining
        ownSum -= own[left] as number
        contrastSum -= contrast[left] as number
        lo++
      }
      if (comes) {
        repeated += present[came] as number
        present[came] = (present[came] as number) + 1
        ownSum += own[came] as number
        contrastSum += contrast[came] as number
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
    const noise = pairMean - (2 * ownSum) / size + split.ownMean
    const cross = contrastSum / size - split.contrastMean
    const statistic = split.offset - crossWeight * cross + c * noise
    if (i === pick) picked = statistic
    if (statistic > largest) largest = statistic
  }
  return { picked, largest }
}

/** What the sum over pairs gains when one row takes another's place beside the rows of `ring[from … to − 1]`. */
function exchange(
  within: Float64Array,
  came: number,
  left: number,
  ring: Uint32Array,
  from: number,
  to: number,
): number {
  let gained = 0
  let lost = 0
  for (let i = from; i < to; i++) {
    const row = ring[i] as number
    gained += within[came + row] as number
    lost += within[left + row] as number
  }
  return gained - lost
}
