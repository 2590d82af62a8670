import { formatNumber } from '~/lib/format'
import type { Machine, MachineState, Walk } from '../../machine'
import { machineRun } from '../../machine-run'
import { log } from '../../math/log'
import { perParams } from '../../per-params'
import { hddmA, type HddmAParams } from './hddm-a'

interface Average {
  n: number
  sum: number
  mean: number
}

/** One comparison: how far the mean moved, and the bound of chance; NaN where there was none to make. */
interface Comparison {
  moved: number
  bound: number
}

interface HddmAState extends MachineState {
  all: Average
  /** Rows up to where mean + bound was smallest, and where mean − bound was largest. */
  low: Average
  high: Average
  rise: Comparison
  fall: Comparison
  /** MOA's estimate of the error rate: of the rows after the cut, until the new rows are as many. */
  afterCut: Average
}

/**
 * Frías-Blanco et al. (doi 10.1109/TKDE.2014.2345382), as River computes it: with b(n) = √(ln(1/α) / 2n), keep the mean of
 * the rows up to where mean + b was smallest (for falls: where mean − b was largest); a rise where the mean of all rows
 * exceeds it by ε = √((n − m) / (2 m n) · ln(2/α)) or more, m and n being the counts of the two means.
 *
 * Profiles: Frouros takes ln(1/α), has a warm-up, and cuts its means at an alarm without a new one. MOA's two-sided
 * test starts afresh at a fall without saying so.
 */
export const machine: Machine<HddmAParams, HddmAState> = {
  start: () => ({ n: 0, drift: false, warning: false, ...emptyMeans(), afterCut: empty() }),

  update(s, row, p) {
    s.n++
    add(s.all, row[0]!, p)
    moveAnchors(s, p)
    s.rise = comparison(s.all, s.low, 1, p)
    s.fall = comparison(s.all, s.high, -1, p)
    s.drift = false
    s.warning = false
    if (p.profile === 'frouros' && s.n < p.minInstances) return
    s.drift = s.rise.moved >= s.rise.bound
    s.warning = !s.drift && s.rise.moved >= s.rise.bound * logarithms(p).warningShare
    if (p.profile === 'moa') return cutAsMoa(s, p)
    if (p.profile === 'frouros') {
      if (s.drift) Object.assign(s, { ...emptyMeans(), rise: s.rise, fall: s.fall })
    } else if (p.twoSided) {
      if (s.fall.moved >= s.fall.bound) s.drift = true
      else if (s.fall.moved >= s.fall.bound * logarithms(p).warningShare) s.warning = true
    }
  },

  // The other profiles cut their means in between.
  walk: ({ profile }) => (profile === 'canonical' ? walk : null),

  // MOA has cut its means at the alarm itself, and keeps its estimate.
  restart: (s, p, setup) => (p.profile === 'moa' ? s : machine.start(p, setup)),

  layout: (p) => ({
    // The bounds of a rise and of a fall differ: with both, each is measured in its own.
    statisticName: p.twoSided ? 'Change of the error rate ÷ ε' : 'Rise of the error rate',
    unit: '',
    series: p.twoSided ? ['rise', 'fall'] : ['rise'],
    threshold: p.twoSided ? 1 : null,
    side: 'above',
    limits: [
      ...(p.twoSided ? [] : [{ name: 'drift limit ε', level: 'drift' as const }]),
      { name: 'warning limit', level: 'warning' },
    ],
    lines: [],
    thresholdRule: `Alarm where the error rate moved by Hoeffding’s bound ε at α = ${formatNumber(p.alphaDrift)} or more, warning at α = ${formatNumber(p.alphaWarning)}.`,
    warmUp: p.profile === 'frouros' ? p.minInstances : 2,
  }),

  read(s, p, into) {
    if (p.profile === 'frouros' && s.n < p.minInstances) return
    if (p.twoSided) {
      // At a new best there is nothing to compare: no change.
      into[0] = Number.isNaN(s.rise.moved) ? 0 : s.rise.moved / s.rise.bound
      into[1] = Number.isNaN(s.fall.moved) ? 0 : s.fall.moved / s.fall.bound
      into[2] = logarithms(p).warningShare
    } else {
      into[0] = s.rise.moved
      into[1] = s.rise.bound
      into[2] = s.rise.bound * logarithms(p).warningShare
    }
  },

  fired: (s, p) =>
    (s.rise.moved >= s.rise.bound ? 1 : 0) |
    (p.twoSided && p.profile !== 'moa' && s.fall.moved >= s.fall.bound ? 2 : 0),

  internals: (s) => ({
    n: s.n,
    mean: s.all.mean,
    rows: s.all.n,
    lowMean: s.low.mean,
    lowRows: s.low.n,
    highMean: s.high.mean,
    highRows: s.high.n,
    estimation: s.afterCut.n > 0 ? s.afterCut.mean : s.all.mean,
  }),
}

function empty(): Average {
  return { n: 0, sum: 0, mean: 0 }
}

function emptyMeans(): Pick<HddmAState, 'all' | 'low' | 'high' | 'rise' | 'fall'> {
  const none = { moved: Number.NaN, bound: Number.NaN }
  return { all: empty(), low: empty(), high: empty(), rise: none, fall: none }
}

