/**
 * Dates as the page prints them: the one place that does (the linter sees to it). Intl is not asked: it writes "Sept" in
 * one browser and "Sep" in another. UTC where no zone is named, which is said beside them where it matters. What
 * programs read (CSV, JSON, `datetime`) is ISO 8601.
 */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** In which zone an instant is read: `local` is the browser's. */
export type Zone = 'UTC' | 'local'

/** What a calendar and a clock say of an instant; `month` counts from 0. */
export interface ZoneParts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  ms: number
}

/** @param at milliseconds since 1970 UTC; NaN gives parts that are NaN */
export function partsOf(at: number, zone: Zone): ZoneParts {
  const d = new Date(at)
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

/** "2 Sep 2024". @param at milliseconds since 1970 UTC; "–" where it is none */
export function dayText(at: number, zone: Zone = 'UTC'): string {
  const { year, month, day } = partsOf(at, zone)
  return Number.isNaN(year) ? UNKNOWN : `${day} ${MONTHS[month]} ${year}`
}

/** "2 Sep", where the year is said elsewhere. @param at as of `dayText` */
export function dayOfYearText(at: number, zone: Zone = 'UTC'): string {
  const { month, day } = partsOf(at, zone)
  return Number.isNaN(day) ? UNKNOWN : `${day} ${MONTHS[month]}`
}

/** "Sep", and of a January the year: "2025". @param at as of `dayText` */
export function monthText(at: number, zone: Zone = 'UTC'): string {
  const { year, month } = partsOf(at, zone)
  if (Number.isNaN(year)) return UNKNOWN
  return month === 0 ? String(year) : MONTHS[month]!
}

/** "2 Sep 2024, 04:12", to the minute. @param at as of `dayText` */
export function minuteText(at: number, zone: Zone = 'UTC'): string {
  const { hour, minute } = partsOf(at, zone)
  return Number.isNaN(hour) ? UNKNOWN : `${dayText(at, zone)}, ${two(hour)}:${two(minute)}`
}

/** "2 Sep 2024" at midnight, else "2 Sep 2024, 04:12", with seconds or milliseconds where it has them. @param at as of `dayText` */
export function instantText(at: number, zone: Zone = 'UTC'): string {
  const { hour, minute, second, ms } = partsOf(at, zone)
  if (Number.isNaN(hour)) return UNKNOWN
  if (hour === 0 && minute === 0 && second === 0 && ms === 0) return dayText(at, zone)
  return `${dayText(at, zone)}, ${clockText(at, zone, ms !== 0)}`
}

/** "04:12", "04:12:30", and with milliseconds "04:12:30.250". @param at as of `dayText` */
export function clockText(at: number, zone: Zone, milliseconds = false): string {
  const { hour, minute, second, ms } = partsOf(at, zone)
  if (Number.isNaN(hour)) return UNKNOWN
  const base = `${two(hour)}:${two(minute)}`
  if (milliseconds) return `${base}:${two(second)}.${String(Math.floor(ms)).padStart(3, '0')}`
  return second === 0 ? base : `${base}:${two(second)}`
}

/** In a sentence: "2 September", or "2 September 2024". @param at as of `dayText` */
export function spokenDay(at: number, { year }: { year: boolean }): string {
  const parts = partsOf(at, 'UTC')
  if (Number.isNaN(parts.day)) return UNKNOWN
  const day = `${parts.day} ${LONG_MONTHS[parts.month]}`
  return year ? `${day} ${parts.year}` : day
}

/** "Sep 23 15:36", as Jenkins' Stage View prints it; empty where there is none. @param at as of `dayText` */
export function stageViewText(at: number): string {
  const { month, day, hour, minute } = partsOf(at, 'UTC')
  if (Number.isNaN(day) || at === 0) return ''
  return `${MONTHS[month]} ${two(day)} ${two(hour)}:${two(minute)}`
}

const UNKNOWN = '–'

const two = (n: number): string => String(n).padStart(2, '0')
