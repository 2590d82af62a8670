import { useMemo, useState } from 'react'
import { formatNumber } from '~/lib/format'
import { nameInText } from '~/lib/name-in-text'
import { shortened } from '~/lib/shorten'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { ChartFrame, type ChartPin } from '../frame/chart-frame'
import charts from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { PlainAxes, plainBox } from '../frame/plain-axes'
import { Label } from '../frame/symbols'
import { ink } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'
import { textWidth } from '../plane/placement'
import { scale } from '../plane/scale'
import type { LineLook } from './line-series'
import { colourOf } from './lines-plot'

/** The one value that a run logged. */
export interface OneValue extends LineLook {
  value: number
}

export interface ValueDotsProps {
  title: string
  subtitle: string
  /** Of each run one. Memoise it. */
  values: readonly OneValue[]
  /** Which value stands first. */
  best: 'higher' | 'lower'
  fileName: string
  onCopyLink: () => void
  pin: ChartPin
  /** Of the picture, in px. */
  height?: number
}

/** More runs than these have no room for their names: they stand in the table behind. */
const MOST_ROWS = 10
/** Of a row, in px, at most. */
const MOST_HIGH = 36

/** Runs by the one value that each logged, the best first: over an axis of steps they would be one above the other. */
export function ValueDots(props: ValueDotsProps) {
  const { title, subtitle, values, best, fileName, onCopyLink, pin, height = 220 } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body) ?? height
  const ranked = useMemo(() => rankedValues(values, best), [values, best])
  const without = ranked.filter(({ value }) => !Number.isFinite(value)).length
  const isFew = ranked.length <= MOST_ROWS
  return (
    <ChartFrame
      title={nameInText(title)}
      subtitle={subtitle}
      fileName={fileName}
      csv={() =>
        csvText(
          ['name', title],
          ranked.map(({ name, value }) => [name, value]),
        )
      }
      table={
        <div className={charts['table']}>
          <DataTable
            label={`Values of ${title}`}
            compact
            maxHeight={300}
            rows={ranked}
            columns={COLUMNS}
            rowKey={({ name }) => name}
            emptyState={<p className={charts['empty']}>No run has a value.</p>}
          />
        </div>
      }
      onCopyLink={onCopyLink}
      pin={pin}
      foot={
        <p className={charts['foot']}>
          {isFew ? '' : 'One dot a run: their names are in the table. '}
          {without > 0 && !isFew ? `Not drawn, as NaN or infinite: ${without}.` : ''}
        </p>
      }
    >
      <div ref={setBody} className={charts['fill']} style={{ minHeight: tall }}>
        {width === 0 ? null : (
          <svg width={width} height={tall} role="img" aria-label={`${title}. ${subtitle}`}>
            {isFew ? (
              <Rows ranked={ranked} width={width} height={tall} />
            ) : (
              <Ranks ranked={ranked} width={width} height={tall} />
            )}
          </svg>
        )}
      </div>
    </ChartFrame>
  )
}

const COLUMNS: readonly DataColumn<OneValue>[] = [
  { key: 'name', title: 'Run', width: 200, value: ({ name }) => name },
  {
    key: 'value',
    title: 'Value',
    width: 140,
    align: 'end',
    value: ({ value }) => (Number.isNaN(value) ? 'NaN' : value),
  },
]

/** The best first; what is no finite number last. */
export function rankedValues(values: readonly OneValue[], best: 'higher' | 'lower'): OneValue[] {
  const sign = best === 'higher' ? -1 : 1
  const place = (value: number) => (Number.isFinite(value) ? sign * value : Infinity)
  return values.toSorted((a, b) => place(a.value) - place(b.value) || 0)
}

/** From the smallest to the largest finite value, with a little room; dots, unlike bars, need no zero. */
function domainOf(ranked: readonly OneValue[]): [number, number] {
  const finite = ranked.map(({ value }) => value).filter(Number.isFinite)
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  if (finite.length === 0) return [0, 1]
  const room = (high - low || Math.abs(high) || 1) / 20
  return [low - room, high + room]
}

interface PictureProps {
  ranked: readonly OneValue[]
  width: number
  height: number
}

/** A row a run: name, dot, value. */
function Rows({ ranked, width, height }: PictureProps) {
  const row = Math.min(MOST_HIGH, height / ranked.length)
  const names = ranked.map(({ name }) => shortened(name, [16, 8]))
  const texts = ranked.map(({ value }) => (Number.isNaN(value) ? 'NaN' : formatNumber(value)))
  const left = Math.ceil(Math.max(...names.map((name) => textWidth(name)))) + 16
  const right = width - Math.ceil(Math.max(...texts.map((text) => textWidth(text)))) - 16
  const toX = scale(domainOf(ranked), [left, Math.max(left + 1, right)])
  return ranked.map((one, k) => {
    const y = (k + 0.5) * row
    return (
      <g key={one.name}>
        <title>{one.name}</title>
        <Label x={left - 12} y={y + 4} fill={ink.text1} anchor="end">
          {names[k]}
        </Label>
        <line x1={left} x2={right} y1={y} y2={y} stroke={ink.grid} />
        {Number.isFinite(one.value) ? (
          <circle cx={toX(one.value)} cy={y} r={5} fill={colourOf(one)} data-part="value" />
        ) : null}
        <Label x={width} y={y + 4} fill={ink.text2} anchor="end">
          {texts[k]}
        </Label>
      </g>
    )
  })
}

/** A dot a run, in the order of their values. */
function Ranks({ ranked, width, height }: PictureProps) {
  const box = plainBox({ width, height }, [0, ranked.length + 1], domainOf(ranked))
  return (
    <>
      <PlainAxes box={box} xLabel="rank" yLabel="" />
      {ranked.map((one, k) =>
        Number.isFinite(one.value) ? (
          <circle
            key={one.name}
            cx={box.toX(k + 1)}
            cy={box.toY(one.value)}
            r={3}
            fill={colourOf(one)}
            data-part="value"
          >
            <title>{`${one.name}: ${formatNumber(one.value)}`}</title>
          </circle>
        ) : null,
      )}
    </>
  )
}
