import { useMemo, useState } from 'react'
import type { ColumnView as View } from '~/drift/results'
import { formatCount, formatNumber, formatPercent } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { SelectField } from '~/ui/controls/select'
import { ChartFrame } from '../frame/chart-frame'
import { unseen } from '~/ui/words/unseen'
import styles from '../frame/charts.module.css'
import {
  categoryShares,
  densities,
  finiteRange,
  largestGap,
  MOST_CATEGORIES,
  outlinePath,
  stepPath,
  stepPoints,
} from './column-picture'
import { csvText } from '../frame/export'
import { Label } from '../frame/symbols'
import { textWidth } from '../plane/placement'
import { PlainAxes, type PlainBox, plainBox } from '../frame/plain-axes'
import { lanesWithin } from './lanes-within'
import { clearPlace, type LabelPlace } from '../plane/clear-place'
import { ink } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'

export interface ColumnViewProps {
  title: string
  subtitle: string
  view: View
  /** Names of the columns that have a picture. */
  columns: readonly string[]
  /** The one that is shown. */
  column: string
  /** Of the column's values, where it is known: "°C". */
  unit: string | null
  onColumn: (name: string) => void
  fileName: string
}

/** Of the picture, in px. */
const HEIGHT = 236
/** The colours of the two files, as everywhere in the Lab: reference and test. */
const SIDES = {
  reference: { stroke: 'var(--series-1)', dash: undefined },
  test: { stroke: 'var(--series-3)', dash: '6 3' },
} as const

/** How reference and test lie in one column: distribution functions, densities or categories. */
export default function ColumnView(props: ColumnViewProps) {
  const { view, columns, column, unit, onColumn } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const table = useMemo(() => tableOf(view), [view])
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      fileName={props.fileName}
      csv={() => csvText(table.head, table.rows)}
      table={
        <div className={styles['table']}>
          <DataTable
            label={`Values of ${props.title}`}
            compact
            maxHeight={300}
            rows={table.rows}
            columns={table.head.map((title, k): DataColumn<readonly (string | number)[]> => ({
              key: title,
              title: title.replaceAll('_', ' '),
              width: 120,
              value: (row) => row[k]!,
            }))}
            rowKey={(_, k) => String(k)}
            emptyState={<p className={styles['empty']}>This column has no values.</p>}
          />
        </div>
      }
    >
      <div className={styles['viewHead']}>
        {columns.length > 1 ? (
          <SelectField
            label={<span className={unseen}>Column that is shown</span>}
            size={28}
            value={column}
            options={columns.map((name) => ({ value: name, label: name }))}
            onChange={onColumn}
          />
        ) : null}
        <Key isBars={view.kind === 'categories'} />
      </div>
      <div
        ref={setBody}
        className={styles['fill']}
        style={view.kind === 'categories' ? {} : { minHeight: tall ?? HEIGHT }}
      >
        {width > 0 && (
          <Picture
            view={view}
            column={view.kind === 'categories' || unit === null ? column : `${column}, ${unit}`}
            width={width}
            height={tall ?? HEIGHT}
            tall={tall}
            name={props.title}
          />
        )}
      </div>
    </ChartFrame>
  )
}

/** As the picture draws them: categories have bars. */
function Key({ isBars }: { isBars: boolean }) {
  return (
    <span className={styles['sides']} data-legend="">
      {(['reference', 'test'] as const).map((side) => (
        <span key={side}>
          <svg width={18} height={8} aria-hidden="true">
            {isBars ? (
              <rect x={1} y={0} width={16} height={8} fill={SIDES[side].stroke} />
            ) : (
              <line
                x1={1}
                x2={17}
                y1={4}
                y2={4}
                stroke={SIDES[side].stroke}
                strokeWidth={2}
                {...(SIDES[side].dash === undefined ? {} : { strokeDasharray: SIDES[side].dash })}
              />
            )}
          </svg>
          {side}
        </span>
      ))}
    </span>
  )
}

interface Table {
  head: string[]
  rows: (string | number)[][]
}

