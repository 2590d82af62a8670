import { formatDuration } from '~/lib/format'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Round ones as people count time, in ms; beyond them days by 1, 2, 5 times powers of ten. */
const STEPS = [
  ...[1, 10, 100].flatMap((ms) => [ms, 2 * ms, 5 * ms]),
  ...[1, 2, 5, 10, 15, 30].map((s) => s * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((min) => min * MINUTE),
  ...[1, 2, 3, 6, 12].map((h) => h * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((d) => d * DAY),
]

/** Ticks of a duration axis from 0 to `high` ms, about `count`, as "5min", "30 s"; 0 is bare. */
export function durationTicks(high: number, count: number): { at: number; label: string }[] {
  if (!(high > 0)) return [{ at: 0, label: '0' }]
  const wanted = high / Math.max(1, count)
  const step = STEPS.find((size) => size >= wanted) ?? 10 ** Math.ceil(Math.log10(wanted / DAY)) * DAY
  return Array.from({ length: Math.floor(high / step + 1e-9) + 1 }, (_, k) => ({
    at: k * step,
    label: k === 0 ? '0' : formatDuration(k * step),
  }))
}
