import { formatNumber } from '~/lib/format'
import type { Machine, MachineState, Walk } from '../../machine'
import { machineRun } from '../../machine-run'
import { adwin, type AdwinParams } from './adwin'
import { log } from '../../math/log'
import { power } from '../../math/power'

/**
 * The window as an exponential histogram: row i holds at most M + 1 buckets of 2^i values each, a ring with its oldest
 * at `first[i]`. A bucket is its total and its sum of squared deviations.
 */
interface AdwinState extends MachineState {
  totals: Float64Array
  squares: Float64Array
  first: Int32Array
  counts: Int32Array
  /** Rows in use. */
  rows: number
  width: number
  total: number
  /** Sum of squared deviations in the window. Rounding may leave it slightly below 0 where all values are equal. */
  variance: number
  /** Buckets made less buckets dropped: what libraries call the number of buckets (merging is not subtracted). */
  made: number
  /** Largest difference of means in units of its bound: at this row, and what the rows until the next search show. */
  excess: number
  remaining: number
}

/** 2^47 values fit, 48 rows: more than a counter of rows can count. */
const ROWS = 48

/**
 * ADWIN2 (Bifet & Gavaldà 2007, doi 10.1137/1.9781611972771.42) as all libraries compute it: every `clock` values each
 * cut of the window at a border of buckets is tried, from the oldest on. With n₀, n₁ values and means u₀, u₁ on the
 * two sides, it counts where |u₀ − u₁| > √(2 m σ² L) + ⅔ m L, L = ln(2 ln W / δ), m = 1/(n₀ − s + 1) + 1/(n₁ − s + 1),
 * s the smallest part, σ² the window's variance. The conservative bound is √(m/2 ln(4 ln W / δ)). Then the oldest bucket
 * is dropped, and the search begins again.
 *
 * Profiles: river is the same and empties its window after an alarm. frouros never tries the newest bucket of a
 * row, and takes n > s with m of n − s − 1 (its sticky flag and its refusal of negative totals are not reproduced).
 * MOA asks for n > s + 1 and is silent where the mean fell.
 */
export const machine: Machine<AdwinParams, AdwinState> = {
  start: ({ maxBuckets }) => ({
    n: 0,
    drift: false,
    warning: false,
    totals: new Float64Array(ROWS * (maxBuckets + 1)),
    squares: new Float64Array(ROWS * (maxBuckets + 1)),
    first: new Int32Array(ROWS),
    counts: new Int32Array(ROWS),
    rows: 1,
    width: 0,
    total: 0,
    variance: 0,
    made: 0,
    excess: Number.NaN,
    remaining: Number.NaN,
  }),

  update(s, row, p) {
    const meanBefore = p.profile === 'moa' ? s.total / s.width : 0
    s.n++
    s.drift = false
    s.excess = s.remaining
    insert(s, row[0]!, p.maxBuckets)
    if (s.n % p.clock !== 0 || s.width <= p.grace) return
    judge(s, p)
    if (p.profile === 'moa' && !(s.total / s.width > meanBefore)) s.drift = false
  },

  // MOA looks at the mean of each row before.
  walk: ({ profile }) => (profile === 'moa' ? null : walk),

  layout: (p) => ({
    statisticName: 'Difference of means ÷ its bound',
    unit: '',
    series: ['largest difference'],
    threshold: 1,
    side: 'above',
    limits: [],
    lines: [
      { title: 'Window', yLabel: 'rows', series: ['width'] },
      { title: 'Mean of the window', yLabel: 'mean', inDataUnit: true, series: ['mean'] },
    ],
    thresholdRule: `Alarm where the means of two parts of the window differ by more than chance alone makes them with probability δ = ${formatNumber(p.delta)}; ${p.reset === 'auto' ? 'after an alarm the window is emptied' : 'the window then keeps the rows since the change'}.`,
    warmUp: Math.ceil(Math.max(p.grace + 1, 2 * leastOf(p)) / p.clock) * p.clock,
  }),

  read(s, _, into) {
    into[0] = s.excess
    into[1] = s.width
    into[2] = s.total / s.width
  },

  internals: (s) => ({
    n: s.n,
    width: s.width,
    total: s.total,
    mean: s.width === 0 ? 0 : s.total / s.width,
    variance: s.variance,
    windowVariance: s.variance / s.width,
    buckets: s.made,
  }),

  // A search tries every bucket, some 10 ns each.
  rowsPerSlice: ({ rows }, p) => Math.min(1024, 100_000 / (1 + (rows * p.maxBuckets) / p.clock)),
}

