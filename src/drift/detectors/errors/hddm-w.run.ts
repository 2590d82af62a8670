import { formatNumber } from '~/lib/format'
import type { Machine, MachineState, Walk } from '../../machine'
import { machineRun } from '../../machine-run'
import { log } from '../../math/log'
import { perParams } from '../../per-params'
import { hddmW, type HddmWParams } from './hddm-w'

/** An exponentially weighted mean of the rows since some row. */
interface Weighted {
  mean: number
  /** Sum of the squared weights: the "independent bounded condition" of McDiarmid's bound. */
  squares: number
  /** Whether it has seen a row. */
  any: boolean
}

/** The mean at the cut, and that of the rows after it. */
interface Cut {
  /** mean + bound at its smallest so far; for falls, mean − bound at its largest. */
  at: number
  before: Weighted
  after: Weighted
}

interface HddmWState extends MachineState {
  all: Weighted
  low: Cut
  high: Cut
  /** How far the mean moved since each cut, and the bound of chance; NaN where there is nothing after the cut. */
  rise: Comparison
  fall: Comparison
}

interface Comparison {
  moved: number
  bound: number
}

/**
 * Frías-Blanco et al. (doi 10.1109/TKDE.2014.2345382), as their MOA class computes a rise and River a fall: with m the
 * exponentially weighted error rate, q the sum of its squared weights (q = 1 at its first row, then λ² + (1 − λ)² q) and
 * b = √(q ln(1/α) / 2), cut where m + b is smallest (for falls: m − b largest); alarm where the mean after the cut
 * exceeds the mean at it by ε = √((q₁ + q₂) ln(1/α) / 2), strictly.
 *
 * Profiles: River begins q one step further. Frouros begins m at 0, cuts with λ in the place of α, has a warm-up, and
 * forgets all but the count of rows at an alarm. MOA forgets all at the alarm itself, and its two-sided test starts
 * afresh at a fall without saying so.
 */
