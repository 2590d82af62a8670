import { useMemo, useState } from 'react'
import { formatCount, formatNumber } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { binned, type Bins } from '../plane/bins'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import { scale } from '../plane/scale'
import { csvText } from '../frame/export'
import { Diamond, Label } from '../frame/symbols'
import { layoutLane } from '../plane/lane'
import { textWidth } from '../plane/placement'
import { ink } from '../frame/theme'
import { niceTicks, numberLabels } from '../plane/ticks'
import { useTall, useWidth } from '../frame/use-size'

export interface NullHistogramProps {
  title: string
  subtitle: string
  /** The statistic with labels permuted, B values in any order. */
  nullDistribution: Float64Array
  observed: number
  /** The verdict: colours the observed line. */
  drift: boolean
  /** 1 − α quantile of the null distribution. */
  threshold: number
  /** In (0, 1): 0.05 labels the threshold "95 %". */
  alpha: number
  /** What was drawn B times: "permutations" → "999 permutations". */
  drawsLabel?: string
  /** Under the axis: "MMD² with labels permuted". */
  xLabel: string
  /** Stands beside a map, where there is room for two: it is as high as that. */
  besideMap?: boolean
  fileName: string
}

/** Of the picture, in px. */
const HEIGHT = { alone: 212, besideMap: 320 }
/** A narrower one stands alone, on a phone. */
const BESIDE_FROM = 380

/** Where the statistic would lie without drift, and where it was found. */
export function NullHistogram(props: NullHistogramProps) {
  const { nullDistribution, observed, threshold, alpha, drawsLabel = 'permutations' } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const bins = useMemo(() => binned(nullDistribution), [nullDistribution])
  const height = tall ?? (props.besideMap && width >= BESIDE_FROM ? HEIGHT.besideMap : HEIGHT.alone)
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      fileName={props.fileName}
      csv={() => nullCsv(nullDistribution)}
      table={
        <div className={styles['table']}>
          <DataTable
            label={`Bins of ${props.title}`}
            caption={`${formatCount(nullDistribution.length)} ${drawsLabel}, observed ${formatNumber(observed)}, ${percent(alpha)} below ${formatNumber(threshold)}`}
            compact
            maxHeight={260}
            rows={rowsOf(bins)}
            columns={BIN_COLUMNS}
            rowKey={(r) => String(r.from)}
            emptyState={<p className={styles['empty']}>Nothing was drawn.</p>}
          />
        </div>
      }
    >
      <div ref={setBody} className={styles['fill']} style={{ minHeight: height }}>
        {width > 0 && (
          <Histogram
            bins={bins}
            observed={observed}
            drift={props.drift}
            threshold={threshold}
            quantile={percent(alpha)}
            caption={`${formatCount(nullDistribution.length)} ${drawsLabel}`}
            xLabel={props.xLabel}
            name={`${props.title}: observed ${formatNumber(observed)}, ${percent(alpha)} of ${formatCount(nullDistribution.length)} ${drawsLabel} below ${formatNumber(threshold)}`}
            width={width}
            height={height}
          />
        )}
      </div>
    </ChartFrame>
  )
}

interface BinRow {
  from: number
  to: number
  count: number
}

const BIN_COLUMNS: readonly DataColumn<BinRow>[] = [
  { key: 'from', title: 'From', width: 90, value: (r) => r.from },
  { key: 'to', title: 'To', width: 90, value: (r) => r.to },
  { key: 'count', title: 'Count', width: 80, value: (r) => r.count },
]

function rowsOf(bins: Bins | null): BinRow[] {
  return Array.from(bins?.counts ?? [], (count, i) => ({
    from: bins!.start + i * bins!.width,
    to: bins!.start + (i + 1) * bins!.width,
    count,
  }))
}

/** Every value drawn, in the order it was drawn. */
function nullCsv(values: Float64Array): string {
  return csvText(
    ['draw', 'statistic'],
    Array.from(values, (v, i) => [i + 1, v]),
  )
}

function percent(alpha: number): string {
  return `${formatNumber((1 - alpha) * 100)} %`
}

interface HistogramProps {
  bins: Bins | null
  observed: number
  drift: boolean
  threshold: number
  quantile: string
  caption: string
  xLabel: string
  name: string
  width: number
  height: number
}

