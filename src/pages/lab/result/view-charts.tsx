import { useMemo, useState } from 'react'
import { ColumnBars } from '~/charts/findings/column-bars'
import { EvolutionChart } from '~/charts/evolution/evolution-chart'
import { columnNumbers } from '~/domain/detection/column-words'
import { effectBeside, strengthOrder } from '~/domain/detection/strength'
import type {
  Change,
  ColumnFinding,
  PerColumnResult,
  TraceResult,
  TraceView,
  TwoSampleResult,
} from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import { InTurn } from '~/ui/states/in-turn'
import styles from '../page.module.css'
import type { Axis } from './axis'
import type { ChartContext } from './chart-context'
import { ColumnView, MatrixMap, RankingBars, RunLengthMap, WitnessChart } from './late-views'

/** The columns as bars, and one of them in its own picture: the strongest until another is chosen. */
export function ColumnFindings({ result, axis }: { result: PerColumnResult; axis: Axis }) {
  const { columns, correction, detector, statisticName } = result
  const [asked, setAsked] = useState<string | null>(null)
  const ranked = useMemo(
    () => columns.toSorted(strengthOrder({ effect: result.effect })),
    [columns, result.effect],
  )
  const pictured = ranked.filter((c) => c.view !== null)
  const chosen = pictured.find((c) => c.name === asked) ?? pictured[0] ?? null
  const drifted = columns.filter((c) => c.drift).length
  const tested = columns.some((c) => c.pValue !== null)
  const how = tested ? ` at α = ${formatNumber(result.alpha)}` : ' by their threshold'
  return (
    <>
      <ColumnBars
        title={result.votes ? 'Member by member' : 'Column by column'}
        subtitle={
          result.votes
            ? `${formatCount(result.votes.cast)} of ${formatCount(columns.length)} members find drift; the rule asks for ${formatCount(result.votes.needed)}.`
            : `${formatCount(drifted)} of ${formatCount(columns.length)} columns drifted${how}${correction === 'none' ? '' : `, ${correction} corrected`}.`
        }
        what={result.votes ? 'members' : 'columns'}
        columns={columns}
        ranked={ranked}
        effect={effectBeside(result)}
        statisticName={statisticName}
        alpha={result.alpha}
        correction={correction}
        fileName={`${detector}-columns`}
        {...(chosen && pictured.length > 1 ? { chosen: chosen.name, onChoose: setAsked } : {})}
      />
      {chosen?.view ? (
        <ColumnView
          title={pictureTitle(chosen)}
          subtitle={pictureWords(result, chosen)}
          view={chosen.view}
          columns={pictured.map((c) => c.name)}
          column={chosen.name}
          unit={axis.unitOf(chosen.name)}
          onColumn={setAsked}
          fileName={`${detector}-${chosen.name}`}
        />
      ) : null}
    </>
  )
}

function pictureTitle({ name, drift }: ColumnFinding): string {
  return drift ? `Drift in ${name}` : `No drift in ${name}`
}

const PICTURES = {
  cdf: 'Distribution functions of both samples, and where they lie furthest apart.',
  histogram: 'How the values of both samples are spread; areas are shares of rows.',
  categories: 'Shares of rows in each category, those that differ most first.',
} as const

function pictureWords(result: PerColumnResult, column: ColumnFinding): string {
  const threshold = column.threshold === null ? '' : `, threshold ${formatNumber(column.threshold)}`
  return `${column.view ? PICTURES[column.view.kind] : ''} ${columnNumbers(result, column)}${threshold}.`
}

/** What a test of the whole sample knows beyond its statistic. */
export function TwoSampleViews({ result, axis }: { result: TwoSampleResult; axis: Axis }) {
  return result.views.map((view, k) => (
    <InTurn key={k} className={styles['pictureAwaited']}>
      <TwoSampleViewChart result={result} view={view} axis={axis} />
    </InTurn>
  ))
}

interface TwoSampleViewProps {
  result: TwoSampleResult
  view: TwoSampleResult['views'][number]
  axis: Axis
}

function TwoSampleViewChart({ result, view, axis }: TwoSampleViewProps) {
  const fileName = `${result.detector}-${view.kind}`
  switch (view.kind) {
    case 'witness':
      return (
        <WitnessChart
          title={`Where the samples differ${view.axes.length === 1 ? ` in ${view.axes[0]}` : ''}`}
          subtitle={
            view.axes.length === 1
              ? 'The witness function. Above zero: more reference rows here; below zero: more test rows.'
              : 'The witness function, in the colours of the scale above the map.'
          }
          data={view}
          unitOf={axis.unitOf}
          fileName={fileName}
        />
      )
    case 'matrix':
      return (
        <MatrixMap
          subtitle="Each cell compares two rows, reference first: a border between the blocks shows that the samples differ."
          data={view}
          fileName={fileName}
        />
      )
    case 'ranking':
      return (
        <RankingBars
          subtitle={`${view.items[0] ? `${view.items[0].name} differs most. ` : ''}A longer bar is a larger difference.`}
          data={view}
          fileName={fileName}
        />
      )
  }
}

interface TraceViewsProps extends ChartContext {
  trace: TraceResult
  /** Axis value of each position. */
  x: Float64Array
  /** As the chart of the statistic draws them. */
  changes: readonly Change[]
}

/** What a detector of streams knows beyond its statistic, along the same axis and zoom. */
export function TraceViews({ trace, x, changes, ...context }: TraceViewsProps) {
  return trace.views.map((picture, k) => (
    <TraceViewChart
      key={`${picture.kind}-${k}`}
      picture={picture}
      trace={trace}
      x={x}
      changes={changes}
      {...context}
    />
  ))
}

function TraceViewChart({
  picture,
  trace,
  x,
  changes,
  axis,
  span,
  view,
  onViewChange,
}: TraceViewsProps & { picture: TraceView }) {
  // Of a mean of the column: its own.
  const unit =
    picture.kind === 'lines' && picture.inDataUnit && trace.column !== undefined
      ? axis.unitOf(trace.column)
      : null
  const fileName = `${trace.detector}-${picture.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
  switch (picture.kind) {
    case 'run-length':
      return (
        <RunLengthMap
          title={picture.title}
          subtitle="How probable each length of the stretch since the last change is, row by row: at a change it falls to the bottom."
          data={picture}
          xKind={axis.kind}
          xLabel={axis.label}
          x={x}
          span={span}
          view={view}
          fileName={fileName}
        />
      )
    case 'lines':
      return (
        <EvolutionChart
          title={picture.title}
          subtitle={
            trace.alarms.length === 0
              ? 'Along the same stream.'
              : `Along the same stream; ${trace.alarms.length === 1 ? 'the alarm stands' : 'alarms stand'} above.`
          }
          xKind={axis.kind}
          xLabel={axis.label}
          yLabel={picture.yLabel}
          {...(unit === null ? {} : { yNote: unit })}
          x={x}
          span={span}
          rowNumbers={trace.rowNumbers}
          windowStarts={trace.windowStarts}
          series={picture.series}
          threshold={null}
          alarms={trace.alarms}
          changes={changes}
          allAlarms
          shaded={axis.shaded}
          markers={axis.markers}
          view={view}
          onViewChange={onViewChange}
          timeZone="UTC"
          fileName={fileName}
        />
      )
  }
}
