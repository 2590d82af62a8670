import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { driveSync } from '../../drive'
import { placesAmong } from '../../kernels/line-places'
import {
  addToLeaf,
  addUnjoined,
  farthest,
  moveBetweenLeaves,
  type PrefixTree,
  prefixTree,
  rejoin,
} from '../../kernels/prefix-tree'
import type { Machine, MachineState, Setup, Walk } from '../../machine'
import { machineRun } from '../../machine-run'
import { exactTwoSample, gcd, kolmogorovTail } from '../../math/kolmogorov'
import { sortedCopy } from '../../math/sort'
import { checkFinite, checkRows } from '../check-samples'
import { iks, type IksParams } from './iks'
import { log } from '../../math/log'

interface Calibration {
  /** Distinct values of the reference, ascending, and how often each is there. */
  values: Float64Array
  counts: Uint32Array
  /** Smallest D · lcm(n, w) at which p ≤ α; one more than the largest there is, where none is. */
  critical: number
}

interface IksState extends MachineState {
  /** Rows in the reference and in the window. */
  rows: number
  window: number
  tree: PrefixTree
  /** Place in the tree of each value in the window, a ring; `MISSING` for a missing one. */
  places: Uint32Array
  missing: number
  /** p-values that were met, by D · lcm(n, w). */
  known: Record<string, number>
  /** p of the present window; NaN where it is not full. */
  p: number
}

const MISSING = 0xffffffff
/** A pass over so many leaves of the tree takes no longer than one row does. */
const LEAVES_A_ROW = 64
/** As scipy and R: p is exact up to this many rows. */
const EXACT_ROWS = 10_000
/** p-values are kept where there can be no more than these: they are in every snapshot. */
const MOST_KNOWN = 200_000
/** At each row p is drawn exactly up to this product of the sizes, which takes some 0.3 ms for a new one. */
const EXACT_SIZE = 200_000

/**
 * Incremental KS (dos Reis et al. 2016, doi 10.1145/2939672.2939836), for a reference that stays: the values of the
 * reference cut the line into gaps and points. In their order, a value of the reference counts w and one of the
 * window −n; D is the largest prefix sum (or the smallest, negated) over n w, found by a tree in O(log n) a row, in
 * whole numbers. The paper's treap lets the reference change as well.
 *
 * p depends on D · lcm(n, w) alone. An alarm is where that whole number reaches the smallest one with p ≤ α, which is
 * looked for once.
 */
export const machine: Machine<IksParams, IksState, Calibration> = {
  *calibrate(p, { reference }) {
    const sample = reference!
    checkRows(iks.name, 'reference', sample, 1)
    checkFinite('reference', sample)
    const sorted = yield* sortedCopy(sample.values)
    const values: number[] = []
    const counts: number[] = []
    for (const x of sorted) {
      if (x === values.at(-1)) counts[counts.length - 1]!++
      else {
        values.push(x)
        counts.push(1)
      }
    }
    return {
      values: Float64Array.from(values),
      counts: Uint32Array.from(counts),
      critical: yield* criticalDistance(sample.rows, p.window, p.alpha),
    }
  },

  start(p, { reference, calibration }) {
    const { counts } = calibration
    // Gap, point, gap, point, …, gap.
    const items = new Float64Array(2 * counts.length + 1)
    counts.forEach((count, i) => (items[2 * i + 1] = count * p.window))
    return {
      n: 0,
      drift: false,
      warning: false,
      rows: reference!.rows,
      window: p.window,
      tree: prefixTree(items),
      places: new Uint32Array(p.window),
      missing: 0,
      known: {},
      p: Number.NaN,
    }
  },

  update(s, row, _p, { calibration }) {
    const x = row[0]!
    push(s, Number.isNaN(x) ? MISSING : placeOf(calibration.values, x))
    const h = distanceOf(s)
    s.p = pValue(s, h)
    s.drift = h >= calibration.critical
  },

  walk: () => walk,

  // What was met of p-values stays true.
  restart: (s, p, setup) => ({ ...machine.start(p, setup), known: s.known }),

  layout: (p, setup) => ({
    statisticName: 'D',
    unit: '',
    series: ['D'],
    // Between the smallest distance that alarms and the one below it: above it is drift, and nothing can be on it.
    threshold: criticalValue(p, setup) - 0.5 / unitOf({ rows: setup.reference!.rows, window: p.window }),
    side: 'above',
    limits: [],
    lines: [
      {
        title: 'p-value',
        yLabel: setup.reference!.rows * p.window <= EXACT_SIZE ? 'p, exact' : 'p, asymptotic',
        series: ['p'],
      },
    ],
    thresholdRule: ruleOf(p, setup),
    warmUp: p.window,
    heldToReference: p.window,
  }),

  read(s, _p, into) {
    into[0] = distanceOf(s) / unitOf(s)
    into[1] = s.p
  },

  internals: (s) => {
    const h = distanceOf(s)
    const { rows, window } = s
    return {
      n: s.n,
      statistic: h / unitOf(s),
      pValue: Number.isNaN(h) ? h : driveSync(tail(rows, window, h)),
    }
  },

  // A new p-value may take 0.3 ms.
  rowsPerSlice: 10,
}

