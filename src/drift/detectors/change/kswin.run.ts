import { formatNumber } from '~/lib/format'
import type { Machine, MachineState, Setup, Walk } from '../../machine'
import { machineRun } from '../../machine-run'
import { equalSizesTail } from '../../math/kolmogorov'
import { markNumberedSubset, PURPOSE } from '../../random'
import { kswin, type KswinParams } from './kswin'

interface KswinState extends MachineState {
  /** The window in the order of arrival, a ring whose next place is `next`. */
  ring: Float64Array
  next: number
  filled: number
  /** The places of the ring in ascending order of their values, and these values (infinite where missing). */
  order: Uint32Array
  sorted: Float64Array
  /** Missing values in the window: with one, nothing can be tested. */
  missing: number
  /** From the oldest row on: 1 for one of the newest, −1 for a drawn older one, else 0. */
  sides: Int32Array
  /** Of the latest test. */
  distance: number
  pValue: number
}

/** p-values of D = h / r by the whole number h. */
type Tails = Float64Array

/**
 * KSWIN (Raab et al. 2020, doi 10.1016/j.neucom.2019.11.111): of the last w values, the r newest are compared with r of
 * the others, drawn without replacement at each row, by the exact two-sample test of Kolmogorov and Smirnov; alarm
 * where p ≤ α. The window is kept in order of its values, so that the distance takes one walk through it; p is looked
 * up by r D, a whole number. After an alarm the newest r values are the new window.
 *
 * Profiles: river also asks for D > 0.1, and begins with an empty window after an alarm; so does a Frouros that is reset.
 * The draw is ours: a library's own generator is not reproduced (with w = 2r nothing is left to draw).
 */
export const machine: Machine<KswinParams, KswinState, Tails> = {
  *calibrate({ recent }) {
    yield { done: 0, total: 1, phase: 'p-values' }
    return Float64Array.from({ length: recent + 1 }, (_, h) => equalSizesTail(recent, h))
  },

  start: ({ window }) => ({
    n: 0,
    drift: false,
    warning: false,
    ring: new Float64Array(window),
    next: 0,
    filled: 0,
    order: new Uint32Array(window),
    sorted: new Float64Array(window),
    missing: 0,
    sides: new Int32Array(window),
    distance: Number.NaN,
    pValue: Number.NaN,
  }),

  restart(s, p, setup) {
    const fresh = machine.start(p, setup)
    if (p.profile !== 'canonical') return fresh
    for (let age = p.recent; age >= 1; age--) push(fresh, s.ring[before(s, age)]!)
    fresh.n = p.recent
    return fresh
  },

  update(s, row, p, { calibration }) {
    step(s, row[0]!, p, calibration)
  },

  walk: () => walk,

  layout: (p, setup) => ({
    statisticName: 'Distance of the distributions D',
    unit: '',
    series: ['D'],
    threshold: thresholdOf(p, setup),
    side: 'above',
    limits: [],
    lines: [{ title: 'p-value of each row’s test', yLabel: 'p', series: ['p'] }],
    thresholdRule: ruleOf(p, setup),
    warmUp: p.window,
  }),

  read(s, p, into) {
    if (s.filled < p.window) return
    into[0] = s.distance
    into[1] = s.pValue
  },

  internals: (s) => ({ n: s.n, distance: s.distance, pValue: s.pValue, filled: s.filled }),

  // A row walks through the window, some 5 ns a value.
  rowsPerSlice: (_, p) => Math.min(500, 200_000 / p.window),
}

const walk: Walk<KswinParams, KswinState, Tails> = (s, values, from, to, p, { calibration }, trace) => {
  s.drift = false
  let i = from
  while (i < to && !s.drift) {
    step(s, values[i++]!, p, calibration)
    if (trace === null || s.filled < p.window) continue
    const k = trace.at + i - 1 - from
    trace.columns[0]![k] = s.distance
    trace.columns[1]![k] = s.pValue
  }
  return i
}

function step(s: KswinState, x: number, p: KswinParams, tails: Tails): void {
  s.n++
  push(s, x)
  s.drift = false
  if (s.filled < p.window) return
  s.distance = s.missing > 0 ? Number.NaN : distanceOf(s, p) / p.recent
  s.pValue = s.missing > 0 ? Number.NaN : tails[Math.round(s.distance * p.recent)]!
  s.drift = s.pValue <= p.alpha && (p.profile !== 'river' || s.distance > LEAST_OF_RIVER)
}

