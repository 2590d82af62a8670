import { useState } from 'react'
import type { PerColumnResult } from '~/drift/results'
import { formatCount, formatFixed, formatNumber } from '~/lib/format'
import { formatP, writtenP } from '~/lib/p-value'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { Diamond, Label } from '../frame/symbols'
import { lanesWithin } from './lanes-within'
import { textWidth } from '../plane/placement'
import { ink } from '../frame/theme'
import { niceTicks, numberLabels } from '../plane/ticks'
import { useTall, useWidth } from '../frame/use-size'

export interface ColumnBarsProps {
  title: string
  subtitle: string
  /** In the order of the data. */
  columns: PerColumnResult['columns']
  /** The same, strongest first. */
  ranked: PerColumnResult['columns']
  /** Where `effectSize` says something that the statistic does not. */
  effect: PerColumnResult['effect']
  /** "D" for Kolmogorov-Smirnov. */
  statisticName: string
  alpha: number
  correction: PerColumnResult['correction']
  /** What the rows are: members where an ensemble votes. */
  what?: 'columns' | 'members'
  fileName: string
  /** The column whose picture stands beside the bars. */
  chosen?: string | null
  /** A press on a column's bar, or on its row of the table. */
  onChoose?: (name: string) => void
}

type Column = PerColumnResult['columns'][number]

const TOP = 20
const ROW = 22
/** Above the rows, and below them, in px. */
const HEAD = 22
const AXIS = 40

/** The test of each column, strongest first; the twenty strongest as bars, all of them in the table. */
export function ColumnBars(props: ColumnBarsProps) {
  const { columns, ranked, statisticName, alpha, correction, effect, what = 'columns' } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const shown = ranked.slice(0, lanesWithin(tall, { rest: HEAD + 2 + AXIS, lane: ROW, most: TOP }))
  const drifted = columns.filter((c) => c.drift).length
  const tested = columns.some((c) => c.pValue !== null)
  const { chosen = null, onChoose } = props
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      fileName={props.fileName}
      csv={() => columnsCsv(columns, statisticName, effect)}
      table={
        <div className={styles['table']}>
          <DataTable
            label={`Columns of ${props.title}`}
            caption={`${formatCount(columns.length)} ${what}, ${formatCount(drifted)} drifted${tested && Number.isFinite(alpha) ? ` at α = ${formatNumber(alpha)}` : ''}${correction === 'none' ? '' : ` (${correction})`}`}
            compact
            rows={ranked}
            columns={tableColumns(props)}
            rowKey={(c) => c.name}
            {...(onChoose ? { onRow: (c: Column) => onChoose(c.name) } : {})}
            emptyState={<p className={styles['empty']}>No column was tested.</p>}
          />
        </div>
      }
      foot={
        ranked.length > shown.length && (
          <p className={styles['foot']}>
            The {shown.length} strongest of {formatCount(ranked.length)} {what}; the table holds all of them.
          </p>
        )
      }
    >
      <div ref={setBody} className={styles['fill']}>
        {width > 0 && shown.length > 0 && (
          <Bars
            columns={shown}
            width={width}
            alpha={alpha}
            statisticName={statisticName}
            adjusted={correction !== 'none'}
            tested={tested}
            effect={effect}
            chosen={chosen}
            onChoose={onChoose}
            name={`${props.title}: ${shown.map((c) => (tested ? `${c.name} p ${formatP(c.adjustedPValue)}` : `${c.name} ${statisticName} ${formatNumber(c.statistic)}`)).join(', ')}`}
          />
        )}
      </div>
    </ChartFrame>
  )
}

/** Only what was computed: p-values where there is a test, thresholds where these decide. */
function tableColumns({ columns, statisticName, effect, correction }: ColumnBarsProps): DataColumn<Column>[] {
  const tested = columns.some((c) => c.pValue !== null)
  const held = columns.some((c) => c.threshold !== null)
  return [
    { key: 'name', title: 'Column', width: 180, value: (c) => c.name },
    { key: 'verdict', title: 'Verdict', width: 100, value: (c) => (c.drift ? '◆ drift' : 'no drift') },
    { key: 'statistic', title: statisticName, width: 100, value: (c) => c.statistic },
    ...(effect
      ? [{ key: 'effect', title: effect.symbol, width: 110, value: (c: Column) => c.effectSize }]
      : []),
    ...(held
      ? [{ key: 'threshold', title: 'Threshold', width: 100, value: (c: Column) => c.threshold }]
      : []),
    ...(tested
      ? [
          pColumn('p', 'p', 100, (c) => c.pValue),
          ...(correction === 'none'
            ? []
            : [pColumn('adjusted', `Adjusted p (${correction})`, 220, (c) => c.adjustedPValue)]),
        ]
      : []),
  ]
}