const walk: Walk<IksParams, IksState, Calibration> = (s, values, from, to, _p, { calibration }, trace) => {
  const { rows, window, tree } = s
  const isShort = (to - from) * LEAVES_A_ROW < tree.leaves
  const place = isShort ? (x: number) => placeOf(calibration.values, x) : placesAmong(calibration.values)
  const divisor = gcd(rows, window)
  const unit = unitOf(s)
  s.drift = false
  let i = from
  while (i < to && !s.drift) {
    if (trace === null && !isShort && s.n >= window && s.missing === 0) {
      const quiet = walkQuietly(s, values, i, to - 1, place, calibration.critical * divisor)
      if (quiet > i) {
        i = quiet
        continue
      }
    }
    // A pass that finds hardly any room costs more than these.
    const end = Math.min(to, i + Math.ceil(tree.leaves / LEAVES_A_ROW))
    while (i < end && !s.drift) {
      push(s, place(values[i++]!))
      const h = s.n < window ? Number.NaN : Math.max(tree.most[1]!, -tree.least[1]!) / divisor
      s.drift = h >= calibration.critical
      // What is nowhere told is not looked up.
      if (trace === null && i < to && !s.drift) continue
      s.p = pValue(s, h)
      if (trace === null) continue
      const k = trace.at + i - 1 - from
      trace.columns[0]![k] = h / unit
      trace.columns[1]![k] = s.p
    }
  }
  return i
}

/**
 * Rows that surely do not alarm, without the tree: a row moves no prefix sum by more than n, so that D is passed over all
 * values again only where it may have reached the alarm. Leaves the state of single steps but p, which nobody asks for.
 * @param alarm the smallest absolute prefix sum that alarms
 * @returns the first row that was not taken
 */
function walkQuietly(
  s: IksState,
  values: Float64Array,
  from: number,
  to: number,
  place: (x: number) => number,
  alarm: number,
): number {
  const { rows, window, places, tree } = s
  let room = roomOf(Math.max(tree.most[1]!, -tree.least[1]!))
  let i = from
  let at = s.n % window
  while (i < to && room * LEAVES_A_ROW >= tree.leaves) {
    const end = Math.min(to, i + room)
    for (; i < end; i++) {
      const now = place(values[i]!)
      addUnjoined(tree, now, -rows)
      addUnjoined(tree, places[at]!, rows)
      places[at] = now
      at = at + 1 === window ? 0 : at + 1
    }
    if (i < to) room = roomOf(farthest(tree))
  }
  if (i === from) return i
  s.n += i - from
  rejoin(tree)
  return i

  function roomOf(prefix: number): number {
    return Math.max(0, Math.ceil((alarm - prefix) / rows) - 1)
  }
}