function Histogram({
  bins,
  observed,
  drift,
  threshold,
  quantile,
  caption,
  xLabel,
  name,
  width,
  height,
}: HistogramProps) {
  const mark = drift ? ink.drift : ink.accent
  const left = 4
  const right = width - 4
  const railY = 14
  const top = 28
  const bottom = height - 40
  const domain = domainOf(bins, observed, threshold)
  const toX = scale(domain, [left, right])
  const highest = bins ? Math.max(...bins.counts) : 1
  const ticks = niceTicks(domain[0], domain[1], Math.max(2, Math.floor((right - left) / 72)))
  const labels = numberLabels(ticks)
  const observedX = toX(observed)
  const quantileX = toX(threshold)
  const observedText = `observed ${formatNumber(observed)}`
  const before = observedX - 10 - textWidth(observedText) >= 0
  // The distribution lies left of its mean more often than not; its caption takes the emptier side.
  // One bar alone: the caption stands clear of it.
  const spread = bins ? bins.width * bins.counts.length : 0
  const centreX = bins ? toX(bins.start + spread / (bins.counts.length === 1 ? 1 : 2)) : left
  // Beside its line, on the side where the observed line does not pass.
  const [quantileLabel = null] = layoutLane(
    [
      {
        key: 'quantile',
        texts: [quantile],
        slots: [
          { x: quantileX + 6, anchor: 'start' },
          { x: quantileX - 6, anchor: 'end' },
          // Behind the observed line, where that stands close.
          { x: Math.max(quantileX, observedX) + 6, anchor: 'start' },
          { x: Math.min(quantileX, observedX) - 6, anchor: 'end' },
        ],
        low: 0,
        high: width,
      },
    ],
    [observedX, quantileX],
  )
  const captionX = captionPlace(centreX, quantileX, observedX, caption, left, right)
  return (
    <svg width={width} height={height} role="img" aria-label={name}>
      {bins &&
        [...bins.counts].map((count, i) => {
          const x0 = toX(bins.start + i * bins.width)
          const x1 = toX(bins.start + (i + 1) * bins.width)
          const gap = x1 - x0 > 3 ? 1 : 0
          const h = (count / highest) * (bottom - top)
          return count === 0 ? null : (
            <rect
              key={i}
              x={x0 + gap / 2}
              y={bottom - Math.max(1, h)}
              width={Math.max(0.75, x1 - x0 - gap)}
              height={Math.max(1, h)}
              fill={ink.bars}
              fillOpacity={0.8}
            />
          )
        })}
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={ink.axis} />
      {ticks.map((t, k) => {
        const half = textWidth(labels[k]!) / 2
        return (
          <g key={t}>
            <line x1={toX(t)} x2={toX(t)} y1={bottom} y2={bottom + 4} stroke={ink.axis} />
            {toX(t) - half >= -2 && toX(t) + half <= width + 2 && (
              <Label x={toX(t)} y={bottom + 18} fill={ink.text2} anchor="middle">
                {labels[k]}
              </Label>
            )}
          </g>
        )
      })}
      <Label x={right} y={bottom + 34} fill={ink.text2} anchor="end">
        {xLabel}
      </Label>
      <line
        x1={quantileX}
        x2={quantileX}
        y1={top + 18}
        y2={bottom}
        stroke={ink.text1}
        strokeWidth={1.25}
        strokeDasharray="2 3"
      />
      {quantileLabel && (
        <Label x={quantileLabel.x} y={top + 27} fill={ink.text1} anchor={quantileLabel.anchor} halo>
          {quantile}
        </Label>
      )}
      {captionX !== null && (
        <Label x={captionX} y={top + 6} fill={ink.text3} halo>
          {caption}
        </Label>
      )}
      <line x1={observedX} x2={observedX} y1={railY} y2={bottom} stroke={mark} strokeWidth={2} />
      <Diamond x={observedX} y={railY} fill={mark} />
      <Label
        x={observedX + (before ? -10 : 10)}
        y={railY + 4}
        fill={drift ? ink.driftText : ink.accentText}
        anchor={before ? 'end' : 'start'}
        weight={600}
      >
        {observedText}
      </Label>
    </svg>
  )
}

/** Everything that is marked is on the axis, with a little room around it. */
function domainOf(bins: Bins | null, observed: number, threshold: number): [number, number] {
  const ends = bins ? [bins.start, bins.start + bins.width * bins.counts.length] : [0]
  const marks = [...ends, observed, threshold].filter((v) => Number.isFinite(v))
  const low = Math.min(...marks)
  const high = Math.max(...marks)
  // One bar alone would fill the plot: it gets an axis of ten of its widths.
  if (bins?.counts.length === 1 && high - low <= bins.width * 1.01) {
    return [low - 4.5 * bins.width, high + 4.5 * bins.width]
  }
  const pad = (high - low) * 0.04 || Math.abs(high) * 0.05 || 1
  return [low - pad, high + pad]
}

/** Right of the distribution where there is room before the observed line, else left of it, else nowhere. */
function captionPlace(
  centre: number,
  quantile: number,
  observed: number,
  caption: string,
  left: number,
  right: number,
): number | null {
  const width = textWidth(caption)
  const x = Math.max(quantile, centre) + 10
  const clear = observed < x - 4 || observed > x + width + 4
  if (x + width <= right && clear) return x
  const other = left + 2
  return other + width < centre - 40 && (observed < other || observed > other + width + 4) ? other : null
}
