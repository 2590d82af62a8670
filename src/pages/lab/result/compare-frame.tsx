import { useMemo, useState } from 'react'
import { CompareChart, type CompareChartRow } from '~/charts/evolution/compare-chart'
import { EvolutionChart } from '~/charts/evolution/evolution-chart'
import {
  agreementOf,
  type ComparedResult,
  compareFinding,
  compareRows,
  normalised,
  onRuler,
  rulerOf,
  toleranceFor,
} from '~/domain/detection/compare'
import { judgedPlaces } from '~/domain/detection/judged-places'
import type { TraceResult } from '~/drift/results'
import { formatCount } from '~/lib/format'
import type { JobResult } from '~/queries/lab'
import { AgreementTable } from './agreement-table'
import { type ChartContext, changesAfter } from './chart-context'

/** One detector of the comparison, whatever it has come to. */
export interface ComparedFinding {
  name: string
  on: string
  /** Null while there is none; `words` then says why. */
  value: JobResult | null
  words: string
}

/** Several detectors on the same data: alarms on one axis, statistics in units of their limits, agreement. */
export default function CompareFrame({
  comparedFindings,
  context,
}: {
  comparedFindings: readonly ComparedFinding[]
  context: ChartContext
}) {
  const { axis, span, view } = context
  const compared = useMemo(
    () =>
      comparedFindings.flatMap(({ name, on, value }): ComparedResult[] =>
        value
          ? [
              {
                name,
                on,
                result: value.result,
                x: value.result.shape === 'trace' ? axis.valuesOf(value.result, value.times) : null,
              },
            ]
          : [],
      ),
    [comparedFindings, axis],
  )
  const [marker = null] = axis.markers
  const rows = useMemo(() => compareRows(compared, marker?.at ?? null), [compared, marker])
  const ruler = useMemo(() => rulerOf(compared), [compared])
  const [tolerance, setTolerance] = useState<number | null>(null)
  const within = tolerance ?? toleranceFor(ruler.length)
  const agreement = useMemo(() => agreementOf(rows, ruler, within), [rows, ruler, within])
  if (compared.length < 2) return null
  const { title, text } = compareFinding(rows, marker)
  return (
    <>
      <CompareChart
        title={title}
        subtitle={[text || 'Alarms on one axis.', ...componentNotes(comparedFindings)].join(' ')}
        rows={chartRows(comparedFindings, rows, marker !== null)}
        xKind={axis.kind}
        xLabel={axis.label}
        x={ruler}
        span={span}
        view={view}
        shaded={axis.shaded}
        markers={axis.markers}
        lastHead={marker ? 'delay' : 'alarms'}
        fileName="side-by-side"
      />
      <OverTheirLimits compared={compared} ruler={ruler} context={context} />
      <AgreementTable rows={rows} agreement={agreement} tolerance={within} onTolerance={setTolerance} />
    </>
  )
}

/** What PC 1 is, and how much of the data it holds. */
function componentNotes(comparedFindings: readonly ComparedFinding[]): string[] {
  const notes = comparedFindings.flatMap(({ value }) => value?.notes ?? [])
  return [...new Set(notes.filter((note) => note.startsWith('PC 1')))]
}

function chartRows(
  comparedFindings: readonly ComparedFinding[],
  rows: ReturnType<typeof compareRows>,
  marked: boolean,
): CompareChartRow[] {
  let at = 0
  return comparedFindings.map(({ name, on, value, words }): CompareChartRow => {
    const row = value ? rows[at++] : undefined
    if (!row) return { name, on, alarms: [], marks: [], last: '–', note: '', words, drift: false }
    if (row.whole !== null)
      return {
        name,
        on,
        alarms: [],
        marks: [],
        last: '–',
        note: '',
        words: row.whole ? 'drift in the whole test sample' : 'no drift in the whole test sample',
        drift: row.whole,
      }
    const delay = row.delay === null ? '–' : `+${formatCount(row.delay)}`
    return {
      name,
      on,
      alarms: row.alarms,
      marks: row.marks,
      last: marked ? delay : formatCount(row.alarms.length),
      note: row.early === 0 ? '' : `${formatCount(row.early)} false`,
      words: 'no alarm',
      drift: false,
    }
  })
}

