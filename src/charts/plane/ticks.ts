import { MONTHS } from '~/lib/dates'
import { formatCount, formatNumber } from '~/lib/format'

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
  return step >= 1 || 1 / step < 1e15 ? ticks : ticks.map((t) => Number(t.toPrecision(12)))
}

/** Whole-number ticks (rows, counts): steps are never below 1. */
export function wholeTicks(low: number, high: number, count: number): number[] {
  const most = Math.max(1, Math.min(count, Math.floor(high) - Math.ceil(low)))
  return niceTicks(low, high, most).filter((t) => Number.isInteger(t))
}

/** Ticks of a logarithmic axis, as exponents of ten: whole ones, where it spans enough of them to be read. */
export function exponentTicks(low: number, high: number, count: number): number[] {
  return high - low >= 1.5 ? wholeTicks(low, high, count) : niceTicks(low, high, count)
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
  return ticks.map((t) => (form === 'plain' ? (t + 0).toFixed(decimals) : fixed(t, decimals)))
}

/** "-0.02", "1 000": never "-0.00", a rounding artefact. */
function fixed(value: number, decimals: number): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const text = formatCount(Number(whole)) + (fraction === undefined ? '' : `.${fraction}`)
  return value < 0 && Number(value.toFixed(decimals)) !== 0 ? `-${text}` : text
}

function niceStep(low: number, high: number, count: number): number {
  const raw = (high - low) / Math.max(1, count)
  if (!(raw > 0) || !Number.isFinite(raw)) return 0
  const power = 10 ** Math.floor(Math.log10(raw))
  const ratio = raw / power
  // The nearest of 1, 2, 5 and 10 on a logarithmic scale: borders at √2, √10 and √50.
  return (ratio < 1.414 ? 1 : ratio < 3.162 ? 2 : ratio < 7.071 ? 5 : 10) * power
}

export type Zone = 'UTC' | 'local'

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
    return niceTicks(low, high, count / 2).map((at) => ({ at, label: clock(at, zone, true) }))
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

/** "24 Jun 2024, 04:12", with seconds or milliseconds only where the instant has them. */
export function instantLabel(ms: number, zone: Zone): string {
  if (!Number.isFinite(ms)) return '–'
  const p = parts(ms, zone)
  const date = `${p.day} ${MONTHS[p.month]} ${p.year}`
  return p.hour === 0 && p.minute === 0 && p.second === 0 && p.ms === 0
    ? date
    : `${date}, ${clock(ms, zone, p.ms !== 0)}`
}

/** The k-th multiple of a step at or after the one below `low`. */
function stepped(low: number, step: { unit: Unit; by: number }, k: number, zone: Zone): number {
  const p = parts(low, zone)
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
  const p = parts(at, zone)
  const midnight = p.hour === 0 && p.minute === 0 && p.second === 0
  switch (unit) {
    case 'year':
      return String(p.year)
    case 'month':
      return p.month === 0 ? String(p.year) : MONTHS[p.month]!
    case 'day':
      return `${p.day} ${MONTHS[p.month]}`
    default:
      return midnight ? `${p.day} ${MONTHS[p.month]}` : clock(at, zone, false)
  }
}

function clock(ms: number, zone: Zone, milliseconds: boolean): string {
  const p = parts(ms, zone)
  const two = (n: number) => String(n).padStart(2, '0')
  const base = `${two(p.hour)}:${two(p.minute)}`
  if (milliseconds) return `${base}:${two(p.second)}.${String(Math.floor(p.ms)).padStart(3, '0')}`
  return p.second === 0 ? base : `${base}:${two(p.second)}`
}

function parts(ms: number, zone: Zone) {
  const d = new Date(ms)
  return zone === 'UTC'
    ? {
        year: d.getUTCFullYear(),
        month: d.getUTCMonth(),
        day: d.getUTCDate(),
        hour: d.getUTCHours(),
        minute: d.getUTCMinutes(),
        second: d.getUTCSeconds(),
        ms: d.getUTCMilliseconds(),
      }
    : {
        year: d.getFullYear(),
        month: d.getMonth(),
        day: d.getDate(),
        hour: d.getHours(),
        minute: d.getMinutes(),
        second: d.getSeconds(),
        ms: d.getMilliseconds(),
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