const walk: Walk<AdwinParams, AdwinState> = (s, values, from, to, p, _, trace) => {
  const { clock, grace, maxBuckets } = p
  s.drift = false
  let untilSearch = clock - (s.n % clock)
  let i = from
  while (i < to && !s.drift) {
    s.n++
    s.excess = s.remaining
    insert(s, values[i++]!, maxBuckets)
    if (--untilSearch === 0) {
      untilSearch = clock
      // What is nowhere told is not worked out: how far from its bound a quiet window is.
      const isTold = trace !== null || to - i < clock
      if (s.width > grace && (isTold || !isQuiet(s, p))) judge(s, p)
    }
    if (trace === null) continue
    const k = trace.at + i - 1 - from
    trace.columns[0]![k] = s.excess
    trace.columns[1]![k] = s.width
    trace.columns[2]![k] = s.total / s.width
  }
  return i
}

/** Searches, and drops the oldest buckets while there is a cut. */
function judge(s: AdwinState, p: AdwinParams): void {
  s.excess = search(s, p)
  s.remaining = s.excess
  while (s.remaining > 1) {
    s.drift = true
    dropOldest(s, p.maxBuckets)
    s.remaining = search(s, p)
  }
}

function insert(s: AdwinState, x: number, maxBuckets: number): void {
  append(s, 0, x, 0, maxBuckets)
  s.width++
  if (s.width > 1) {
    const d = x - s.total / (s.width - 1)
    s.variance += ((s.width - 1) * d * d) / s.width
  }
  s.total += x
  const { totals, squares, first, counts } = s
  const capacity = maxBuckets + 1
  for (let i = 0, size = 1; counts[i] === capacity; i++, size *= 2) {
    const oldest = i * capacity + first[i]!
    const next = i * capacity + wrap(first[i]! + 1, capacity)
    const d = totals[oldest]! / size - totals[next]! / size
    const merged = totals[oldest]! + totals[next]!
    const mergedSquares = squares[oldest]! + squares[next]! + size * 0.5 * d * d
    first[i] = wrap(first[i]! + 2, capacity)
    counts[i] = capacity - 2
    append(s, i + 1, merged, mergedSquares, maxBuckets)
  }
}

function append(s: AdwinState, i: number, total: number, squares: number, maxBuckets: number): void {
  const capacity = maxBuckets + 1
  const at = i * capacity + wrap(s.first[i]! + s.counts[i]!, capacity)
  s.totals[at] = total
  s.squares[at] = squares
  s.counts[i] = s.counts[i]! + 1
  if (i >= s.rows) s.rows = i + 1
  s.made++
}

function wrap(at: number, capacity: number): number {
  return at >= capacity ? at - capacity : at
}

function dropOldest(s: AdwinState, maxBuckets: number): void {
  const capacity = maxBuckets + 1
  const i = s.rows - 1
  const size = power(2, i)
  const at = i * capacity + s.first[i]!
  s.width -= size
  s.total -= s.totals[at]!
  const d = s.totals[at]! / size - s.total / s.width
  s.variance -= s.squares[at]! + (size * s.width * d * d) / (size + s.width)
  s.first[i] = wrap(s.first[i]! + 1, capacity)
  s.counts[i] = s.counts[i]! - 1
  s.made--
  while (s.rows > 1 && s.counts[s.rows - 1] === 0) s.rows--
}