export const machine: Machine<HddmWParams, HddmWState> = {
  start: (p) => ({ n: 0, drift: false, warning: false, ...emptyMeans(p) }),

  update(s, row, p) {
    const x = row[0]!
    s.n++
    add(s.all, x, p)
    const bound = mcDiarmid(
      s.all.squares,
      p.profile === 'frouros' ? logarithms(p).lambda : logarithms(p).drift,
    )
    moveCut(s.low, s.all, s.all.mean + bound, s.all.mean + bound < s.low.at, x, p)
    s.rise = comparison(s.low.before, s.low.after, p)
    s.drift = false
    s.warning = false
    if (p.profile === 'frouros' && s.n < p.minInstances) return
    s.drift = s.rise.moved > s.rise.bound
    s.warning = !s.drift && s.rise.moved > s.rise.bound * logarithms(p).warningShare
    if (s.drift && (p.profile === 'frouros' || p.profile === 'moa')) {
      Object.assign(s, { ...emptyMeans(p), rise: s.rise })
      // MOA's decrease statistics still see the row, with nothing before it.
      if (p.profile === 'moa') add(s.high.after, x, p)
    } else moveCut(s.high, s.all, s.all.mean - bound, s.all.mean - bound > s.high.at, x, p)
    if (p.twoSided) judgeFall(s, p)
  },

  // The other profiles forget, or judge, in between.
  walk: ({ profile }) => (profile === 'canonical' || profile === 'river' ? walk : null),

  // MOA has forgotten all at the alarm itself.
  restart: (s, p, setup) => (p.profile === 'moa' ? s : machine.start(p, setup)),

  layout: (p) => ({
    // The bounds of a rise and of a fall differ: with both, each is measured in its own.
    statisticName: p.twoSided ? 'Change of the recent error rate ÷ ε' : 'Rise of the recent error rate',
    unit: '',
    series: p.twoSided ? ['rise', 'fall'] : ['rise'],
    threshold: p.twoSided ? 1 : null,
    side: 'above',
    limits: [
      ...(p.twoSided ? [] : [{ name: 'drift limit ε', level: 'drift' as const }]),
      { name: 'warning limit', level: 'warning' },
    ],
    lines: [],
    thresholdRule: `Alarm where the recent error rate moved by more than McDiarmid’s bound ε at α = ${formatNumber(p.alphaDrift)}, warning at α = ${formatNumber(p.alphaWarning)}.`,
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
    (s.rise.moved > s.rise.bound ? 1 : 0) |
    (p.twoSided && p.profile !== 'moa' && s.fall.moved > s.fall.bound ? 2 : 0),

  internals: (s) => ({
    n: s.n,
    mean: s.all.mean,
    squares: s.all.squares,
    cut: s.low.at,
    before: s.low.before.mean,
    after: s.low.after.mean,
    // As MOA says that there is none yet.
    estimation: s.all.any ? s.all.mean : -1,
  }),
}

function empty(): Weighted {
  return { mean: 0, squares: 1, any: false }
}

function emptyMeans({ profile }: HddmWParams): Pick<HddmWState, 'all' | 'low' | 'high' | 'rise' | 'fall'> {
  const none = { moved: Number.NaN, bound: Number.NaN }
  return {
    all: empty(),
    low: { at: Number.POSITIVE_INFINITY, before: empty(), after: empty() },
    high: {
      // MOA means the smallest of all numbers, and takes the smallest positive one.
      at: profile === 'moa' ? Number.MIN_VALUE : Number.NEGATIVE_INFINITY,
      before: empty(),
      after: empty(),
    },
    rise: none,
    fall: none,
  }
}

function add(w: Weighted, x: number, { lambda, profile }: HddmWParams): void {
  const isFirst = !w.any && profile !== 'frouros'
  w.mean = isFirst ? x : lambda * x + (1 - lambda) * w.mean
  if (!isFirst || profile === 'river') w.squares = lambda ** 2 + (1 - lambda) ** 2 * w.squares
  w.any = true
}

/** ln(1/α) of the alarm, ln(1/λ) which Frouros takes for it, and the bound of the warning as a share of the alarm's. */
const logarithms = perParams(({ alphaDrift, alphaWarning, lambda }: HddmWParams) => {
  const drift = log(1 / alphaDrift)
  return { drift, lambda: log(1 / lambda), warningShare: Math.sqrt(log(1 / alphaWarning) / drift) }
})

function mcDiarmid(squares: number, logarithm: number): number {
  return Math.sqrt((squares * logarithm) / 2)
}

function moveCut(cut: Cut, all: Weighted, at: number, isBest: boolean, x: number, p: HddmWParams): void {
  if (isBest) {
    cut.at = at
    cut.before = { ...all }
    cut.after = empty()
  } else add(cut.after, x, p)
}

/** How far the second mean lies above the first. Frouros compares with means that have seen no row, too. */
function comparison(from: Weighted, to: Weighted, p: HddmWParams): Comparison {
  if (p.profile !== 'frouros' && !(from.any && to.any)) return { moved: Number.NaN, bound: Number.NaN }
  return { moved: to.mean - from.mean, bound: mcDiarmid(from.squares + to.squares, logarithms(p).drift) }
}

/** Of the profiles that forget nothing before the row after an alarm. */
const walk: Walk<HddmWParams, HddmWState> = (s, values, from, to, p, _, trace) => {
  const { twoSided, lambda } = p
  const isRiver = p.profile === 'river'
  const { drift: logarithm, warningShare } = logarithms(p)
  const [kept, own, others] = [1 - lambda, lambda ** 2, (1 - lambda) ** 2]
  let { mean, squares, any } = s.all
  let [lowAt, highAt] = [s.low.at, s.high.at]
  let { mean: lowMean, squares: lowSquares, any: lowAny } = s.low.before
  let { mean: sinceLow, squares: sinceLowSquares, any: sinceLowAny } = s.low.after
  let { mean: highMean, squares: highSquares, any: highAny } = s.high.before
  let { mean: sinceHigh, squares: sinceHighSquares, any: sinceHighAny } = s.high.after
  let drift = false
  let warning = false
  let i = from
  while (i < to && !drift) {
    const x = values[i++]!
    const weighted = lambda * x
    mean = any ? weighted + kept * mean : x
    if (any || isRiver) squares = own + others * squares
    any = true
    const bound = Math.sqrt((squares * logarithm) / 2)
    if (mean + bound < lowAt) {
      lowAt = mean + bound
      lowMean = mean
      lowSquares = squares
      lowAny = true
      sinceLow = 0
      sinceLowSquares = 1
      sinceLowAny = false
    } else {
      sinceLow = sinceLowAny ? weighted + kept * sinceLow : x
      if (sinceLowAny || isRiver) sinceLowSquares = own + others * sinceLowSquares
      sinceLowAny = true
    }
    if (mean - bound > highAt) {
      highAt = mean - bound
      highMean = mean
      highSquares = squares
      highAny = true
      sinceHigh = 0
      sinceHighSquares = 1
      sinceHighAny = false
    } else {
      sinceHigh = sinceHighAny ? weighted + kept * sinceHigh : x
      if (sinceHighAny || isRiver) sinceHighSquares = own + others * sinceHighSquares
      sinceHighAny = true
    }
    // What did not move to the side in question is within any bound.
    let rise = Number.NaN
    let riseBound = Number.NaN
    if (lowAny && sinceLowAny && (sinceLow > lowMean || trace !== null)) {
      rise = sinceLow - lowMean
      riseBound = Math.sqrt(((lowSquares + sinceLowSquares) * logarithm) / 2)
    }
    let fall = Number.NaN
    let fallBound = Number.NaN
    if (twoSided && sinceHighAny && highAny) {
      fall = highMean - sinceHigh
      fallBound = Math.sqrt(((sinceHighSquares + highSquares) * logarithm) / 2)
    }
    drift = rise > riseBound
    warning = !drift && rise > riseBound * warningShare
    if (fall > fallBound) drift = true
    else if (fall > fallBound * warningShare) warning = true
    if (trace === null) continue
    const k = trace.at + i - 1 - from
    const { columns } = trace
    columns[0]![k] = !twoSided ? rise : Number.isNaN(rise) ? 0 : rise / riseBound
    columns[1]![k] = !twoSided ? riseBound : Number.isNaN(fall) ? 0 : fall / fallBound
    columns[2]![k] = twoSided ? warningShare : riseBound * warningShare
    trace.warnings[k] = warning && !drift ? 1 : 0
  }
  s.n += i - from
  s.all = { mean, squares, any }
  s.low = {
    at: lowAt,
    before: { mean: lowMean, squares: lowSquares, any: lowAny },
    after: { mean: sinceLow, squares: sinceLowSquares, any: sinceLowAny },
  }
  s.high = {
    at: highAt,
    before: { mean: highMean, squares: highSquares, any: highAny },
    after: { mean: sinceHigh, squares: sinceHighSquares, any: sinceHighAny },
  }
  s.rise = comparison(s.low.before, s.low.after, p)
  if (twoSided) s.fall = comparison(s.high.after, s.high.before, p)
  s.drift = drift
  s.warning = warning
  return i
}

function judgeFall(s: HddmWState, p: HddmWParams): void {
  s.fall = comparison(s.high.after, s.high.before, p)
  if (s.fall.moved > s.fall.bound) {
    if (p.profile === 'moa') {
      Object.assign(s, { ...emptyMeans(p), drift: false, warning: false })
    } else s.drift = true
  } else if (p.profile !== 'moa' && s.fall.moved > s.fall.bound * logarithms(p).warningShare) s.warning = true
}

export const run = machineRun(hddmW, machine)
