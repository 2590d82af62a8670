import { importance } from '../table/column-choice'
import { compareNaturally } from '../table/dictionary'
import type { Metric, Run } from '../run'

/** A metric that some of a few runs logged. */
export interface PlannedMetric {
  key: string
  /** How many of the runs logged it. */
  count: number
  /** Its last values are not all the same. */
  isDiffering: boolean
  /** Logged by MLflow itself, of the machine. */
  isSystem: boolean
}

/**
 * The metrics of some runs, the most telling first: what MLflow logged of the machine last, what differs before what is
 * the same in all, what most runs logged, values on held-out data before those of training, short keys, natural order.
 */
export function metricsOf(runs: readonly { metrics: Run['metrics'] }[]): PlannedMetric[] {
  const found = new Map<string, { count: number; first: number; isDiffering: boolean }>()
  for (const { metrics } of runs)
    for (const { key, value } of metrics) {
      const known = found.get(key)
      if (!known) found.set(key, { count: 1, first: value, isDiffering: false })
      else {
        known.count++
        if (!Object.is(known.first, value)) known.isDiffering = true
      }
    }
  return Array.from(found, ([key, { count, isDiffering }]): PlannedMetric => ({
    key,
    count,
    isDiffering,
    isSystem: key.startsWith('system/'),
  })).toSorted(
    (a, b) =>
      Number(a.isSystem) - Number(b.isSystem) ||
      Number(b.isDiffering) - Number(a.isDiffering) ||
      b.count - a.count ||
      importance(b.key) - importance(a.key) ||
      a.key.length - b.key.length ||
      compareNaturally(a.key, b.key),
  )
}

/**
 * Keys in the order in which their charts stand: pinned ones, then the most telling, at most `most` in all, but all that
 * are pinned. Pinned keys that no run logged are left out.
 */
export function chartKeys(
  metrics: readonly PlannedMetric[],
  pinned: readonly string[],
  most: number,
): string[] {
  const known = new Set(metrics.map(({ key }) => key))
  const first = pinned.filter((key) => known.has(key))
  const others = metrics.map(({ key }) => key).filter((key) => !first.includes(key))
  return [...first, ...others.slice(0, Math.max(0, most - first.length))]
}

/** The last value of a metric of a run; undefined where it logged none. */
export function lastOf(run: { metrics: readonly Metric[] }, key: string): number | undefined {
  return run.metrics.find((metric) => metric.key === key)?.value
}