/** Rows that either side of a cut must have. */
function leastOf({ profile, minWindow }: AdwinParams): number {
  return profile === 'frouros' ? minWindow + 1 : profile === 'moa' ? minWindow + 2 : minWindow
}

/** The bound of a cut is √(spread m) + linear m. */
function boundOf({ width, variance }: AdwinState, { bound, delta }: AdwinParams) {
  const conservative = bound === 'conservative'
  const confidence = log(((conservative ? 4 : 2) * log(width)) / delta)
  return conservative
    ? { spread: 0.5 * confidence, linear: 0 }
    : { spread: 2 * (variance / width) * confidence, linear: (2 / 3) * confidence }
}

/** Wider than what rounding does to a difference of means (some 10⁻¹⁵ of what is subtracted) and to a bound. */
const ROUNDING = 1e-14
/** Of products that are compared: below, they may have lost digits to underflow. */
const LEAST_PRODUCT = 1e-200

/**
 * Whether surely no cut is beyond its bound, told without roots and divisions: the means of the two sides are
 * |W sum₀ − n₀ total| / (n₀ n₁) apart, and their bound is at least √(spread W / (n₀ n₁)), as m ≥ 1/n₀ + 1/n₁. Where rounding leaves a
 * doubt the answer is no.
 */
function isQuiet(s: AdwinState, p: AdwinParams): boolean {
  const { totals, first, counts, width, total } = s
  const capacity = p.maxBuckets + 1
  const skipsNewest = p.profile === 'frouros' ? 1 : 0
  const least = leastOf(p)
  const floor = (1 - ROUNDING) * boundOf(s, p).spread * width
  if (!(floor > LEAST_PRODUCT)) return false
  let n0 = 0
  let sum0 = 0
  for (let i = s.rows - 1, size = power(2, s.rows - 1); i >= 0; i--, size /= 2) {
    const last = counts[i]! - skipsNewest
    const base = i * capacity
    let at = first[i]!
    for (let k = 0; k < last; k++) {
      n0 += size
      const n1 = width - n0
      sum0 += totals[base + at]!
      if (++at === capacity) at = 0
      if (n1 < least) return true
      if (n0 < least) continue
      const ofPart = width * sum0
      const ofAll = n0 * total
      const apart = Math.abs(ofPart - ofAll) + ROUNDING * (Math.abs(ofPart) + Math.abs(ofAll))
      if (!(apart * apart < floor * n0 * n1)) return false
    }
  }
  return true
}

/**
 * The first difference, from the oldest cut on, that is beyond its bound, in units of it; where none is, the largest. NaN
 * where no side is large enough to be judged.
 */
function search(s: AdwinState, p: AdwinParams): number {
  const { totals, first, counts, width, total } = s
  const capacity = p.maxBuckets + 1
  const frouros = p.profile === 'frouros'
  const least = leastOf(p)
  const less = frouros ? p.minWindow + 1 : p.minWindow - 1
  const { spread, linear } = boundOf(s, p)
  // Rounding has left less than nothing of the variance. Libraries then find no cut (the root is NaN), and so do we.
  if (spread < 0) return 0
  let n0 = 0
  let sum0 = 0
  let largest = Number.NaN
  for (let i = s.rows - 1, size = power(2, s.rows - 1); i >= 0; i--, size /= 2) {
    const last = frouros ? counts[i]! - 1 : counts[i]!
    let at = first[i]!
    const base = i * capacity
    for (let k = 0; k < last; k++) {
      n0 += size
      const n1 = width - n0
      sum0 += totals[base + at]!
      if (++at === capacity) at = 0
      if (n1 < least) return largest
      if (n0 < least) continue
      const m = 1 / (n0 - less) + 1 / (n1 - less)
      const bound = Math.sqrt(spread * m) + linear * m
      const difference = Math.abs(sum0 / n0 - (total - sum0) / n1)
      if (difference > bound) return difference / bound
      if (!(difference <= largest * bound)) largest = difference / bound
    }
  }
  return largest
}

export const run = machineRun(adwin, machine)