const LEAST_OF_RIVER = 0.1

/** The largest D that does not alarm. */
function thresholdOf({ alpha, recent, profile }: KswinParams, { calibration }: Setup<Tails>): number {
  const first = calibration.findIndex((p) => p <= alpha)
  const largest = first < 0 ? 1 : (first - 1) / recent
  return profile === 'river' ? Math.max(LEAST_OF_RIVER, largest) : largest
}

function ruleOf(p: KswinParams, { calibration }: Setup<Tails>): string {
  const smallest = calibration.at(-1)!
  if (smallest > p.alpha)
    return `No alarm is possible: of ${p.recent} rows, no p-value is below ${formatNumber(smallest)}. Raise α or Newest rows.`
  return `Alarm where p ≤ α = ${formatNumber(p.alpha)} for a single row's test${p.reset === 'auto' ? `; after an alarm the window starts afresh${p.profile === 'canonical' ? ' with the newest rows' : ''}` : ''}.`
}

/** Place in the ring of the value that came `age` rows ago; 1 is the newest. */
function before({ ring, next }: KswinState, age: number): number {
  const at = next - age
  return at < 0 ? at + ring.length : at
}

/** Takes in a value, in place of the oldest once the window is full. */
function push(s: KswinState, x: number): void {
  const { ring, order, sorted } = s
  const place = s.next
  s.next = place + 1 === ring.length ? 0 : place + 1
  let gap = s.filled
  if (s.filled === ring.length) {
    const old = ring[place]!
    if (old !== old) s.missing--
    gap = lowerBound(sorted, s.filled, keyOf(old))
    while (order[gap] !== place) gap++
  } else s.filled++
  if (x !== x) s.missing++
  ring[place] = x
  const key = keyOf(x)
  // The gap moves to where x belongs; what lies between moves by one.
  while (gap > 0 && sorted[gap - 1]! > key) {
    sorted[gap] = sorted[gap - 1]!
    order[gap] = order[gap - 1]!
    gap--
  }
  while (gap + 1 < s.filled && sorted[gap + 1]! < key) {
    sorted[gap] = sorted[gap + 1]!
    order[gap] = order[gap + 1]!
    gap++
  }
  sorted[gap] = key
  order[gap] = place
}

function keyOf(x: number): number {
  return x === x ? x : Number.POSITIVE_INFINITY
}

/** First place of `sorted` (ascending up to `length`) that is not below `key`. */
function lowerBound(sorted: Float64Array, length: number, key: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

/** r D of the newest r values and as many of the older ones, a whole number. */
function distanceOf(s: KswinState, p: KswinParams): number {
  const { order, sorted, sides, next: oldest } = s
  drawSides(s, p)
  const w = sorted.length
  let difference = 0
  let most = 0
  let least = 0
  let next = sorted[0]!
  for (let i = 0; i < w; i++) {
    const age = (order[i]! - oldest) | 0
    difference = (difference + sides[age + (w & (age >> 31))]!) | 0
    // Within equal values the distribution functions do not differ yet.
    const value = next
    next = i + 1 < w ? sorted[i + 1]! : Number.NaN
    if (next === value) continue
    // Larger of the two and smaller of the two, without branches, which nobody could predict.
    const above = difference - most
    most += above & ~(above >> 31)
    const below = difference - least
    least += below & (below >> 31)
  }
  return Math.max(most, -least)
}

/** Marks the newest r values and, of the older w − r, as many by Floyd's algorithm (doi 10.1145/30401.315746) or a stride. */
function drawSides({ sides, n }: KswinState, { window, recent, sampling, seed }: KswinParams): void {
  const older = window - recent
  sides.fill(0, 0, older)
  sides.fill(1, older)
  if (older === recent || sampling === 'stride')
    for (let k = 0; k < recent; k++) sides[Math.floor(((k + 0.5) * older) / recent)] = -1
  // A generator a row, so that a stream that is taken up elsewhere draws the same.
  else markNumberedSubset({ seed, purpose: PURPOSE.subsample, index: n }, older, recent, sides)
}

export const run = machineRun(kswin, machine)
