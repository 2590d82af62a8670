import { useMemo, useState } from 'react'
import type { PerColumnResult } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/data-table'
import { ChartFrame } from './chart-frame'
import styles from './charts.module.css'
import { csvText } from './export'
import { Diamond, Label } from './marks'
import { textWidth } from './placement'
import { ink } from './theme'
import { niceTicks, numberLabels } from './ticks'
import { useWidth } from './use-size'

export interface ColumnBarsProps {
  title: string
  subtitle: string
  columns: PerColumnResult['columns']
  /** "D" for Kolmogorov-Smirnov. */
  statisticName: string
  alpha: number
  correction: PerColumnResult['correction']
  fileName: string
}

type Column = PerColumnResult['columns'][number]

const TOP = 20
const ROW = 22

/** The test of each column, strongest first; the twenty strongest as bars, all of them in the table. */
export function ColumnBars(props: ColumnBarsProps) {
  const { columns, statisticName, alpha, correction } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const ranked = useMemo(() => ranking(columns), [columns])
  const shown = ranked.slice(0, TOP)
  const drifted = columns.filter((c) => c.drift).length
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      fileName={props.fileName}
      csv={() => columnsCsv(columns, statisticName)}
      table={
        <div className={styles['table']}>
          <DataTable
            label={`Columns of ${props.title}`}
            caption={`${formatCount(columns.length)} columns, ${formatCount(drifted)} drifted at α = ${formatNumber(alpha)}${correction === 'none' ? '' : ` (${correction})`}`}
            compact
            rows={ranked}
            columns={tableColumns(statisticName)}
            rowKey={(c) => c.name}
            emptyState={<p className={styles['empty']}>No column was tested.</p>}
          />
        </div>
      }
      foot={
        ranked.length > TOP && (
          <p className={styles['foot']}>
            The {TOP} strongest of {formatCount(ranked.length)} columns; the table holds all of them.
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
            name={`${props.title}: ${shown.map((c) => `${c.name} p ${formatNumber(c.adjustedPValue)}`).join(', ')}`}
          />
        )}
      </div>
    </ChartFrame>
  )
}

function tableColumns(statisticName: string): DataColumn<Column>[] {
  return [
    { key: 'name', title: 'Column', width: 180, value: (c) => c.name },
    { key: 'verdict', title: 'Verdict', width: 100, value: (c) => (c.drift ? '◆ drift' : 'no drift') },
    { key: 'statistic', title: statisticName, width: 100, value: (c) => c.statistic },
    { key: 'p', title: 'p', width: 100, value: (c) => c.pValue },
    { key: 'adjusted', title: 'Adjusted p', width: 110, value: (c) => c.adjustedPValue },
  ]
}

/** Smallest adjusted p first; of equal ones the largest statistic; then by name, so that ties are stable. */
function ranking(columns: readonly Column[]): Column[] {
  return [...columns].sort(
    (a, b) =>
      (a.adjustedPValue ?? 1) - (b.adjustedPValue ?? 1) ||
      (a.pValue ?? 1) - (b.pValue ?? 1) ||
      b.statistic - a.statistic ||
      (a.name < b.name ? -1 : 1),
  )
}

/** In the order of the data. */
function columnsCsv(columns: readonly Column[], statisticName: string): string {
  return csvText(
    ['column', statisticName, 'p', 'adjusted_p', 'drift'],
    columns.map((c) => [c.name, c.statistic, c.pValue, c.adjustedPValue, c.drift ? 1 : 0]),
  )
}

interface BarsProps {
  columns: readonly Column[]
  width: number
  alpha: number
  statisticName: string
  adjusted: boolean
  name: string
}

/** −log₁₀ of the smallest p a double can hold; p underflows to 0 beyond it. */
const LARGEST = 324

function Bars({ columns, width, alpha, statisticName, adjusted, name }: BarsProps) {
  const names = columns.map((c) => shortened(c.name, width < 520 ? 14 : 24))
  const wide = width >= 420
  const left = 18 + Math.ceil(Math.max(...names.map((n) => textWidth(n)))) + 10
  // KS and its like lie in [0, 1]: the points of their decimals align.
  const proportions = columns.every((c) => c.statistic >= 0 && c.statistic <= 1)
  const statistics = columns.map((c) => (proportions ? c.statistic.toFixed(4) : formatNumber(c.statistic)))
  const ps = columns.map((c) => (c.adjustedPValue === 0 ? '< 1e−323' : formatNumber(c.adjustedPValue)))
  const pHead = adjusted ? 'adjusted p' : 'p'
  const pWidth = Math.ceil(Math.max(textWidth(pHead), ...ps.map((p) => textWidth(p)))) + 14
  const statisticWidth = wide ? Math.ceil(Math.max(...statistics.map((s) => textWidth(s)), 20)) + 14 : 0
  const right = width - pWidth - statisticWidth
  const strength = (p: number) => Math.min(LARGEST, p > 0 ? -Math.log10(p) : LARGEST)
  const line = strength(alpha)
  const high = Math.max(line * 1.3, ...columns.map((c) => strength(c.adjustedPValue ?? 1))) * 1.02
  const toX = (v: number) => left + (v / high) * Math.max(1, right - left)
  const top = 22
  const bottom = top + columns.length * ROW + 2
  const ticks = niceTicks(0, high, Math.max(2, Math.floor((right - left) / 64)))
  const labels = numberLabels(ticks)
  const axis = `−log₁₀ ${pHead}`
  return (
    <svg width={width} height={bottom + 40} role="img" aria-label={name}>
      {wide && (
        <Label x={width - pWidth} y={12} fill={ink.text3} anchor="end">
          {statisticName}
        </Label>
      )}
      <Label x={width} y={12} fill={ink.text3} anchor="end">
        {pHead}
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
          <g key={c.name}>
            <title>{c.name}</title>
            {c.drift && <Diamond x={6} y={y} fill={ink.drift} />}
            <Label x={18} y={y + 4} fill={c.drift ? ink.text1 : ink.text2} weight={c.drift ? 600 : 400}>
              {names[i]}
            </Label>
            <rect
              x={left}
              y={y - 6}
              width={Math.max(1, toX(strength(c.adjustedPValue ?? 1)) - left)}
              height={12}
              fill={c.drift ? ink.drift : ink.bars}
              fillOpacity={c.drift ? 1 : 0.7}
            />
            {wide && (
              <Label x={width - pWidth} y={y + 4} fill={ink.text2} anchor="end">
                {statistics[i]}
              </Label>
            )}
            <Label x={width} y={y + 4} fill={c.drift ? ink.driftText : ink.text2} anchor="end">
              {ps[i]}
            </Label>
          </g>
        )
      })}
      <line x1={left} x2={left} y1={top} y2={bottom} stroke={ink.axis} />
      <line
        x1={toX(line)}
        x2={toX(line)}
        y1={top - 4}
        y2={bottom}
        stroke={ink.text1}
        strokeWidth={1.25}
        strokeDasharray="2 3"
      />
      <Label x={toX(line)} y={12} fill={ink.text1} anchor={toX(line) - left < 24 ? 'start' : 'middle'}>
        α {formatNumber(alpha)}
      </Label>
      <Label x={right} y={bottom + 32} fill={ink.text2} anchor="end">
        {axis}
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