function tableOf(view: View): Table {
  switch (view.kind) {
    case 'cdf':
      return {
        head: ['value', 'reference', 'test', 'gap'],
        rows: Array.from(view.x, (x, k) => {
          const [a, b] = [view.reference[k]!, view.test[k]!]
          return [x, a, b, b - a]
        }),
      }
    case 'histogram':
      return {
        head: ['from', 'to', 'reference', 'test'],
        rows: Array.from(view.reference, (share, k) => [
          view.edges[k]!,
          view.edges[k + 1]!,
          share,
          view.test[k]!,
        ]),
      }
    case 'categories':
      return {
        head: ['category', 'reference', 'test', 'difference'],
        rows: categoryShares(view).map((s) => [s.name, s.reference, s.test, s.test - s.reference]),
      }
  }
}

interface PictureProps {
  view: View
  /** With its unit. */
  column: string
  width: number
  height: number
  /** Height to fill, in px; null: what the picture takes. */
  tall: number | null
  name: string
}

function Picture(props: PictureProps) {
  switch (props.view.kind) {
    case 'cdf':
      return <Cdf {...props} view={props.view} />
    case 'histogram':
      return <Densities {...props} view={props.view} />
    case 'categories':
      return <Categories {...props} view={props.view} />
  }
}

type Of<K extends View['kind']> = Omit<PictureProps, 'view'> & { view: Extract<View, { kind: K }> }

function Cdf({ view, column, width, height, name }: Of<'cdf'>) {
  const { x } = view
  const first = x[0] ?? 0
  const last = x.at(-1) ?? 1
  const pad = (last - first) * 0.03 || 0.5
  const ends = [first - pad, last + pad] as const
  const box = plainBox({ width, height }, ends, [0, 1])
  const gap = largestGap(view)
  const size = Math.abs(gap.test - gap.reference)
  const gx = box.toX(gap.at)
  const text = `largest gap ${formatNumber(size)} at ${formatNumber(gap.at)}`
  const [one, other] = [box.toY(gap.reference), box.toY(gap.test)]
  const gapEnds = [Math.max(one, other), Math.min(one, other)] as const
  const place = gapPlace(text, gx, gapEnds, view, box)
  return (
    <svg width={width} height={height} role="img" aria-label={`${name}: ${text}`}>
      <PlainAxes box={box} xLabel={column} yLabel="share of rows at or below" />
      {(['reference', 'test'] as const).map((side) => (
        <path
          key={side}
          d={stepPath(x, view[side], box.toX, box.toY, ends)}
          fill="none"
          stroke={SIDES[side].stroke}
          strokeWidth={1.75}
          {...(SIDES[side].dash === undefined ? {} : { strokeDasharray: SIDES[side].dash })}
        />
      ))}
      <line
        x1={gx}
        x2={gx}
        y1={box.toY(gap.reference)}
        y2={box.toY(gap.test)}
        stroke={ink.drift}
        strokeWidth={2.5}
      />
      {[gap.reference, gap.test].map((v, k) => (
        <circle key={k} cx={gx} cy={box.toY(v)} r={3} fill={ink.drift} />
      ))}
      <Label {...place} fill={ink.driftText} weight={600} halo>
        {text}
      </Label>
    </svg>
  )
}

/** Beside the gap where neither function passes; else in a corner that they leave free, else above the plot. */
function gapPlace(
  text: string,
  gx: number,
  [low, high]: readonly [number, number],
  view: Of<'cdf'>['view'],
  box: PlainBox,
): LabelPlace {
  const { left, right, top, bottom } = box
  const y = (low + high) / 2 + 4
  const lines = [
    ...[view.reference, view.test].map((values) => stepPoints(view.x, values, box.toX, box.toY)),
    [
      [gx, top],
      [gx, bottom],
    ] as const,
  ]
  const places: LabelPlace[] = [
    { x: gx + 10, y, anchor: 'start' },
    { x: gx - 10, y, anchor: 'end' },
    // Functions rise: below the lower one at the right, above the higher one at the left.
    { x: gx + 10, y: low + 6, anchor: 'start' },
    { x: gx + 10, y: low + 16, anchor: 'start' },
    { x: gx - 10, y: high - 2, anchor: 'end' },
    { x: gx - 10, y: high - 10, anchor: 'end' },
    { x: right - 4, y: bottom - 8, anchor: 'end' },
    { x: left + 6, y: top + 12, anchor: 'start' },
    { x: right - 4, y: (top + bottom) / 2, anchor: 'end' },
    { x: left + 6, y: (top + bottom) / 2, anchor: 'start' },
  ]
  return clearPlace(text, places, lines, box) ?? { x: box.width, y: 10, anchor: 'end' }
}

