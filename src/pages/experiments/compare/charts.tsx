import { useCallback, useMemo, useState } from 'react'
import type { ChartPin } from '~/charts/frame/chart-frame'
import { LinesChart, MOST_NAMED } from '~/charts/lines/lines-chart'
import { ValueDots } from '~/charts/lines/value-dots'
import { durationMs } from '~/domain/mlflow/run'
import { linesOf, oneValueEach, relativeUnit } from '~/domain/mlflow/series/chart-lines'
import { chartsFor, type PlannedMetric, sectionsOf } from '~/domain/mlflow/series/metric-plan'
import { counted, formatCount } from '~/lib/format'
import { historiesKey, historySession } from '~/queries/mlflow/runs'
import { useMetricChart } from '~/queries/mlflow/use-metric-chart'
import { ChartBoard } from '~/scaffold/chart-board'
import { pinOf } from '~/scaffold/chart-settings'
import { HistoryFaults, missingText } from '~/scaffold/history-faults'
import { chartX, mapped } from '~/scaffold/chart-x'
import { copyLink } from '~/scaffold/copy-link'
import { EmptyState } from '~/ui/states/empty-state'
import { Problem } from '~/ui/states/problem'
import { colourKeys, type ColouredRun, groupsOf, looksOf } from './colouring'
import { chartFinding, directionOf } from './finding'
import type { CompareSettings } from './settings'
import { hiddenAfter, linesFor, looksAside } from './toggled'

interface ChartsProps {
  experimentId: string
  runs: readonly ColouredRun[]
  /** With those that are hidden. */
  all: readonly ColouredRun[]
  metrics: readonly PlannedMetric[]
  settings: CompareSettings
  change: (change: Partial<CompareSettings>) => void
}

/** Of one chart with its frame, in px. */
const HEIGHT = 340

/** One chart a metric, all runs in each, and one crosshair for all. */
export function Charts({ experimentId, runs, all, metrics, settings, change }: ChartsProps) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  const { runs: ids, hidden, band } = settings
  const histories = useMemo(() => historiesKey(historySession(experimentId)), [experimentId])
  const names = useMemo(() => linesFor(all, band).map(({ name }) => name), [all, band])
  const onToggle = useCallback(
    (name: string) => change({ hidden: hiddenAfter(name, all, { runs: ids, hidden, band }) }),
    [change, all, ids, hidden, band],
  )
  if (metrics.length === 0)
    return (
      <EmptyState
        title="No metrics to draw"
        text="None of these runs logged a metric. Their parameters are in the table."
      />
    )
  return (
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
          experimentId={experimentId}
          runs={runs}
          all={all}
          metric={key}
          settings={settings}
          onZoom={(zoom) => change({ zoom })}
          pin={pinOf(key, settings.pinned, change)}
          onToggle={onToggle}
          names={names}
          crosshair={crosshair}
          onCrosshair={setCrosshair}
        />
      )}
    />
  )
}

interface ChartProps extends Pick<ChartsProps, 'experimentId' | 'runs' | 'all' | 'settings'> {
  metric: string
  onZoom: (zoom: readonly [number, number] | null) => void
  pin: ChartPin
  onToggle: (name: string) => void
  names: readonly string[]
  crosshair: number | null
  onCrosshair: (at: number | null) => void
}

/**
 * Of a line: twice the pixels of a chart, and fewer where lines are many: of each stretch of so many hundred lines no eye
 * sees more than the smallest and the largest value, and drawing them takes most of a zoom's time.
 */
const pointsFor = (lines: number): number => (lines > 100 ? 200 : lines > 20 ? 400 : 1200)

const isSameZoom = (a: CompareSettings['zoom'], b: CompareSettings['zoom']): boolean =>
  a === b || (a !== null && b !== null && a[0] === b[0] && a[1] === b[1])