/** MOA divides a sum, River and Frouros move a mean: the last bit may decide a tie. */
function add(average: Average, x: number, { profile }: HddmAParams): void {
  average.n++
  average.sum += x
  if (profile === 'moa') average.mean = average.sum / average.n
  else average.mean += (x - average.mean) / average.n
}

/** What α stands for in the bounds: ln(1/α), ln(k/α), and the bound of the warning as a share of the alarm's. */
const logarithms = perParams(({ alphaDrift, alphaWarning, profile }: HddmAParams) => {
  const sides = profile === 'frouros' ? 1 : 2
  const ofSides = log(sides / alphaDrift)
  return { one: log(1 / alphaDrift), ofSides, warningShare: Math.sqrt(log(sides / alphaWarning) / ofSides) }
})

function moveAnchors(s: HddmAState, p: HddmAParams): void {
  const { one } = logarithms(p)
  const b = (n: number) => Math.sqrt(one / (2 * n))
  const now = b(s.all.n)
  if (s.low.n === 0 || s.all.mean + now <= s.low.mean + b(s.low.n)) s.low = { ...s.all }
  if (s.high.n === 0 || s.high.mean - b(s.high.n) <= s.all.mean - now) s.high = { ...s.all }
}

function comparison(all: Average, anchor: Average, sign: 1 | -1, p: HddmAParams): Comparison {
  if (anchor.n === all.n) return { moved: Number.NaN, bound: Number.NaN }
  return {
    moved: sign * (all.mean - anchor.mean),
    bound: Math.sqrt(((all.n - anchor.n) / (2 * anchor.n * all.n)) * logarithms(p).ofSides),
  }
}

const walk: Walk<HddmAParams, HddmAState> = (s, values, from, to, p, _, trace) => {
  const { twoSided } = p
  const { one, ofSides, warningShare } = logarithms(p)
  let { n, sum, mean } = s.all
  let { n: lowN, sum: lowSum, mean: lowMean } = s.low
  let { n: highN, sum: highSum, mean: highMean } = s.high
  // The mean and its bound at the two anchors.
  let lowAt = lowMean + Math.sqrt(one / (2 * lowN))
  let highAt = highMean - Math.sqrt(one / (2 * highN))
  let drift = false
  let warning = false
  let i = from
  while (i < to && !drift) {
    const x = values[i++]!
    n++
    sum += x
    mean += (x - mean) / n
    const b = Math.sqrt(one / (2 * n))
    if (lowN === 0 || mean + b <= lowAt) {
      lowN = n
      lowSum = sum
      lowMean = mean
      lowAt = mean + b
    }
    if (highN === 0 || highAt <= mean - b) {
      highN = n
      highSum = sum
      highMean = mean
      highAt = mean - b
    }
    // What did not move to the side in question is within any bound.
    let rise = Number.NaN
    let riseBound = Number.NaN
    if (lowN !== n && (mean >= lowMean || trace !== null)) {
      rise = mean - lowMean
      riseBound = Math.sqrt(((n - lowN) / (2 * lowN * n)) * ofSides)
    }
    let fall = Number.NaN
    let fallBound = Number.NaN
    if (twoSided && highN !== n) {
      fall = -(mean - highMean)
      fallBound = Math.sqrt(((n - highN) / (2 * highN * n)) * ofSides)
    }
    drift = rise >= riseBound
    warning = !drift && rise >= riseBound * warningShare
    if (fall >= fallBound) drift = true
    else if (fall >= fallBound * warningShare) warning = true
    if (trace === null) continue
    const k = trace.at + i - 1 - from
    const { columns } = trace
    columns[0]![k] = !twoSided ? rise : Number.isNaN(rise) ? 0 : rise / riseBound
    columns[1]![k] = !twoSided ? riseBound : Number.isNaN(fall) ? 0 : fall / fallBound
    columns[2]![k] = twoSided ? warningShare : riseBound * warningShare
    trace.warnings[k] = warning && !drift ? 1 : 0
  }
  s.n += i - from
  Object.assign(s.all, { n, sum, mean })
  Object.assign(s.low, { n: lowN, sum: lowSum, mean: lowMean })
  Object.assign(s.high, { n: highN, sum: highSum, mean: highMean })
  s.rise = comparison(s.all, s.low, 1, p)
  s.fall = comparison(s.all, s.high, -1, p)
  s.drift = drift
  s.warning = warning
  return i
}

/** MOA cuts its means at an alarm, in the two-sided test also at a fall; its flags stay as they are. */
function cutAsMoa(s: HddmAState, { twoSided }: HddmAParams): void {
  const anchor = s.drift ? s.low : twoSided && s.fall.moved >= s.fall.bound ? s.high : null
  if (anchor) {
    const n = s.all.n - anchor.n
    const sum = s.all.sum - anchor.sum
    s.afterCut = { n, sum, mean: sum / n }
    Object.assign(s, { ...emptyMeans(), rise: s.rise, fall: s.fall })
  } else if (s.all.n >= s.afterCut.n) s.afterCut = empty()
}

export const run = machineRun(hddmA, machine)
