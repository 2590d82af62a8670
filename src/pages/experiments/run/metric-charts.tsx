import { useMemo, useState } from 'react'
import type { ChartPin } from '~/charts/frame/chart-frame'
import { LinesChart } from '~/charts/lines/lines-chart'
import { durationMs, type Run } from '~/domain/mlflow/run'
import { linesOf, relativeUnit } from '~/domain/mlflow/series/chart-lines'
import { chartsFor, metricsOf, sectionsOf } from '~/domain/mlflow/series/metric-plan'
import { historiesKey, historySession } from '~/queries/mlflow/runs'
import { useMetricChart } from '~/queries/mlflow/use-metric-chart'
import { ChartBoard } from '~/scaffold/chart-board'
import { ChartControls } from '~/scaffold/chart-controls'
import { type ChartSettings, pinOf } from '~/scaffold/chart-settings'
import { chartX, mapped } from '~/scaffold/chart-x'
import { HistoryFaults, missingText } from '~/scaffold/history-faults'
import { copyLink } from '~/scaffold/copy-link'
import { EmptyState } from '~/ui/states/empty-state'
import { Problem } from '~/ui/states/problem'
import styles from './page.module.css'

interface ChartsProps {
  run: Run
  settings: ChartSettings
  change: (change: Partial<ChartSettings>) => void
}

/** Of one chart with its frame, in px. */
const HEIGHT = 330

/** The metrics of a run over their steps, each as one chart, with one crosshair for all. */
export function MetricCharts({ run, settings, change }: ChartsProps) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  const metrics = useMemo(() => metricsOf([run]), [run])
  const histories = useMemo(() => historiesKey(historySession(run.experimentId)), [run.experimentId])
  if (metrics.length === 0)
    return <EmptyState title="No metrics" text="This run logged no metrics: there is nothing to draw." />
  return (
    <>
      <div className={styles['bar']}>
        <ChartControls settings={settings} change={change} keys={metrics.map(({ key }) => key)} />
      </div>
      <ChartBoard
        faults={<HistoryFaults queryKey={histories} />}
        count={metrics.length}
        sections={sectionsOf(metrics)}
        settings={settings}
        change={change}
        find={(asked) => chartsFor(metrics, settings.pinned, asked)}
        height={HEIGHT}
        renderChart={(key) => (
          <MetricChart
            run={run}
            metric={key}
            settings={settings}
            onZoom={(zoom) => change({ zoom })}
            pin={pinOf(key, settings.pinned, change)}
            crosshair={crosshair}
            onCrosshair={setCrosshair}
          />
        )}
      />
    </>
  )
}

interface ChartProps {
  run: Run
  metric: string
  settings: ChartSettings
  onZoom: (zoom: readonly [number, number] | null) => void
  pin: ChartPin
  crosshair: number | null
  onCrosshair: (at: number | null) => void
}

/** Twice the pixels of a chart. */
const POINTS = 1200

function MetricChart({ run, metric, settings, onZoom, pin, crosshair, onCrosshair }: ChartProps) {
  const { x, log, smoothing, zoom, y, outliers } = settings
  const across = useMemo(() => chartX({ x, log }, relativeUnit(durationMs(run) ?? 0)), [x, log, run])
  const shown = useMemo(() => across.shown(zoom), [across, zoom])
  const runs = useMemo(() => [{ id: run.id, isRunning: run.status === 'RUNNING' }], [run.id, run.status])
  const request = useMemo(
    () => ({
      metric,
      runIds: [run.id],
      axis: across.axis,
      xScale: across.xScale,
      view: across.requested(zoom),
      maxPoints: POINTS,
      smoothing,
      groups: [],
    }),
    [metric, run.id, across, zoom, smoothing],
  )
  const { data, total, failed, error, retry } = useMetricChart(run.experimentId, runs, request)
  const series = useMemo(
    () =>
      data ? linesOf(data, new Map([[run.id, { name: metric, colour: 0, style: 0 }]]), across.toShown) : [],
    [data, run.id, metric, across],
  )
  const { toShown } = across
  const whole = data?.extent ? (toShown ? mapped(data.extent, toShown) : data.extent) : undefined
  if (error && !data) return <Problem error={error} onRetry={retry} />
  return (
    <LinesChart
      title={metric}
      {...(failed > 0 ? { subtitle: missingText(failed, total) } : {})}
      series={series}
      state={data ? 'ready' : failed === total ? 'missing' : 'loading'}
      xKind={across.kind}
      xLabel={across.label}
      unplacedX={data?.unplaced ?? 0}
      yLabel={metric}
      yScale={y}
      rangeY={!outliers && data?.suggested ? [data.suggested.low, data.suggested.high] : null}
      {...(whole && whole[1] > whole[0] ? { wholeX: whole } : {})}
      view={shown}
      onView={(next) => onZoom(across.zoomOf(next))}
      crosshair={crosshair}
      onCrosshair={onCrosshair}
      fileName={metric.replace(/[^\p{L}\p{N}_-]+/gu, '-')}
      onCopyLink={() => void copyLink()}
      pin={pin}
    />
  )
}
