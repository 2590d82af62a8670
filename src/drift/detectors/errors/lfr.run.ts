import { formatNumber } from '~/lib/format'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { checkBit } from '../check-bit'
import { lfr, type LfrParams } from './lfr'
import { faded, fadingBound, type FadingTable, fadingTable, simulatedBounds } from './lfr-bands'

const RATES = [
  { id: 'tpr', name: 'True positive rate' },
  { id: 'tnr', name: 'True negative rate' },
  { id: 'ppv', name: 'Positive predictive value' },
  { id: 'npv', name: 'Negative predictive value' },
] as const

/** Each list in the order of `RATES`. */
interface LfrState extends MachineState {
  /** Rows that count for the rate, and those of them that were predicted rightly; both start as if of two and one. */
  rows: number[]
  right: number[]
  /** The followed rate R. */
  followed: number[]
  /** Ends of the drift and of the warning band; NaN where the row was not judged. */
  low: number[]
  high: number[]
  lowWarning: number[]
  highWarning: number[]
  /** Distance of R from its mean, in units of the distance of the drift limit on that side. */
  distance: number[]
}

/**
 * Linear four rates (Wang & Abraham 2015, doi 10.1109/IJCNN.2015.7280398): each of the four rates of a confusion
 * matrix is followed by R = η R + (1 − η) [prediction right] at the rows that count for it, and held against quantiles
 * of that sum while the rate is constant at its mean so far. The quantiles are computed, not simulated.
 *
 * R starts at ½, of which η^k is left after k rows: the band is shifted by it. The profile of Menelaus leaves
 * that out and counts the two rows that the matrix starts with, as the library does.
 */
export const machine: Machine<LfrParams, LfrState, FadingTable | null> = {
  *calibrate(p) {
    return simulates(p) ? null : yield* fadingTable(p.decay, [p.driftLevel, p.warningLevel])
  },

  start: () => ({
    n: 0,
    drift: false,
    warning: false,
    rows: [2, 2, 2, 2],
    right: [1, 1, 1, 1],
    followed: [0.5, 0.5, 0.5, 0.5],
    low: none(),
    high: none(),
    lowWarning: none(),
    highWarning: none(),
    distance: none(),
  }),

  update(s, row, p, { calibration }) {
    const [truth, predicted] = [row[0]!, row[1]!]
    checkBit('LFR', 'A true label', truth)
    checkBit('LFR', 'A predicted label', predicted)
    s.n++
    s.drift = false
    s.warning = false
    for (const values of [s.low, s.high, s.lowWarning, s.highWarning, s.distance]) values.fill(Number.NaN)
    if (Number.isNaN(truth) || Number.isNaN(predicted)) return
    const right = truth === predicted ? 1 : 0
    const counts = [truth === 1, truth === 0, predicted === 1, predicted === 0]
    for (let k = 0; k < 4; k++) {
      if (!counts[k]) continue
      s.rows[k]!++
      s.right[k]! += right
      s.followed[k] = p.decay * s.followed[k]! + (1 - p.decay) * right
    }
    if (s.n > p.burnIn && s.n % p.every === 0) for (let k = 0; k < 4; k++) judge(s, k, p, calibration)
    s.warning &&= !s.drift
  },

  layout: (p) => ({
    statisticName: 'Distance from the mean',
    unit: '(× the drift limit)',
    series: RATES.map(({ name }) => name),
    threshold: 1,
    side: 'above',
    limits: [],
    lines: RATES.map(({ name }) => ({
      title: name,
      yLabel: name,
      series: ['followed', 'drift below', 'drift above', 'warning below', 'warning above', 'mean'],
    })),
    thresholdRule: `Alarm where a moving rate leaves the band that it stays in with a probability of ${formatNumber(1 - 2 * p.driftLevel)} while nothing changes${p.reset === 'auto' ? '; after an alarm the rates start afresh' : ''}.`,
    warmUp: p.burnIn + 1,
  }),

  read(s, _p, into) {
    for (let k = 0; k < 4; k++) {
      into[k] = s.distance[k]!
      const own = [s.followed, s.low, s.high, s.lowWarning, s.highWarning]
      own.forEach((values, i) => (into[4 + 6 * k + i] = values[k]!))
      into[4 + 6 * k + 5] = s.right[k]! / s.rows[k]!
    }
  },

  fired: ({ distance }) => distance.reduce((bits, x, k) => bits | (x > 1 ? 1 << k : 0), 0),

  // A simulated band takes up to a millisecond.
  rowsPerSlice: 1,

  internals: (s) => ({
    n: s.n,
    ...Object.fromEntries(
      RATES.flatMap(({ id }, k) => [
        [`R_${id}`, s.followed[k]!],
        [`P_${id}`, s.right[k]! / s.rows[k]!],
        [`low_${id}`, s.low[k]!],
        [`high_${id}`, s.high[k]!],
      ]),
    ),
  }),
}

const none = (): number[] => [Number.NaN, Number.NaN, Number.NaN, Number.NaN]

/** Of sums of many shares. */
const ROUNDING = 1e-12

function judge(s: LfrState, k: number, p: LfrParams, table: FadingTable | null): void {
  const rate = s.right[k]! / s.rows[k]!
  const library = p.profile === 'menelaus'
  const seen = library ? s.rows[k]! : s.rows[k]! - 2
  const left = library ? 0 : 0.5 * faded(p.decay, seen)
  const [low = 0, high = 0, lowWarning = 0, highWarning = 0] = bounds(rate, seen, p, table)
  const x = s.followed[k]! - left
  s.low[k] = left + low
  s.high[k] = left + high
  s.lowWarning[k] = left + lowWarning
  s.highWarning[k] = left + highWarning
  const mean = rate * (1 - faded(p.decay, seen))
  const away = Math.abs(x - mean)
  const limit = x < mean ? mean - low : high - mean
  // A rate that never varies has a band of no width, and rounding alone is no drift.
  const least = library ? 0 : ROUNDING
  const beyond = x < low - least || x > high + least
  // Beyond the limit and above 1 must be the same, also where rounding or a limit of no width says otherwise.
  const distance = limit > 0 ? away / limit : 0
  s.distance[k] = beyond ? Math.max(distance, 1 + Number.EPSILON) : Math.min(distance, 1)
  s.drift ||= beyond
  s.warning ||= x < lowWarning || x > highWarning
}

/** Lower and upper end of the drift band, then of the warning band. */
function bounds(rate: number, seen: number, p: LfrParams, table: FadingTable | null): number[] {
  if (table === null) return simulatedBounds(p.decay, rate, seen, [p.driftLevel, p.warningLevel], p)
  return [
    fadingBound(table, rate, seen, 0, false),
    fadingBound(table, rate, seen, 0, true),
    fadingBound(table, rate, seen, 1, false),
    fadingBound(table, rate, seen, 1, true),
  ]
}

const simulates = ({ profile, draws }: LfrParams): boolean => profile === 'menelaus' && draws > 0

export const run = machineRun(lfr, machine)