/** All statistics in units of their own limits: 1 is where each raises its alarm. */
function OverTheirLimits({
  compared,
  ruler,
  context,
}: {
  compared: readonly ComparedResult[]
  ruler: Float64Array
  context: ChartContext
}) {
  const { axis, span, view, onViewChange } = context
  const drawn = useMemo(
    () =>
      compared.flatMap(({ name, result, x }) => {
        if (result.shape !== 'trace' || !x) return []
        const values = normalised(result)
        return values ? [{ name: name, values: onRuler(x, values, ruler), result }] : []
      }),
    [compared, ruler],
  )
  const rowNumbers = useMemo(() => rowNumbersAt(compared, ruler), [compared, ruler])
  const threshold = useMemo(() => ({ value: 1, label: 'limit' }), [])
  const series = useMemo(() => drawn.map(({ name, values }) => ({ name, values })), [drawn])
  const others = compared.filter(
    ({ result }) => result.shape === 'trace' && !drawn.some((d) => d.result === result),
  )
  const without = others.filter(({ result }) => result.shape === 'trace' && judgedPlaces(result) > 0)
  const silent = others.filter((one) => !without.includes(one))
  const isWide = drawn.some(({ values }) => values.some((value) => Math.abs(value) > 3))
  return (
    <>
      {drawn.length === 0 ? null : (
        <EvolutionChart
          title="Statistics over their own limits"
          subtitle={`Each statistic ÷ its alarm limit (1 = alarm).${isWide ? ' Beyond the limit the axis is logarithmic.' : ''}${withoutWords(without.map(({ name }) => name))}${silentWords(silent.map(({ name }) => name))}`}
          xKind={axis.kind}
          xLabel={axis.label}
          yLabel="statistic / limit"
          x={ruler}
          span={span}
          rowNumbers={rowNumbers}
          windowStarts={rowNumbers}
          series={series}
          threshold={threshold}
          alarms={NO_ALARMS}
          linearTo={1}
          shaded={axis.shaded}
          markers={axis.markers}
          view={view}
          onViewChange={onViewChange}
          timeZone="UTC"
          fileName="over-their-limits"
        />
      )}
      {/* That of the first detector stands above, with its verdict. */}
      {without.map(({ name, result, x }) =>
        result.shape === 'trace' && x && result !== compared[0]?.result ? (
          <Apart key={name} name={name} trace={result} x={x} context={context} />
        ) : null,
      )}
    </>
  )
}

/** A statistic that no limit above zero can be a measure of, in its own unit. */
function Apart({
  name,
  trace,
  x,
  context: { axis, span, view, onViewChange },
}: {
  name: string
  trace: TraceResult
  x: Float64Array
  context: ChartContext
}) {
  const { threshold: at } = trace
  const threshold = useMemo(() => (at === null ? null : { value: at, label: 'drift' }), [at])
  const changes = useMemo(() => changesAfter(trace, x, axis.markers[0]?.at ?? null), [trace, x, axis])
  return (
    <EvolutionChart
      title={`${name}: ${trace.statisticName}`}
      subtitle="In its own unit, on the same axis of rows or times."
      xKind={axis.kind}
      xLabel={axis.label}
      yLabel={`${trace.statisticName}${trace.unit ? ` ${trace.unit}` : ''}`}
      x={x}
      span={span}
      rowNumbers={trace.rowNumbers}
      windowStarts={trace.windowStarts}
      series={trace.series}
      threshold={threshold}
      side={trace.side}
      limits={trace.limits}
      alarms={trace.alarms}
      changes={changes}
      shaded={axis.shaded}
      markers={axis.markers}
      view={view}
      onViewChange={onViewChange}
      timeZone="UTC"
      fileName={`${trace.detector}-beside`}
    />
  )
}

/** " BOCD has no positive limit and is drawn apart, in its own unit." */
function withoutWords(names: readonly string[]): string {
  if (names.length === 0) return ''
  return names.length === 1
    ? ` ${names[0]} has no positive limit and is drawn apart, in its own unit.`
    : ` ${names.slice(0, -1).join(', ')} and ${names.at(-1)} have no positive limit and are drawn apart, in their own units.`
}

/** " KSWIN judged nothing." */
function silentWords(names: readonly string[]): string {
  return names.length === 0 ? '' : ` ${names.join(', ')} judged nothing.`
}

const NO_ALARMS: TraceResult['alarms'] = []

/** Row numbers of the places of the ruler: those of the trace that it was taken from. */
function rowNumbersAt(compared: readonly ComparedResult[], ruler: Float64Array): Uint32Array {
  const of = compared.find(({ x }) => x === ruler)?.result
  return of?.shape === 'trace' ? of.rowNumbers : new Uint32Array(ruler.length)
}
