import type { HistoryPoint } from '~/domain/history'

const WIDTH = 104
const HEIGHT = 22
const PAD = 3

/** The newest runs as a word: the metric as a line with gaps, its threshold dotted, the last value as a dot. */
export function RunSpark({ points, label }: { points: readonly HistoryPoint[]; label: string }) {
  const threshold = points.findLast((p) => p.threshold !== null)?.threshold ?? null
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length < 2) return null
  const marks = threshold === null ? values : [...values, threshold]
  const low = Math.min(...marks)
  const span = Math.max(...marks) - low || 1
  const x = (i: number) => PAD + (i / Math.max(1, points.length - 1)) * (WIDTH - 2 * PAD)
  const y = (value: number) => HEIGHT - PAD - ((value - low) / span) * (HEIGHT - 2 * PAD)
  let path = ''
  let open = false
  points.forEach(({ value }, i) => {
    if (value !== null) path += `${open ? 'L' : 'M'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`
    open = value !== null
  })
  const last = points.findLastIndex(({ value }) => value !== null)
  const end = points[last]
  const ink = end?.state === 'drift' ? 'var(--drift)' : 'var(--series-1)'
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      {threshold === null ? null : (
        <line
          x1={PAD}
          x2={WIDTH - PAD}
          y1={y(threshold)}
          y2={y(threshold)}
          stroke="var(--drift)"
          strokeDasharray="2 2"
          opacity="0.7"
        />
      )}
      <path d={path} fill="none" stroke={ink} strokeWidth="1.4" strokeLinejoin="round" />
      {end?.value === null || end === undefined ? null : (
        <circle cx={x(last)} cy={y(end.value)} r="2.2" fill={ink} />
      )}
    </svg>
  )
}
