import { importance } from '../table/column-choice'
import { searchKeys } from '../table/key-search'
import { compareNaturally } from '../table/natural-compare'
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
function chartKeys(metrics: readonly PlannedMetric[], pinned: readonly string[], most: number): string[] {
  const known = new Set(metrics.map(({ key }) => key))
  const first = pinned.filter((key) => known.has(key))
  const others = metrics.map(({ key }) => key).filter((key) => !first.includes(key))
  return [...first, ...others.slice(0, Math.max(0, most - first.length))]
}

/** What stands before the first slash of a key; metrics without one are a section of their own. */
const sectionOf = (key: string): string => (key.includes('/') ? key.slice(0, key.indexOf('/')) : '')

/** The sections of some metrics with how many each has, the one with the most telling metric first. */
export function sectionsOf(metrics: readonly PlannedMetric[]): { name: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { key } of metrics) counts.set(sectionOf(key), (counts.get(sectionOf(key)) ?? 0) + 1)
  return Array.from(counts, ([name, count]) => ({ name, count }))
}

/**
 * The charts that are asked for: of a section (null: of all), and those that a search finds, the best first; without a
 * search as `chartKeys` has them.
 * @returns at most `most` keys, but all pinned ones, and how many there are in all
 */
export function chartsFor(
  metrics: readonly PlannedMetric[],
  pinned: readonly string[],
  { search, section, most }: { search: string; section: string | null; most: number },
): { keys: string[]; total: number } {
  const inSection = section === null ? metrics : metrics.filter(({ key }) => sectionOf(key) === section)
  if (search.trim() === '') return { keys: chartKeys(inSection, pinned, most), total: inSection.length }
  const found = searchKeys(inSection, search).map(({ item }) => item.key)
  return { keys: found.slice(0, most), total: found.length }
}

/** The last value of a metric of a run; undefined where it logged none. */
export function lastOf(run: { metrics: readonly Metric[] }, key: string): number | undefined {
  return run.metrics.find((metric) => metric.key === key)?.value
}