/** lcm(n, w): D is a whole multiple of its inverse. */
function unitOf({ rows, window }: Pick<IksState, 'rows' | 'window'>): number {
  return (rows / gcd(rows, window)) * window
}

/** D · lcm(n, w); NaN where the window is not full or holds a missing value. */
function distanceOf({ n, rows, window, missing, tree }: IksState): number {
  if (n < window || missing > 0) return Number.NaN
  return Math.max(tree.most[1]!, -tree.least[1]!) / gcd(rows, window)
}

/** Takes the newest value into the window, and the oldest out where it is full. */
function push(s: IksState, place: number): void {
  const { n, window, places, rows, tree } = s
  const at = n % window
  const oldest = places[at]!
  const isFull = n >= window
  places[at] = place
  s.n++
  if (isFull && place !== MISSING && oldest !== MISSING) return moveBetweenLeaves(tree, oldest, place, rows)
  if (place === MISSING) s.missing++
  else addToLeaf(tree, place, -rows)
  if (!isFull) return
  if (oldest === MISSING) s.missing--
  else addToLeaf(tree, oldest, rows)
}

/** 2 i + 1 for the i-th value of the reference itself, 2 i for the gap below it. */
function placeOf(values: Float64Array, x: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! < x) low = middle + 1
    else high = middle
  }
  return 2 * low + (values[low] === x ? 1 : 0)
}

function pValue(s: IksState, h: number): number {
  if (Number.isNaN(h)) return h
  const found = s.known[h]
  if (found !== undefined) return found
  const { rows, window } = s
  const p =
    rows * window > EXACT_SIZE
      ? kolmogorovTail(Math.round((rows * window) / (rows + window)), h / unitOf(s))
      : driveSync(exactTwoSample(rows, window, h, false))
  if (unitOf(s) <= MOST_KNOWN) s.known[h] = p
  return p
}

/** P(D · lcm(n, w) ≥ h) while nothing changes. */
function* tail(rows: number, window: number, h: number): Computation<number> {
  return Math.max(rows, window) <= EXACT_ROWS
    ? yield* exactTwoSample(rows, window, h, false)
    : kolmogorovTail(Math.round((rows * window) / (rows + window)), h / unitOf({ rows, window }))
}

/** By halving, as p falls with h; begun about the asymptotic answer, as p of a large distance takes long. */
function* criticalDistance(rows: number, window: number, alpha: number): Computation<number> {
  const unit = unitOf({ rows, window })
  const guess = Math.sqrt(((-log(alpha / 2) / 2) * (rows + window)) / (rows * window))
  let low = Math.floor(Math.min(1, 0.7 * guess) * unit)
  while (low > 0 && (yield* tail(rows, window, low)) <= alpha) low = Math.floor(low / 2)
  let high = Math.min(unit + 1, Math.ceil(1.2 * guess * unit))
  while (high <= unit && (yield* tail(rows, window, high)) > alpha) high = Math.min(unit + 1, 2 * high)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if ((yield* tail(rows, window, middle)) <= alpha) high = middle
    else low = middle
  }
  return high
}

function criticalValue(p: IksParams, { reference, calibration }: Setup<Calibration>): number {
  return calibration.critical / unitOf({ rows: reference!.rows, window: p.window })
}

function ruleOf(p: IksParams, setup: Setup<Calibration>): string {
  const rows = setup.reference!.rows
  const sizes = `${formatCount(rows)} reference rows and a window of ${formatCount(p.window)}`
  const value = criticalValue(p, setup)
  const exact = Math.max(rows, p.window) <= EXACT_ROWS ? 'an exact' : 'an asymptotic'
  return value > 1
    ? `No distance of ${sizes} has p ≤ ${formatNumber(p.alpha)}: no alarm is possible. Use a larger window.`
    : `Alarm from D = ${formatNumber(value)} on, the smallest distance of ${sizes} with ${exact} p ≤ ${formatNumber(p.alpha)} in a single window${p.reset === 'auto' ? '; after an alarm the window starts empty' : ''}.`
}

export const run = machineRun(iks, machine)
