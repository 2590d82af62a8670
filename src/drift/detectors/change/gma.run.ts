import { formatNumber } from '~/lib/format'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { gma, type GmaParams } from './gma'
import { beyondBits, sidesOf, writeSides } from './sides'

interface GmaState extends MachineState {
  /** Of all values so far. */
  mean: number
  /** Average of deviations, or of values (chart). */
  average: number
  /** Chart: exponentially weighted variance. */
  variance: number
  /** Chart: (1 − weight)^(2n), what the first value still counts for in the average's variance. */
  remembered: number
}

/**
 * Roberts' geometric moving average (doi 10.1080/00401706.1959.10489860).
 *
 * `deviations`: S = a S + (1 − a)(x − mean), the mean of all values with x included; alarm where S (rise) or −S (fall)
 * exceeds the threshold. Profiles: frouros watches the rise; MOA too, and counts one earlier.
 *
 * `chart`: z = λ x + (1 − λ) z from z = x₁ on; alarm where z leaves mean ± L σ √(λ / (2 − λ) (1 − (1 − λ)²ⁿ)). σ² is the
 * exponentially weighted variance with the same λ (West 1979, doi 10.1145/359146.359153), so that it follows a
 * spread that changes.
 */
export const machine: Machine<GmaParams, GmaState> = {
  start: () => ({
    n: 0,
    drift: false,
    warning: false,
    mean: 0,
    average: 0,
    variance: 0,
    remembered: 1,
  }),

  update(s, row, p) {
    const x = row[0]!
    s.n++
    s.mean += (x - s.mean) / s.n
    if (p.variant === 'chart') chart(s, x, p.weight)
    else s.average = p.forgetting * s.average + (1 - p.forgetting) * (x - s.mean)
    s.drift = isJudged(s, p) && beyond(s, p) !== 0
  },

  layout: (p) => ({
    statisticName: 'Moving average',
    unit: '',
    inDataUnit: p.variant === 'chart' ? 'value' : 'difference',
    series: p.variant === 'chart' ? ['average'] : sidesOf(p.mode),
    threshold: p.variant === 'chart' ? null : p.threshold,
    side: 'above',
    limits:
      p.variant === 'chart'
        ? [
            ...(p.mode === 'down' ? [] : [{ name: 'upper limit', level: 'drift' as const }]),
            ...(p.mode === 'up' ? [] : [{ name: 'lower limit', level: 'drift' as const }]),
            { name: 'mean', level: 'centre' },
          ]
        : [],
    lines: [],
    thresholdRule: `${ruleOf(p)}${p.reset === 'auto' ? '; after an alarm the detector starts afresh' : ''}.`,
    warmUp: firstJudged(p),
  }),

  read(s, p, into) {
    if (!isJudged(s, p)) return
    if (p.variant === 'deviations') {
      writeSides(p.mode, s.average, -s.average, into)
      return
    }
    const bound = boundOf(s, p)
    let k = 0
    into[k++] = s.average
    if (p.mode !== 'down') into[k++] = s.mean + bound
    if (p.mode !== 'up') into[k++] = s.mean - bound
    into[k] = s.mean
  },

  fired: (s, p) => (p.variant === 'chart' ? 1 : beyond(s, p)),

  internals: (s) => ({ n: s.n, mean: s.mean, average: s.average, variance: s.variance }),
}

function chart(s: GmaState, x: number, weight: number): void {
  s.remembered *= (1 - weight) ** 2
  if (s.n === 1) {
    s.average = x
    return
  }
  const d = x - s.average
  s.average += weight * d
  s.variance = (1 - weight) * (s.variance + weight * d * d)
}

/** Distance of the control limits from the mean. */
function boundOf({ variance, remembered }: GmaState, { weight, width }: GmaParams): number {
  return width * Math.sqrt(variance * (weight / (2 - weight)) * (1 - remembered))
}

/** Values before the first alarm is possible. */
function firstJudged({ profile, minInstances }: GmaParams): number {
  return profile === 'moa' ? Math.max(1, minInstances - 1) : minInstances
}

function isJudged({ n }: GmaState, p: GmaParams): boolean {
  return n >= firstJudged(p)
}

/** Bits of the sides on which the average is too far away; zero where it is not. */
function beyond(s: GmaState, p: GmaParams): number {
  if (p.variant === 'deviations') return beyondBits(p.mode, s.average, -s.average, p.threshold)
  return beyondBits(p.mode, s.average - s.mean, s.mean - s.average, boundOf(s, p))
}

function ruleOf(p: GmaParams): string {
  return p.variant === 'chart'
    ? `Alarm outside ${formatNumber(p.width)} standard errors around the running mean`
    : `Alarm above ${formatNumber(p.threshold)}`
}

export const run = machineRun(gma, machine)
