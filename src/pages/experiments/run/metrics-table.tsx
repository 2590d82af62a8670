import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Sparkline } from '~/charts/inline/sparkline'
import type { Metric, Run } from '~/domain/mlflow/run'
import { metricsOf } from '~/domain/mlflow/series/metric-plan'
import { type HistorySummary, summariseHistory } from '~/domain/mlflow/series/history'
import { thinTrace } from '~/domain/mlflow/series/thin'
import { traceOf } from '~/domain/mlflow/series/trace'
import { formatNumber } from '~/lib/format'
import { mlflowKeys, mlflowQueries } from '~/queries/mlflow/queries'
import { HistoryFaults } from '~/scaffold/history-faults'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { useNarrow } from '~/ui/page/use-narrow'

/** A history costs the server half a second: more metrics than these show their last value alone. */
const MOST_HISTORIES = 40
/** Points of a sparkline at most. */
const SPARK_POINTS = 64

interface Row {
  metric: Metric
  summary: HistorySummary | null
  /** For the sparkline; null: not loaded, or a single value. */
  values: Float64Array | null
  why: string | null
}

interface MetricsTableProps {
  title: string
  run: Run
  /** Those that are searched for. */
  metrics: readonly Metric[]
}

/** The metrics of a run with what their whole histories say, in a frame. */
export function MetricsTable({ title, run, metrics }: MetricsTableProps) {
  const asked = useMemo(
    () =>
      metricsOf([{ metrics }])
        .slice(0, MOST_HISTORIES)
        .map(({ key }) => key),
    [metrics],
  )
  const histories = useQueries({
    queries: asked.map((key) => mlflowQueries.history(run.id, key, run.status === 'RUNNING')),
  })
  const historiesKey = useMemo(() => mlflowKeys.histories(run.id), [run.id])
  const placeOf = new Map(asked.map((key, i) => [key, i]))
  // Those that have a curve stand first where not all can.
  const shown =
    metrics.length <= MOST_HISTORIES
      ? metrics
      : metrics.toSorted((a, b) => (placeOf.get(a.key) ?? Infinity) - (placeOf.get(b.key) ?? Infinity) || 0)
  const rows = shown.map((metric): Row => {
    const found = histories[placeOf.get(metric.key) ?? -1]
    const history = found?.data
    if (!history) return { metric, summary: null, values: null, why: found?.error?.message ?? null }
    const trace = traceOf(history, 'step')
    return {
      metric,
      summary: summariseHistory(history),
      values: history.values.length > 1 ? thinTrace(trace, null, SPARK_POINTS).y : null,
      why: null,
    }
  })
  // On a phone the last value stands beside the curve.
  const isNarrow = useNarrow()
  const columns = useMemo<readonly DataColumn<Row>[]>(
    () => [
      { key: 'key', title: 'Metric', width: isNarrow ? 124 : 200, value: ({ metric }) => metric.key },
      {
        key: 'line',
        title: 'Curve',
        width: 110,
        value: () => null,
        render: ({ metric, values }) =>
          values === null ? null : (
            <Sparkline values={values} width={88} label={`${metric.key} over its steps`} />
          ),
      },
      {
        key: 'last',
        title: 'Last',
        align: 'end',
        width: isNarrow ? 84 : 96,
        // Logged as no number, which is no gap.
        value: ({ metric }) => (Number.isNaN(metric.value) ? 'NaN' : metric.value),
      },
      {
        key: 'min',
        title: 'Min',
        align: 'end',
        width: 96,
        value: ({ summary }) => summary?.min?.value ?? null,
      },
      {
        key: 'max',
        title: 'Max',
        align: 'end',
        width: 96,
        value: ({ summary }) => summary?.max?.value ?? null,
      },
      { key: 'step', title: 'Step', align: 'end', width: 80, value: ({ metric }) => metric.step },
    ],
    [isNarrow],
  )
  const failed = rows.filter(({ why }) => why !== null).length
  const notes = [
    'Last, smallest and largest value',
    metrics.length > MOST_HISTORIES
      ? `histories of the ${formatNumber(MOST_HISTORIES)} most telling of ${formatNumber(metrics.length)} metrics`
      : null,
    failed > 0
      ? `${formatNumber(failed)} of ${formatNumber(asked.length)} histories could not be loaded`
      : null,
  ].filter((note) => note !== null)
  return (
    <>
      <HistoryFaults queryKey={historiesKey} />
      <DataTable
        frame={{ title, subtitle: notes.join(' · ') }}
        label="Metrics"
        rows={rows}
        columns={columns}
        rowKey={({ metric }) => metric.key}
        emptyState="No metric matches."
        maxHeight={420}
        compact
      />
    </>
  )
}
