export interface MiniHistogramProps {
  /** Counts of equally wide bins, about 20. */
  counts: ArrayLike<number>
  /** Colour of the palette, 1 to 8. */
  series: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
  /** Accessible name: "Values of digits-reference.csv from 0 to 16". */
  label: string
}

const WIDTH = 72
const HEIGHT = 18

/** A histogram as a word: no axes, one colour. */
export function MiniHistogram({ counts, series, label }: MiniHistogramProps) {
  const n = counts.length
  const step = n > 0 ? WIDTH / n : WIDTH
  let highest = 0
  for (let i = 0; i < n; i++) highest = Math.max(highest, counts[i] ?? 0)
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {Array.from({ length: n }, (_, i) => {
        const count = counts[i] ?? 0
        // A bin with one value among thousands is still seen; an empty one shows the base line only.
        const height = count > 0 && highest > 0 ? Math.max(2, (count / highest) * HEIGHT) : 1
        return (
          <rect
            key={i}
            x={i * step}
            y={HEIGHT - height}
            width={Math.max(0.5, step - 1)}
            height={height}
            fill={`var(--series-${series})`}
            opacity={count > 0 ? 1 : 0.5}
          />
        )
      })}
    </svg>
  )
}
