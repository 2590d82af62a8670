import { useMemo } from 'react'
import { EvolutionChart } from '~/charts/evolution/evolution-chart'
import { NullHistogram } from '~/charts/findings/null-histogram'
import { isOfBatches, judgedPlaces } from '~/domain/detection/judged-places'
import type { TraceResult, TwoSampleResult } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import { InTurn } from '~/ui/states/in-turn'
import type { JobResult } from '~/queries/lab'
import styles from '../page.module.css'
import { type ChartContext, changesAfter } from './chart-context'
import { HeldBack } from './held-back'
import { ColumnFindings, TraceViews, TwoSampleViews } from './view-charts'

/** The charts that belong to a result, by its shape; the first time one after the other. */
export function ResultCharts({ value, ...context }: ChartContext & { value: JobResult; isAhead?: boolean }) {
  const { result, times } = value
  switch (result.shape) {
    case 'two-sample':
      return (
        <div className={styles['pictures']}>
          <InTurn className={styles['pictureAwaited']}>
            <NullDistribution result={result} />
          </InTurn>
          <TwoSampleViews result={result} axis={context.axis} />
        </div>
      )
    case 'per-column':
      return (
        <InTurn>
          <ColumnFindings result={result} axis={context.axis} />
        </InTurn>
      )
    case 'trace':
      return (
        <InTurn className={styles['traceAwaited']}>
          <Trace trace={result} times={times} {...context} />
        </InTurn>
      )
  }
}

function NullDistribution({ result }: { result: TwoSampleResult }) {
  const { statistic, nullDistribution, threshold, alpha, settings, detector } = result
  return (
    <NullHistogram
      title="Null distribution"
      subtitle={`Where ${statistic.name} would lie without drift.`}
      nullDistribution={nullDistribution}
      observed={statistic.value}
      drift={result.drift}
      threshold={threshold}
      alpha={alpha}
      drawsLabel={settings['enumerated'] === true ? 'splits, all there are' : 'permutations'}
      xLabel={`${statistic.name} with labels permuted`}
      besideMap={result.views.some((view) => view.kind === 'witness' && view.y.length > 0)}
      fileName={`${detector}-null-distribution`}
    />
  )
}

function Trace({
  trace,
  times,
  axis,
  span,
  view,
  onViewChange,
  onCopyLink,
  onReach,
  isCurrent,
  isAhead = false,
}: ChartContext & { trace: TraceResult; times: Float64Array | null; isAhead?: boolean }) {
  const { windowStarts, rowNumbers, alarms } = trace
  const first = rowNumbers[0] ?? 0
  const windowed = windowOf(trace) !== null
  // The chart thins its points anew where one of these is another object.
  const x = useMemo(() => axis.valuesOf(trace, times), [axis, trace, times])
  const changes = useMemo(() => changesAfter(trace, x, axis.markers[0]?.at ?? null), [trace, x, axis])
  const threshold = useMemo(
    () => (trace.threshold === null ? null : { value: trace.threshold, label: 'drift' }),
    [trace],
  )
  return (
    <>
      <EvolutionChart
        title={windowed ? `${trace.statisticName} evolution` : capital(trace.statisticName)}
        subtitle={traceSummary(trace)}
        aheadSubtitle={windowWords(trace)}
        xKind={axis.kind}
        xLabel={axis.label}
        yLabel={`${trace.statisticName}${trace.unit ? ` ${trace.unit}` : ''}${columnUnit(trace, axis)}`}
        {...(trace.settings['estimator'] === 'unbiased' ? { yNote: 'unbiased' } : {})}
        x={x}
        span={span}
        rowNumbers={rowNumbers}
        windowStarts={windowStarts}
        series={trace.series}
        threshold={threshold}
        side={trace.side}
        limits={trace.limits}
        thresholdRule={trace.thresholdRule}
        alarms={alarms}
        changes={changes}
        warnings={trace.warnings}
        shaded={axis.shaded}
        markers={axis.markers}
        nullBand={trace.nullBand}
        // A window that is filled from the reference is full at once.
        {...(windowed && first > 1
          ? { firstFull: `The first full window ends at row ${formatCount(first)}.` }
          : {})}
        view={view}
        onViewChange={onViewChange}
        // As in the file: a time without a zone is read as UTC.
        timeZone="UTC"
        playable={isCurrent}
        onReach={(index) => onReach?.(trace, index)}
        fileName={`${trace.detector}-evolution`}
        onCopyLink={onCopyLink}
      />
      <HeldBack isHeld={isAhead}>
        <TraceViews
          trace={trace}
          x={x}
          changes={changes}
          axis={axis}
          span={span}
          view={view}
          onViewChange={onViewChange}
          onCopyLink={onCopyLink}
          isCurrent={isCurrent}
        />
      </HeldBack>
    </>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** "Window of 100 rows against the reference."; empty for a detector without a window. */
function windowWords(trace: TraceResult): string {
  const window = windowOf(trace)
  return window === null ? '' : `Window of ${window} against the reference.`
}

/** ", °C", ", °C × rows": of a statistic that is linear in a column whose unit is known. */
function columnUnit({ inDataUnit, column }: TraceResult, axis: ChartContext['axis']): string {
  const unit = inDataUnit === undefined || column === undefined ? null : axis.unitOf(column)
  return unit === null ? '' : `, ${unit}${inDataUnit === 'sum' ? ' × rows' : ''}`
}

/** "Window of 100 rows against the reference; 842 of 1 247 windows above the threshold." */
function traceSummary(trace: TraceResult): string {
  const { alarms } = trace
  const above = alarms.reduce((sum, a) => sum + a.end - a.start + 1, 0)
  const window = windowOf(trace)
  const places = isOfBatches(trace) ? 'batches' : window === null ? 'rows' : 'windows'
  const none = window === null ? 'None' : 'none'
  const what = window === null ? '' : `Window of ${window} against the reference; `
  const judged = formatCount(judgedPlaces(trace))
  const where = beyondWords(trace)
  if (judgedPlaces(trace) === 0)
    return `${what}${isOfBatches(trace) ? 'No batch' : window === null ? 'No row' : 'no window'} could be judged.`
  return above === 0
    ? `${what}${none} of ${judged} ${places} is ${where}.`
    : `${what}${formatCount(above)} of ${judged} ${places} ${where}.`
}

function beyondWords({ threshold, side, limits }: TraceResult): string {
  if (threshold !== null) return `${side} the threshold`
  const moving = limits.filter(({ level }) => level === 'drift').length
  return moving === 0 ? 'an alarm' : moving > 1 ? 'beyond the limits' : `${side} the limit`
}

/** How long the window is: "100 rows", "30 days", "5 in year"; null for a detector without one. */
function windowOf({ settings }: TraceResult): string | null {
  const { window, duration, durationUnit } = settings
  if (typeof window === 'number') return `${formatCount(window)} rows`
  if (typeof duration !== 'number') return null
  return `${formatNumber(duration)} ${duration === 1 && durationUnit === 'days' ? 'day' : String(durationUnit)}`
}
