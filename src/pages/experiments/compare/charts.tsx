import { useMemo, useState } from 'react'
import { LinesChart } from '~/charts/lines/lines-chart'
import { durationMs } from '~/domain/mlflow/run'
import { linesOf, relativeUnit } from '~/domain/mlflow/series/chart-lines'
import { chartsFor, type PlannedMetric, sectionsOf } from '~/domain/mlflow/series/metric-plan'
import { formatCount } from '~/lib/format'
import { useMetricChart } from '~/queries/mlflow/use-metric-chart'
import { ChartBoard } from '~/scaffold/chart-board'
import { axisOf, roundedZoom } from '~/scaffold/chart-settings'
import { copyLink } from '~/scaffold/copy-link'
import { EmptyState } from '~/ui/states/empty-state'
import { Problem } from '~/ui/states/problem'
import { type ColouredRun, groupsOf, looksOf } from './colouring'
import { chartFinding } from './finding'
import type { CompareSettings } from './settings'

interface ChartsProps {
  experimentId: string
  runs: readonly ColouredRun[]
  metrics: readonly PlannedMetric[]
  settings: CompareSettings
  change: (change: Partial<CompareSettings>) => void
}

/** Of one chart with its frame, in px. */
const HEIGHT = 340

/** One chart a metric, all runs in each, and one crosshair for all. */
export function Charts({ experimentId, runs, metrics, settings, change }: ChartsProps) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  if (metrics.length === 0)
    return (
      <EmptyState
        title="No metrics to draw"
        text="None of these runs logged a metric. Their parameters are in the table."
      />
    )
  return (
    <ChartBoard
      count={metrics.length}
      sections={sectionsOf(metrics)}
      find={(asked) => chartsFor(metrics, settings.pinned, asked)}
      height={HEIGHT}
      renderChart={(key) => (
        <MetricChart
          experimentId={experimentId}
          runs={runs}
          metric={key}
          settings={settings}
          onZoom={(zoom) => change({ zoom })}
          crosshair={crosshair}
          onCrosshair={setCrosshair}
        />
      )}
    />
  )
}

interface ChartProps extends Pick<ChartsProps, 'experimentId' | 'runs' | 'settings'> {
  metric: string
  onZoom: (zoom: readonly [number, number] | null) => void
  crosshair: number | null
  onCrosshair: (at: number | null) => void
}

/**
 * Of a line: twice the pixels of a chart, and fewer where lines are many: of each stretch of so many hundred lines no eye
 * sees more than the smallest and the largest value, and drawing them takes most of a zoom's time.
 */
const pointsFor = (lines: number): number => (lines > 100 ? 200 : lines > 20 ? 400 : 1200)

const scaled = ([from, to]: readonly [number, number], unit: number): readonly [number, number] => [
  from / unit,
  to / unit,
]

const isSameZoom = (a: CompareSettings['zoom'], b: CompareSettings['zoom']): boolean =>
  a === b || (a !== null && b !== null && a[0] === b[0] && a[1] === b[1])

function MetricChart(props: ChartProps) {
  const { experimentId, runs, metric, settings, onZoom, crosshair, onCrosshair } = props
  const { x, smoothing, zoom, y, outliers, band } = settings
  const having = useMemo(
    () => runs.filter(({ run }) => run.metrics.some(({ key }) => key === metric)),
    [runs, metric],
  )
  const asked = useMemo(
    () => having.map(({ run }) => ({ id: run.id, isRunning: run.status === 'RUNNING' })),
    [having],
  )
  const { label, unitMs } = useMemo(
    () =>
      x === 'relative'
        ? relativeUnit(Math.max(0, ...runs.map(({ run }) => durationMs(run) ?? 0)))
        : { label: x.startsWith('metric:') ? x.slice('metric:'.length) : x, unitMs: 1 },
    [x, runs],
  )
  const request = useMemo(
    () => ({
      metric,
      runIds: having.map(({ run }) => run.id),
      axis: axisOf(x),
      view: zoom && scaled(zoom, 1 / unitMs),
      maxPoints: pointsFor(having.length),
      smoothing,
      groups: band ? groupsOf(having) : [],
    }),
    [metric, having, x, zoom, unitMs, smoothing, band],
  )
  const { data, madeFor, loaded, total, failed, error, retry, askAhead } = useMetricChart(
    experimentId,
    asked,
    request,
  )
  const isMade = madeFor === null || isSameZoom(madeFor.view, request.view)
  const zoomTo = (next: CompareSettings['zoom']) => {
    const view = roundedZoom(next)
    askAhead({ ...request, view: view && scaled(view, 1 / unitMs) })
    onZoom(view)
  }
  const series = useMemo(() => (data ? linesOf(data, looksOf(having), unitMs) : []), [data, having, unitMs])
  const whole = data?.extent ? scaled(data.extent, unitMs) : undefined
  if (error && !data) return <Problem error={error} onRetry={retry} />
  const without = runs.length - having.length
  const said = [
    failed > 0 ? `${formatCount(failed)} of ${formatCount(total)} histories could not be loaded.` : null,
    loaded + failed < total ? `${formatCount(loaded)} of ${formatCount(total)} histories loaded.` : null,
    chartFinding(having, metric),
    data && loaded === total && series.every(({ y: values }) => !values.some(Number.isFinite))
      ? 'No finite value was logged.'
      : null,
    without > 0 ? `${formatCount(without)} ${without === 1 ? 'run' : 'runs'} without it.` : null,
  ].filter((one) => one !== null && one !== undefined)
  return (
    <LinesChart
      title={metric}
      {...(said.length > 0 ? { subtitle: said.join(' ') } : {})}
      series={series}
      state={data ? 'ready' : 'loading'}
      xKind={x === 'time' ? 'time' : 'number'}
      xLabel={label}
      yLabel={metric}
      yScale={y}
      rangeY={!outliers && data?.suggested ? [data.suggested.low, data.suggested.high] : null}
      {...(whole && whole[1] > whole[0] ? { wholeX: whole } : {})}
      view={zoom}
      madeFor={isMade ? zoom : madeFor.view && scaled(madeFor.view, unitMs)}
      onView={zoomTo}
      crosshair={crosshair}
      onCrosshair={onCrosshair}
      fileName={`compare-${metric.replace(/[^\p{L}\p{N}_-]+/gu, '-')}`}
      onCopyLink={() => void copyLink()}
    />
  )
}
