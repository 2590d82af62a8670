import { clockText, dayOfYearText, monthText, partsOf, type Zone } from '~/lib/dates'
import { formatFixed, formatNumber, significant } from '~/lib/format'

/**
 * Ticks at multiples of 1, 2 or 5 times a power of ten inside [low, high], about `count` of them.
 * Ascending; empty where the interval is.
 */
export function niceTicks(low: number, high: number, count: number): number[] {
  const step = niceStep(low, high, count)
  if (step === 0) return []
  const ticks: number[] = []
  const last = Math.floor(high / step + 1e-9)
  for (let k = Math.ceil(low / step - 1e-9); k <= last; k++) {
    // Dividing by a whole number keeps 0.3 from becoming 0.30000000000000004; `+ 0` turns −0 into 0.
    ticks.push((step >= 1 ? k * step : k / Math.round(1 / step)) + 0)
  }
  return step >= 1 || 1 / step < 1e15 ? ticks : ticks.map((t) => significant(t, 12))
}

/** Whole-number ticks (rows, counts): steps are never below 1. */
export function wholeTicks(low: number, high: number, count: number): number[] {
  const most = Math.max(1, Math.min(count, Math.floor(high) - Math.ceil(low)))
  return niceTicks(low, high, most).filter((t) => Number.isInteger(t))
}

/**
 * Ticks of a symlog axis: 0 and the unit up to which it is about linear, then tens of it, then 2 and 5 between them, each
 * where it has room beside those before it. Ascending.
 * @param toY a value in px
 * @param room between two ticks, in px
 */
export function symlogTicks(
  [low, high]: readonly [number, number],
  toY: (value: number) => number,
  unit: number,
  room: number,
): number[] {
  const tens: number[] = []
  for (let ten = 10 * unit; ten <= Math.max(high, -low); ten *= 10) tens.push(ten)
  const between = [unit / 2, ...[unit, ...tens].flatMap((ten) => [2 * ten, 5 * ten])]
  const kept: number[] = []
  for (const size of [0, unit, ...tens, ...between])
    for (const at of size === 0 ? [0] : [size, -size]) {
      const y = toY(at)
      if (at >= low && at <= high && kept.every((other) => Math.abs(toY(other) - y) >= room)) kept.push(at)
    }
  return kept.sort((a, b) => a - b)
}

/**
 * One label form for all ticks of an axis: as many decimals as their step needs. Counts and
 * statistics are grouped ("1 000"); the values of a column may be years, and are not ("1900").
 */
export function numberLabels(ticks: readonly number[], form: 'grouped' | 'plain' = 'grouped'): string[] {
  const [first = 0, second = first] = ticks
  const step = second - first
  const largest = Math.max(...ticks.map(Math.abs), 0)
  if (largest >= 1e7 || (largest > 0 && largest < 1e-4)) {
    return ticks.map((t) => (t === 0 ? '0' : formatNumber(t)))
  }
  const decimals = step > 0 ? Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9))) : 0
  return ticks.map((t) => formatFixed(t, decimals, form))
}

function niceStep(low: number, high: number, count: number): number {
  const raw = (high - low) / Math.max(1, count)
  if (!(raw > 0) || !Number.isFinite(raw)) return 0
  const power = 10 ** Math.floor(Math.log10(raw))
  const ratio = raw / power
  // The nearest of 1, 2, 5 and 10 on a logarithmic scale: borders at √2, √10 and √50.
  return (ratio < 1.414 ? 1 : ratio < 3.162 ? 2 : ratio < 7.071 ? 5 : 10) * power
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year'
const STEPS: readonly { unit: Unit; by: number; ms: number }[] = [
  ...[1, 5, 15, 30].map((by) => ({ unit: 'second' as const, by, ms: by * SECOND })),
  ...[1, 5, 15, 30].map((by) => ({ unit: 'minute' as const, by, ms: by * MINUTE })),
  ...[1, 3, 6, 12].map((by) => ({ unit: 'hour' as const, by, ms: by * HOUR })),
  ...[1, 2, 7, 14].map((by) => ({ unit: 'day' as const, by, ms: by * DAY })),
  ...[1, 3, 6].map((by) => ({ unit: 'month' as const, by, ms: by * 30.44 * DAY })),
  ...[1, 2, 5, 10, 20, 50, 100].map((by) => ({ unit: 'year' as const, by, ms: by * 365.25 * DAY })),
]

/** Ticks at round instants of the zone inside [low, high] (ms since 1970), at most about `count`, with labels. */
export function timeTicks(
  low: number,
  high: number,
  count: number,
  zone: Zone,
): { at: number; label: string }[] {
  if (!(high > low)) return []
  const wanted = (high - low) / Math.max(1, count)
  if (wanted < SECOND / 2) {
    // "18:01:43.700" is twice as wide as what `count` allows for.
    return niceTicks(low, high, count / 2).map((at) => ({ at, label: clockText(at, zone, true) }))
  }
  const step = STEPS.find((s) => s.ms >= wanted * 0.75) ?? STEPS[STEPS.length - 1]!
  const ticks: { at: number; label: string }[] = []
  let previous = -Infinity
  for (let k = 0; k < 10_000; k++) {
    const at = stepped(low, step, k, zone)
    // A clock that is set back repeats an hour: a tick is never left of the one before.
    if (at > high) break
    if (at >= low && at > previous) ticks.push({ at, label: tickLabel(at, step.unit, zone) })
    previous = Math.max(previous, at)
  }
  return ticks
}

/** The k-th multiple of a step at or after the one below `low`. */
function stepped(low: number, step: { unit: Unit; by: number }, k: number, zone: Zone): number {
  const p = partsOf(low, zone)
  const { by } = step
  switch (step.unit) {
    case 'second':
      return instant(zone, p.year, p.month, p.day, p.hour, p.minute, floorTo(p.second, by) + k * by)
    case 'minute':
      return instant(zone, p.year, p.month, p.day, p.hour, floorTo(p.minute, by) + k * by)
    case 'hour':
      return instant(zone, p.year, p.month, p.day, floorTo(p.hour, by) + k * by)
    case 'day': {
      // Counted from a Monday (5 January 1970), so that weeks begin on Mondays at every zoom.
      const days = Math.floor(Date.UTC(p.year, p.month, p.day) / DAY) - 4
      return instant(zone, 1970, 0, 5 + floorTo(days, by) + k * by)
    }
    case 'month':
      return instant(zone, p.year, floorTo(p.month, by) + k * by)
    case 'year':
      return instant(zone, floorTo(p.year, by) + k * by, 0)
  }
}

function floorTo(value: number, by: number): number {
  return Math.floor(value / by) * by
}

function tickLabel(at: number, unit: Unit, zone: Zone): string {
  const { year, hour, minute, second } = partsOf(at, zone)
  const isMidnight = hour === 0 && minute === 0 && second === 0
  switch (unit) {
    case 'year':
      return String(year)
    case 'month':
      return monthText(at, zone)
    case 'day':
      return dayOfYearText(at, zone)
    default:
      return isMidnight ? dayOfYearText(at, zone) : clockText(at, zone)
  }
}

function instant(zone: Zone, year: number, month: number, day = 1, hour = 0, minute = 0, second = 0): number {
  // Date reads years 0 to 99 as 1900 to 1999: set the year by itself.
  const d = new Date(0)
  if (zone === 'UTC') {
    d.setUTCFullYear(year, month, day)
    d.setUTCHours(hour, minute, second, 0)
  } else {
    d.setFullYear(year, month, day)
    d.setHours(hour, minute, second, 0)
  }
  return d.getTime()
}
