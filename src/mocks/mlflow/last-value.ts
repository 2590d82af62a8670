import type { MetricRow } from './tables'

const rank = ({ value }: MetricRow): number => (typeof value === 'number' ? value : Number.NEGATIVE_INFINITY)

/**
 * The last value of a metric: that of the highest step, then the latest time, then the highest value (measured: a later
 * time at a lower step does not win).
 */
export function lastOf(history: readonly MetricRow[]): MetricRow {
  return history.reduce((last, metric) => {
    const order = metric.step - last.step || metric.timestamp - last.timestamp || rank(metric) - rank(last)
    return order > 0 ? metric : last
  })
}