/** Statistic over threshold: 1 is drift. */
function onTheWay({ statistic, threshold }: Column): number {
  return threshold === null || threshold <= 0 ? 0 : statistic / threshold
}

function pColumn(
  key: string,
  title: string,
  width: number,
  of: (c: Column) => number | null,
): DataColumn<Column> {
  return {
    key,
    title,
    width,
    align: 'end',
    value: of,
    copied: (c) => writtenP(of(c)),
    render: (c) => formatP(of(c)),
  }
}

/** In the order of the data. */
function columnsCsv(
  columns: readonly Column[],
  statisticName: string,
  effect: PerColumnResult['effect'],
): string {
  return csvText(
    ['column', statisticName, ...(effect ? [effect.name] : []), 'threshold', 'p', 'adjusted_p', 'drift'],
    columns.map((c) => [
      c.name,
      c.statistic,
      ...(effect ? [c.effectSize] : []),
      c.threshold,
      writtenP(c.pValue),
      writtenP(c.adjustedPValue),
      c.drift ? 1 : 0,
    ]),
  )
}

interface BarsProps {
  columns: readonly Column[]
  width: number
  alpha: number
  statisticName: string
  adjusted: boolean
  /** By p-value; else by the statistic. */
  tested: boolean
  effect: PerColumnResult['effect']
  chosen: string | null
  onChoose: ((name: string) => void) | undefined
  name: string
}

/** −log₁₀ of the smallest p a double can hold; p underflows to 0 beyond it. */
const LARGEST = 324

/** What a bar's length means, where drift begins on that scale, and what stands at its right. */
interface Measure {
  lengthOf: (c: Column) => number
  line: { at: number; label: string } | null
  axis: string
  head: string
  texts: string[]
}

function byP(columns: readonly Column[], alpha: number, adjusted: boolean): Measure {
  const head = adjusted ? 'adjusted p' : 'p'
  const strength = (p: number) => Math.min(LARGEST, p > 0 ? -Math.log10(p) : LARGEST)
  return {
    lengthOf: (c) => strength(c.adjustedPValue ?? 1),
    // Members of an ensemble may have levels of their own.
    line: Number.isFinite(alpha) ? { at: strength(alpha), label: `α ${formatNumber(alpha)}` } : null,
    axis: `−log₁₀ ${head}`,
    head,
    texts: columns.map((c) => formatP(c.adjustedPValue)),
  }
}

/** One threshold for all is a line; different ones are the unit in which each column is measured. */
function byStatistic(columns: readonly Column[], statisticName: string): Measure {
  const thresholds = new Set(columns.map((c) => c.threshold))
  const [threshold = null] = thresholds
  const texts = columns.map((c) => (c.threshold === null ? '' : formatNumber(c.threshold)))
  const common = { head: threshold === null ? '' : 'threshold', texts }
  if (thresholds.size === 1)
    return {
      ...common,
      lengthOf: (c) => c.statistic,
      line: threshold === null ? null : { at: threshold, label: `threshold ${formatNumber(threshold)}` },
      axis: statisticName,
    }
  return {
    ...common,
    lengthOf: onTheWay,
    line: { at: 1, label: 'threshold' },
    axis: `${statisticName} / threshold`,
  }
}