function Densities({ view, column, width, height, name }: Of<'histogram'>) {
  const { edges } = view
  const heights = { reference: densities(edges, view.reference), test: densities(edges, view.test) }
  const highest = Math.max(...heights.reference, ...heights.test)
  const range = finiteRange(edges)
  const box = plainBox({ width, height }, range, [0, highest > 0 ? highest * 1.06 : 1])
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={`${name}: ${view.reference.length} cells from ${formatNumber(range[0])} to ${formatNumber(range[1])}`}
    >
      <PlainAxes box={box} xLabel={column} yLabel="density" />
      {(['reference', 'test'] as const).map((side) => {
        const d = outlinePath(edges, heights[side], box.toX, box.toY, range)
        return (
          <path
            key={side}
            d={d}
            fill={SIDES[side].stroke}
            fillOpacity={0.16}
            stroke={SIDES[side].stroke}
            strokeWidth={1.75}
            {...(SIDES[side].dash === undefined ? {} : { strokeDasharray: SIDES[side].dash })}
          />
        )
      })}
    </svg>
  )
}

const LANE = 26
/** Below the bars: what they measure. */
const MEASURE = 26

function Categories({ view, column, width, tall, name }: Of<'categories'>) {
  const all = categoryShares(view)
  const shown = all.slice(0, lanesWithin(tall, { rest: MEASURE, lane: LANE, most: MOST_CATEGORIES }))
  const names = shown.map((s) => (s.name.length > 22 ? `${s.name.slice(0, 21)}…` : s.name))
  const texts = shown.map((s) => `${formatPercent(s.reference)} → ${formatPercent(s.test)}`)
  const right = width - Math.ceil(Math.max(...texts.map((t) => textWidth(t)))) - 12
  const left = Math.ceil(Math.max(30, ...names.map((n) => textWidth(n)))) + 12
  const highest = Math.max(1e-9, ...shown.map((s) => Math.max(s.reference, s.test)))
  const long = (share: number): number => Math.max(1, (share / highest) * Math.max(1, right - left))
  return (
    <svg
      width={width}
      height={shown.length * LANE + MEASURE}
      role="img"
      aria-label={`${name}: ${shown.map((s) => `${s.name} ${formatPercent(s.reference)}, then ${formatPercent(s.test)}`).join('; ')}`}
    >
      {shown.map((s, k) => {
        const y = k * LANE + 4
        return (
          <g key={s.name}>
            <Label x={left - 8} y={y + 14} fill={ink.text1} anchor="end">
              {names[k]}
            </Label>
            <rect x={left} y={y} width={long(s.reference)} height={9} fill={SIDES.reference.stroke} />
            <rect x={left} y={y + 10} width={long(s.test)} height={9} fill={SIDES.test.stroke} />
            <Label x={width} y={y + 14} fill={ink.text2} anchor="end">
              {texts[k]}
            </Label>
          </g>
        )
      })}
      <line x1={left} x2={left} y1={0} y2={shown.length * LANE} stroke={ink.axis} />
      <Label x={right} y={shown.length * LANE + 16} fill={ink.text2} anchor="end">
        {all.length > shown.length
          ? `share of rows by ${column}: the ${shown.length} that differ most of ${formatCount(all.length)}`
          : `share of rows by ${column}`}
      </Label>
    </svg>
  )
}
