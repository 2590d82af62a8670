import { formatNumber } from '~/lib/format'
import type { Machine, MachineState, Walk } from '../../machine'
import { machineRun } from '../../machine-run'
import { type BitWindow, bitWindow, push, recent } from './bit-window'
import { fhddm, type FhddmParams } from './fhddm'
import { log } from '../../math/log'

interface FhddmState extends MachineState {
  window: BitWindow
  /** Right answers among the newest `shortWindow`. */
  shortOnes: number
  /** The largest shares of right answers so far, from the first full window on. */
  max: number
  shortMax: number
}

/**
 * Pesaranghader & Viktor (doi 10.1007/978-3-319-46227-1_7): with u the share of right answers in a full window of n rows,
 * alarm where max u − u > ε = √(ln(1/δ) / 2n), strictly. FHDDMS (doi 10.1007/s10994-018-5719-z) does the same for the
 * newest rows of the window as well, and either may alarm. River 0.26 and Tornado give the same numbers.
 */
export const machine: Machine<FhddmParams, FhddmState> = {
  start: ({ window }) => ({
    n: 0,
    drift: false,
    warning: false,
    window: bitWindow(window),
    shortOnes: 0,
    max: 0,
    shortMax: 0,
  }),

  update(s, row, p) {
    const bit = row[0] === 0 ? 1 : 0
    s.n++
    if (p.shortWindow > 0 && s.window.count >= p.shortWindow)
      s.shortOnes -= recent(s.window, p.shortWindow - 1)
    push(s.window, bit)
    s.shortOnes += bit
    s.drift = false
    if (s.window.count < p.window) return
    s.max = Math.max(s.max, s.window.ones / p.window)
    if (p.shortWindow > 0) s.shortMax = Math.max(s.shortMax, s.shortOnes / p.shortWindow)
    s.drift = firedBits(s, p) !== 0
  },

  walk: () => walk,

  layout: (p) => {
    const stacked = p.shortWindow > 0
    const bounds = stacked
      ? `ε, which is ${formatNumber(bound(p.window, p.delta))} for ${p.window} rows and ${formatNumber(bound(p.shortWindow, p.delta))} for ${p.shortWindow}`
      : `ε = ${formatNumber(bound(p.window, p.delta))}`
    return {
      // Windows of two lengths have two bounds: each is measured in its own.
      statisticName: stacked ? 'Fall of the accuracy ÷ ε' : 'Fall of the accuracy',
      unit: '',
      series: stacked ? ['window', 'short window'] : ['window'],
      threshold: stacked ? 1 : bound(p.window, p.delta),
      side: 'above',
      limits: [],
      lines: [
        {
          title: 'Right answers',
          yLabel: 'share',
          series: [`last ${p.window} rows`, 'best so far'],
        },
      ],
      thresholdRule: `Alarm where the share of right answers lies below its best by more than ${bounds} (Hoeffding, δ = ${formatNumber(p.delta)}).`,
      warmUp: p.window,
    }
  },

  read(s, p, into) {
    if (s.window.count < p.window) return
    const share = s.window.ones / p.window
    let k = 0
    into[k++] = p.shortWindow > 0 ? (s.max - share) / bound(p.window, p.delta) : s.max - share
    if (p.shortWindow > 0)
      into[k++] = (s.shortMax - s.shortOnes / p.shortWindow) / bound(p.shortWindow, p.delta)
    into[k++] = share
    into[k] = s.max
  },

  fired: firedBits,

  internals: (s, p) => ({
    n: s.n,
    max: s.max,
    shortMax: s.shortMax,
    ones: s.window.ones,
    // As River counts after its test, when the oldest answer of a full window is gone.
    onesLater: s.window.ones - (s.window.count === p.window ? recent(s.window, p.window - 1) : 0),
    epsilon: bound(p.window, p.delta),
  }),
}

const walk: Walk<FhddmParams, FhddmState> = (s, values, from, to, p, _, trace) => {
  const { window: length, shortWindow, delta } = p
  const isStacked = shortWindow > 0
  const longBound = bound(length, delta)
  const shortBound = isStacked ? bound(shortWindow, delta) : 0
  const { bits } = s.window
  let { next, count, ones } = s.window
  let { shortOnes, max, shortMax } = s
  // Where the answer stands that leaves the short window.
  let shortNext = next - shortWindow < 0 ? next - shortWindow + length : next - shortWindow
  let drift = false
  let i = from
  while (i < to && !drift) {
    const bit = values[i++] === 0 ? 1 : 0
    if (isStacked && count >= shortWindow) shortOnes -= bits[shortNext]!
    shortNext = shortNext + 1 === length ? 0 : shortNext + 1
    shortOnes += bit
    if (count === length) ones -= bits[next]!
    else count++
    bits[next] = bit
    ones += bit
    next = next + 1 === length ? 0 : next + 1
    if (count < length) continue
    const share = ones / length
    if (share > max) max = share
    const long = max - share
    let short = 0
    if (isStacked) {
      const shortShare = shortOnes / shortWindow
      if (shortShare > shortMax) shortMax = shortShare
      short = shortMax - shortShare
    }
    drift = long > longBound || short > shortBound
    if (trace === null) continue
    const k = trace.at + i - 1 - from
    let c = 0
    trace.columns[c++]![k] = isStacked ? long / longBound : long
    if (isStacked) trace.columns[c++]![k] = short / shortBound
    trace.columns[c++]![k] = share
    trace.columns[c]![k] = max
  }
  s.n += i - from
  Object.assign(s.window, { next, count, ones })
  Object.assign(s, { shortOnes, max, shortMax, drift })
  return i
}

/** Hoeffding's bound of a mean of `rows` values in [0, 1]. */
function bound(rows: number, delta: number): number {
  return Math.sqrt(log(1 / delta) / (2 * rows))
}

function firedBits(s: FhddmState, p: FhddmParams): number {
  const long = s.max - s.window.ones / p.window > bound(p.window, p.delta) ? 1 : 0
  if (p.shortWindow === 0) return long
  return long | (s.shortMax - s.shortOnes / p.shortWindow > bound(p.shortWindow, p.delta) ? 2 : 0)
}

export const run = machineRun(fhddm, machine)
