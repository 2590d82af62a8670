import { linePath } from '../history/history-paths'
import { ink } from '../frame/theme'
import { px } from '../plane/px'

export interface SparklineProps {
  /** In order; NaN: a gap. At most some hundred: every one is drawn. */
  values: ArrayLike<number>
  /** Half the height of a band around each value, kept in view; NaN: none there. */
  band?: ArrayLike<number> | null | undefined
  /** Drawn dotted, and kept in view. */
  threshold?: number | null | undefined
  /** Colour of line and last dot. */
  tone?: 'line' | 'drift' | 'quiet' | undefined
  /** In px. */
  width?: number | undefined
  height?: number | undefined
  /** Accessible name, with the finding: "distance of the last 14 records, 0.02 to 0.30". */
  label: string
}

const COLOURS = { line: ink.line, drift: ink.drift, quiet: ink.bars } as const
/** Room for the last dot. */
const PAD = 3

/** A trend as a word: no axes, its last value marked. */
export function Sparkline({
  values,
  band,
  threshold,
  tone = 'line',
  width = 72,
  height = 22,
  label,
}: SparklineProps) {
  const n = values.length
  const column = Float64Array.from(values)
  const limit = threshold != null && Number.isFinite(threshold) ? threshold : null
  const known = [...column].filter((v) => Number.isFinite(v))
  const half = (i: number): number => (band && Number.isFinite(band[i]) ? band[i]! : 0)
  const seen = limit === null ? known : [...known, limit]
  const low = Math.min(...seen, ...column.map((v, i) => v - half(i)).filter(Number.isFinite))
  const high = Math.max(...seen, ...column.map((v, i) => v + half(i)).filter(Number.isFinite))
  const toX = (i: number) => (n > 1 ? PAD + (i / (n - 1)) * (width - 2 * PAD) : width / 2)
  // A flat line runs through the middle.
  const toY = (v: number) =>
    high > low ? height - PAD - ((v - low) / (high - low)) * (height - 2 * PAD) : height / 2
  const last = column.findLastIndex((v) => Number.isFinite(v))
  const colour = COLOURS[tone]
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {limit !== null && known.length > 0 && (
        <line
          x1={0}
          x2={width}
          y1={toY(limit)}
          y2={toY(limit)}
          stroke={ink.drift}
          strokeDasharray="1 2.5"
          strokeLinecap="round"
        />
      )}
      {last >= 0 && (
        <>
          {band ? (
            <path
              data-part="band"
              d={bandPath(column, half, toX, toY)}
              fill={colour}
              fillOpacity={0.2}
              stroke="none"
            />
          ) : null}
          <path
            d={linePath({
              x: Float64Array.from(column, (_, i) => i),
              values: column,
              kept: Array.from(column, (_, i) => i),
              toX,
              toY,
            })}
            fill="none"
            stroke={colour}
            strokeWidth={1.25}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
          <circle cx={toX(last)} cy={toY(column[last]!)} r={2} fill={colour} />
        </>
      )}
    </svg>
  )
}

/** The areas between value − half and value + half, parted at gaps. */
function bandPath(
  values: Float64Array,
  half: (i: number) => number,
  toX: (i: number) => number,
  toY: (v: number) => number,
): string {
  let path = ''
  let [upper, lower]: [string[], string[]] = [[], []]
  for (let i = 0; i <= values.length; i++) {
    const value = values[i] ?? Number.NaN
    if (Number.isFinite(value)) {
      upper.push(`${px(toX(i))},${px(toY(value + half(i)))}`)
      lower.unshift(`${px(toX(i))},${px(toY(value - half(i)))}`)
    } else if (upper.length > 0) {
      path += `M${[...upper, ...lower].join('L')}Z`
      ;[upper, lower] = [[], []]
    }
  }
  return path
}