function Bars(props: BarsProps) {
  const { columns, width, alpha, statisticName, adjusted, tested, effect, chosen, onChoose, name } = props
  const names = columns.map((c) => shortened(c.name, width < 520 ? 14 : 24))
  const measure = tested ? byP(columns, alpha, adjusted) : byStatistic(columns, statisticName)
  const { lengthOf, line, head, texts } = measure
  const wide = width >= 420 || !tested
  const left = 18 + Math.ceil(Math.max(...names.map((n) => textWidth(n)))) + 10
  // KS and its like lie in [0, 1]: the points of their decimals align.
  const numbers = columns.map((c) => (effect ? c.effectSize : c.statistic))
  const numbersName = effect?.symbol ?? statisticName
  const proportions = numbers.every((x) => x !== null && x >= 0 && x <= 1)
  const statistics = numbers.map((x) => (proportions && x !== null ? formatFixed(x, 4) : formatNumber(x)))
  const lastWidth =
    head === '' ? 0 : Math.ceil(Math.max(textWidth(head), ...texts.map((t) => textWidth(t)))) + 14
  const statisticWidth = wide
    ? Math.ceil(Math.max(...statistics.map((s) => textWidth(s)), textWidth(numbersName), 20)) + 14
    : 0
  const right = width - lastWidth - statisticWidth
  const high = Math.max((line?.at ?? 0) * 1.3, ...columns.map(lengthOf), 1e-12) * 1.02
  const toX = (v: number) => left + (Math.max(0, v) / high) * Math.max(1, right - left)
  const top = HEAD
  const bottom = top + columns.length * ROW + 2
  const ticks = niceTicks(0, high, Math.max(2, Math.floor((right - left) / 64)))
  const labels = numberLabels(ticks)
  return (
    <svg width={width} height={bottom + AXIS} role="img" aria-label={name}>
      {wide && (
        <Label x={width - lastWidth} y={12} fill={ink.text3} anchor="end">
          {numbersName}
        </Label>
      )}
      <Label x={width} y={12} fill={ink.text3} anchor="end">
        {head}
      </Label>
      {ticks.map((t, k) => (
        <g key={t}>
          {t > 0 && <line x1={toX(t)} x2={toX(t)} y1={top} y2={bottom} stroke={ink.grid} />}
          <Label x={toX(t)} y={bottom + 16} fill={ink.text2} anchor="middle">
            {labels[k]}
          </Label>
        </g>
      ))}
      {columns.map((c, i) => {
        const y = top + i * ROW + ROW / 2
        return (
          <g
            key={c.name}
            {...(onChoose ? { onClick: () => onChoose(c.name), className: styles['pressable'] } : {})}
          >
            <title>{c.name}</title>
            {onChoose && (
              <rect
                data-hit=""
                x={0}
                y={y - ROW / 2}
                width={width}
                height={ROW}
                fill={ink.accent}
                fillOpacity={c.name === chosen ? 0.1 : 0}
              />
            )}
            {c.drift && <Diamond x={6} y={y} fill={ink.drift} />}
            <Label x={18} y={y + 4} fill={c.drift ? ink.text1 : ink.text2} weight={c.drift ? 600 : 400}>
              {names[i]}
            </Label>
            <rect
              data-bar=""
              x={left}
              y={y - 6}
              width={Math.max(1, toX(lengthOf(c)) - left)}
              height={12}
              fill={c.drift ? ink.drift : ink.bars}
              fillOpacity={c.drift ? 1 : 0.7}
            />
            {wide && (
              <Label x={width - lastWidth} y={y + 4} fill={ink.text2} anchor="end">
                {statistics[i]}
              </Label>
            )}
            <Label x={width} y={y + 4} fill={c.drift ? ink.driftText : ink.text2} anchor="end">
              {texts[i]}
            </Label>
          </g>
        )
      })}
      <line x1={left} x2={left} y1={top} y2={bottom} stroke={ink.axis} />
      {line && (
        <>
          <line
            x1={toX(line.at)}
            x2={toX(line.at)}
            y1={top - 4}
            y2={bottom}
            stroke={ink.text1}
            strokeWidth={1.25}
            strokeDasharray="2 3"
          />
          <Label
            x={toX(line.at)}
            y={12}
            fill={ink.text1}
            anchor={toX(line.at) - left < 24 ? 'start' : toX(line.at) > right - 40 ? 'end' : 'middle'}
          >
            {line.label}
          </Label>
        </>
      )}
      <Label x={right} y={bottom + 32} fill={ink.text2} anchor="end">
        {measure.axis}
      </Label>
    </svg>
  )
}

/** Shortened in the middle: column names differ at their ends as often as at their beginnings. */
function shortened(name: string, most: number): string {
  if (name.length <= most) return name
  const head = Math.ceil((most - 1) / 2)
  return `${name.slice(0, head)}…${name.slice(name.length - (most - 1 - head))}`
}
