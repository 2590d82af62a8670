import { partsOf } from '~/lib/dates'

const UNIT_MS: Readonly<Record<string, number>> = {
  '': 1,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

const NUMBER_WITH_UNIT = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(ms|s|min|m|h|d)?$/
/** What Number() reads besides decimal numbers: 0x10, 0b1, 0o7. */
const OTHER_BASE = /[xob]/i
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?Z?$/

/** A number token without a unit, within ±1.797e308 as MLflow's SQL stores hold it; null where it has a unit. */
export function plainNumber(source: string): number | null {
  const match = NUMBER_WITH_UNIT.exec(source)
  if (!match || match[2] !== undefined) return null
  return Math.max(-Number.MAX_VALUE, Math.min(Number(match[1]), Number.MAX_VALUE))
}

/** Milliseconds of `90s`, `20min`, `1.5h`, `2d`; a number without a unit is milliseconds. Null where it is none. */
export function durationOf(source: string): number | null {
  const match = NUMBER_WITH_UNIT.exec(source)
  if (!match) return null
  const factor = UNIT_MS[match[2] ?? '']
  const duration = factor === undefined ? Number.NaN : Number(match[1]) * factor
  return Number.isFinite(duration) ? duration : null
}

/** Text that stands for a finite number, as that number; null where it does not: parameters are text. */
export function numberInText(text: string): number | null {
  // Number() is much faster than a pattern over it, and this is asked of every run at every key pressed.
  const number = Number(text)
  if (!Number.isFinite(number) || OTHER_BASE.test(text)) return null
  return number === 0 && text.trim() === '' ? null : number
}

/** Milliseconds since 1970 of `2026-11-28` or `2026-11-28 14:30[:05]`, in UTC; null where it is no date. */
export function timeOf(text: string): number | null {
  const match = DATE.exec(text.trim())
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const millisecond = Number((match[7] ?? '0').padEnd(3, '0'))
  const time = Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
  const back = partsOf(time, 'UTC')
  const isReal = back.month === month - 1 && back.day === day && hour < 24 && minute < 60 && second < 60
  return isReal ? time : null
}
