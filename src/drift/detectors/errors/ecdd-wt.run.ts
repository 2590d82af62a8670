import { formatNumber } from '~/lib/format'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { ecddWt, type EcddWtParams } from './ecdd-wt'
import { power } from '../../math/power'

interface EcddWtState extends MachineState {
  errors: number
  /** Error rate of all rows. */
  p: number
  /** Moving error rate, weighted by `lambda`. */
  z: number
  /** Half the width of the control band: the alarm limit is p + width. */
  width: number
}

/**
 * Ross et al. (doi 10.1016/j.patrec.2011.08.019): z = λ e + (1 − λ) z from z = 0; σ = √(λ / (2 − λ) · (1 − (1 − λ)^2n) ·
 * p(1 − p)); alarm where z > p + L(p) σ, warning where z > p + `warningLevel` · L(p) σ, both strictly.
 *
 * The fitted L(p) turns negative where errors are frequent (ARL 100: p > 0.38; ARL 1000: p > 0.45), and the band upside
 * down: there L is taken as 0. Profiles: Frouros and MOA keep the negative L; MOA knows ARL 400 alone, divides counts
 * instead of moving a mean, and may warn one row before it may alarm.
 */
export const machine: Machine<EcddWtParams, EcddWtState> = {
  start: () => ({ n: 0, drift: false, warning: false, errors: 0, p: 0, z: 0, width: 0 }),

  update(s, row, p) {
    const x = row[0]!
    s.n++
    s.errors += x
    if (p.profile === 'moa') {
      s.p = s.errors / s.n
      s.z += p.lambda * (x - s.z)
    } else {
      s.p += (x - s.p) / s.n
      s.z = p.lambda * x + (1 - p.lambda) * s.z
    }
    // Rounding can lift p above 1 by a bit.
    const variance = Math.max(0, s.p * (1 - s.p))
    const shrink = (p.lambda / (2 - p.lambda)) * (1 - power(1 - p.lambda, 2 * s.n))
    s.width = controlLimit(s.p, p) * Math.sqrt(shrink * variance)
    s.drift = false
    s.warning = false
    if (!isJudged(s, p)) return
    s.drift = s.z > s.p + s.width && (p.profile !== 'moa' || s.n + 1 > p.minInstances)
    s.warning = !s.drift && s.z > s.p + p.warningLevel * s.width
  },

  layout: (p) => ({
    statisticName: 'Recent error rate',
    unit: '',
    series: ['recent error rate'],
    threshold: null,
    side: 'above',
    limits: [
      { name: 'control limit', level: 'drift' },
      { name: 'warning limit', level: 'warning' },
      { name: 'error rate of all rows', level: 'centre' },
    ],
    lines: [],
    thresholdRule: `Alarm above a control limit that is passed by chance once in ${p.averageRunLength} rows, warning at ${formatNumber(p.warningLevel)} of its height.`,
    warmUp: p.minInstances,
  }),

  read(s, p, into) {
    if (!isJudged(s, p)) return
    into[0] = s.z
    into[1] = s.p + s.width
    into[2] = s.p + p.warningLevel * s.width
    into[3] = s.p
  },

  internals: ({ n, p, z, width }) => ({ n, p, z, width }),
}

/** Coefficients of 1, p, p³, p⁵ and p⁷, from the paper's table. */
const CONTROL_LIMITS = {
  '100': [2.76, -6.23, 18.12, -312.45, 1002.18],
  '400': [3.97, -6.56, 48.73, -330.13, 848.18],
  '1000': [1.17, 7.56, -21.24, 112.12, -987.23],
} as const

function controlLimit(rate: number, { averageRunLength, profile }: EcddWtParams): number {
  const [a, b, c, d, e] = CONTROL_LIMITS[profile === 'moa' ? '400' : averageRunLength]
  const square = rate * rate
  const fitted = a + rate * (b + square * (c + square * (d + square * e)))
  return profile === 'canonical' ? Math.max(0, fitted) : fitted
}

function isJudged({ n }: EcddWtState, { profile, minInstances }: EcddWtParams): boolean {
  return (profile === 'moa' ? n + 1 : n) >= minInstances
}

export const run = machineRun(ecddWt, machine)