function MetricChart(props: ChartProps) {
  const { experimentId, runs, all, metric, settings, onZoom, pin, crosshair, onCrosshair } = props
  const { x, log, smoothing, zoom, y, outliers, band } = settings
  const having = useMemo(
    () => runs.filter(({ run }) => run.metrics.some(({ key }) => key === metric)),
    [runs, metric],
  )
  const aside = useMemo(
    () =>
      looksAside(
        all.filter(({ run }) => run.metrics.some(({ key }) => key === metric)),
        having,
        band,
      ),
    [all, having, metric, band],
  )
  const looks = useMemo(() => linesFor(having, band), [having, band])
  const colours = useMemo(
    () => (band ? [] : colourKeys(having, settings.colour, MOST_NAMED)),
    [having, band, settings.colour],
  )
  const asked = useMemo(
    () => having.map(({ run }) => ({ id: run.id, isRunning: run.status === 'RUNNING' })),
    [having],
  )
  const across = useMemo(
    () => chartX({ x, log }, relativeUnit(Math.max(0, ...runs.map(({ run }) => durationMs(run) ?? 0)))),
    [x, log, runs],
  )
  const shown = useMemo(() => across.shown(zoom), [across, zoom])
  const request = useMemo(
    () => ({
      metric,
      runIds: having.map(({ run }) => run.id),
      axis: across.axis,
      xScale: across.xScale,
      view: across.requested(zoom),
      maxPoints: pointsFor(having.length),
      smoothing,
      groups: band ? groupsOf(having) : [],
    }),
    [metric, having, across, zoom, smoothing, band],
  )
  const { data, madeFor, loaded, total, failed, error, retry, askAhead } = useMetricChart(
    experimentId,
    asked,
    request,
  )
  const isMade = madeFor === null || isSameZoom(madeFor.view, request.view)
  const zoomTo = (next: CompareSettings['zoom']) => {
    const asked = across.zoomOf(next)
    askAhead({ ...request, view: across.requested(asked) })
    onZoom(asked)
  }
  /** A range of the worker on the chart. */
  const onChart = <Some extends CompareSettings['zoom']>(range: Some) =>
    across.toShown ? mapped(range, across.toShown) : range
  const series = useMemo(
    () => (data ? linesOf(data, looksOf(having), across.toShown) : []),
    [data, having, across],
  )
  // As they were logged: a mean, another scale or a zoom is a question about lines.
  const isPlain = !band && x === 'step' && !log && y === 'linear' && zoom === null
  const single = useMemo(
    () => (isPlain && loaded === total ? oneValueEach(series) : null),
    [isPlain, loaded, total, series],
  )
  const whole = data?.extent ? onChart(data.extent) : undefined
  if (error && !data) return <Problem error={error} onRetry={retry} />
  const without = runs.length - having.length
  const said = [
    failed > 0 ? missingText(failed, total) : null,
    loaded + failed < total ? `${formatCount(loaded)} of ${formatCount(total)} histories loaded.` : null,
    chartFinding(having, metric),
    data && loaded === total && series.every(({ y: values }) => !values.some(Number.isFinite))
      ? 'No finite value was logged.'
      : null,
    without > 0 ? `${formatCount(without)} ${without === 1 ? 'run' : 'runs'} without it.` : null,
  ].filter((one) => one !== null && one !== undefined)
  if (single)
    return (
      <ValueDots
        title={metric}
        subtitle={said.join(' ') || `The one value of ${counted(single.length, 'run')}.`}
        values={single}
        best={directionOf(metric) ?? 'higher'}
        fileName={`compare-${metric.replace(/[^\p{L}\p{N}_-]+/gu, '-')}`}
        onCopyLink={() => void copyLink()}
        pin={pin}
      />
    )
  return (
    <LinesChart
      title={metric}
      {...(said.length > 0 ? { subtitle: said.join(' ') } : {})}
      series={series}
      state={data ? 'ready' : total > 0 && failed === total ? 'missing' : 'loading'}
      xKind={across.kind}
      xLabel={across.label}
      unplacedX={data?.unplaced ?? 0}
      yLabel={metric}
      yScale={y}
      rangeY={!outliers && data?.suggested ? [data.suggested.low, data.suggested.high] : null}
      {...(whole && whole[1] > whole[0] ? { wholeX: whole } : {})}
      view={shown}
      madeFor={isMade ? shown : onChart(madeFor.view)}
      onView={zoomTo}
      crosshair={crosshair}
      onCrosshair={onCrosshair}
      fileName={`compare-${metric.replace(/[^\p{L}\p{N}_-]+/gu, '-')}`}
      onCopyLink={() => void copyLink()}
      pin={pin}
      looks={looks}
      colours={colours}
      aside={aside}
      onToggle={props.onToggle}
      names={props.names}
    />
  )
}
