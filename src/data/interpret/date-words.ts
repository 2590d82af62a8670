import { parseTimeText, timeOf } from '../csv/cells'
import { monthOf, withoutWeekday } from './month-names'

/** What stands first: day, month, or year (of two digits). */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** A cell as milliseconds since 1970 UTC, for each order; NaN where that is no date. */
export interface WrittenTime extends Record<DateOrder, number> {
  /** Its year has two digits. */
  isShort: boolean
}

const NATIONAL = /^(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4}|\d{2})(?:(?:,? +(?=\S)|T)(.+))?$/
/** 2024.12.31, 2024. 12. 31., 2024年12月31日 */
const YEAR_FIRST = /^(\d{4})(?:\. ?(\d{1,2})\. ?(\d{1,2})\.?|年(\d{1,2})月(\d{1,2})日?)(?: +(\S.*))?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(?:(\d{2})(?:(\d{2})(\.\d{1,9})?)?)?)?Z?$/
const NAME = '(\\p{L}{3,12})'
const DAY_FIRST = new RegExp(
  `^(\\d{1,2})(?:\\.|st|nd|rd|th|er)?[ /-](?:de )?${NAME}\\.?[ /-](?:de )?(\\d{4}|'?\\d{2})(?:(?:,? +(?=\\S)|:)(.+))?$`,
  'iu',
)
const MONTH_FIRST = new RegExp(
  `^${NAME}\\.?[ -](\\d{1,2})(?:st|nd|rd|th)?(?:,? |-)(\\d{4})(?:,? +(\\S.*))?$`,
  'iu',
)
const NAMED_YEAR_FIRST = new RegExp(`^(\\d{4})[ /-]${NAME}\\.?[ /-](\\d{1,2})(?:,? +(\\S.*))?$`, 'iu')
/** As C's ctime prints it: Dec 31 10:15:00 CET 2024 */
const YEAR_LAST = new RegExp(`^${NAME} +(\\d{1,2}) (\\d{1,2}:\\d{2}:\\d{2}(?: [A-Z]{3,4})?) (\\d{4})$`, 'iu')
/** Months: Dec 2024, 12/2024 */
const NAMED_MONTH = new RegExp(`^${NAME}\\.?[ -](?:de )?(\\d{4})$`, 'iu')
const MONTH = /^(\d{1,2})[./]((?:19|20)\d{2})$/
const QUARTER = /^(?:(\d{4})[ -]?Q([1-4])|Q([1-4])[ /-]?(\d{4}))$/i
const WEEK = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/

const DAY_MS = 86_400_000

/** Of two digits: 1969 to 2068, as POSIX and pandas have it. */
function fullYear(text: string): number {
  const year = Number(text.replace("'", ''))
  return year > 99 ? year : year < 69 ? 2000 + year : 1900 + year
}

/**
 * A date, or a date and a time, in one of the usual notations: ISO 8601 (weeks too), 31/12/2024, 12/31/2024,
 * 31.12.24, 2024年12月31日, 20241231T101500, 31 Dec 2024, 31 de diciembre de 2024, Dec 31, 2024, Dec 2024, 2024Q4, each
 * perhaps behind a day of the week; times with seconds, AM and PM, a zone. Null where it is none.
 */
export function writtenTime(text: string): WrittenTime | null {
  if (text.length < 6 || text.length > 80 || !/\d/.test(text)) return null
  const iso = parseTimeText(text)
  if (!Number.isNaN(iso)) return one(iso, false)
  const bare = withoutWeekday(text)
  const national = NATIONAL.exec(bare)
  if (national !== null) return nationalTime(national)
  const named = namedTime(bare)
  if (named !== null) return Number.isNaN(named.ms) ? null : one(named.ms, named.isShort)
  const ms = [yearFirst, compactTime, quarterTime, weekTime]
    .map((read) => read(bare))
    .find((value) => !Number.isNaN(value))
  return ms === undefined ? null : one(ms, false)
}

const one = (ms: number, isShort: boolean): WrittenTime => ({ dmy: ms, mdy: ms, ymd: ms, isShort })

function nationalTime([, a = '', mark, b = '', c = '', time]: RegExpExecArray): WrittenTime | null {
  const isShort = c.length === 2
  const dmy = timeOf(fullYear(c), Number(b), Number(a), time)
  // 12.31.2024 is written nowhere.
  const mdy = mark === '.' ? dmy : timeOf(fullYear(c), Number(a), Number(b), time)
  const isYmd = isShort && a.length === 2 && b.length === 2
  const other = isYmd && mark !== '.' ? timeOf(fullYear(a), Number(b), Number(c), time) : Number.NaN
  // With slashes the year is not first, unless nothing else can be.
  const ymd =
    !isShort || mark === '.' ? dmy : mark === '-' || (dmy !== dmy && mdy !== mdy) ? other : Number.NaN
  return [dmy, mdy, ymd].every(Number.isNaN) ? null : { dmy, mdy, ymd, isShort }
}

/** Null where no name of a month is in it; NaN where the rest is no date. */
function namedTime(text: string): { ms: number; isShort: boolean } | null {
  const day = DAY_FIRST.exec(text)
  const parts = ((): (string | undefined)[] | null => {
    if (day) return [day[3], day[2], day[1], day[4]]
    const month = MONTH_FIRST.exec(text)
    if (month) return [month[3], month[1], month[2], month[4]]
    const year = NAMED_YEAR_FIRST.exec(text)
    if (year) return [year[1], year[2], year[3], year[4]]
    const last = YEAR_LAST.exec(text)
    if (last) return [last[4], last[1], last[2], last[3]]
    const only = NAMED_MONTH.exec(text)
    return only && [only[2], only[1], '1']
  })()
  if (parts === null) return null
  const [year = '', name = '', dayOfMonth, time] = parts
  const month = monthOf(name)
  if (month === 0) return null
  return { ms: timeOf(fullYear(year), month, Number(dayOfMonth), time), isShort: year.length < 4 }
}

function yearFirst(text: string): number {
  const match = YEAR_FIRST.exec(text)
  if (match !== null)
    return timeOf(Number(match[1]), Number(match[2] ?? match[4]), Number(match[3] ?? match[5]), match[6])
  const month = MONTH.exec(text)
  return month === null ? Number.NaN : timeOf(Number(month[2]), Number(month[1]), 1, undefined)
}

function quarterTime(text: string): number {
  const match = QUARTER.exec(text)
  if (match === null) return Number.NaN
  return timeOf(Number(match[1] ?? match[4]), 3 * Number(match[2] ?? match[3]) - 2, 1, undefined)
}

/** A week of ISO 8601 begins on Monday; week 1 holds 4 January. */
function weekTime(text: string): number {
  const match = WEEK.exec(text)
  if (match === null) return Number.NaN
  const [, year, week, day = '1'] = match
  const monday = (y: number): number => {
    const fourth = timeOf(y, 1, 4, undefined)
    // 1970-01-01 was a Thursday.
    return fourth - ((((fourth / DAY_MS + 3) % 7) + 7) % 7) * DAY_MS
  }
  const first = monday(Number(year))
  const ms = first + ((Number(week) - 1) * 7 + Number(day) - 1) * DAY_MS
  return Number(week) < 1 || ms >= monday(Number(year) + 1) ? Number.NaN : ms
}

/** 20241231, 2024123110 (the hour), 202412311015, 20241231T101500; years 1900 to 2100. NaN where it is none. */
export function compactTime(text: string): number {
  const match = COMPACT.exec(text)
  if (match === null) return Number.NaN
  const [, year, month, day, h, m = '00', s = '00', fraction = ''] = match
  if (Number(year) < 1900 || Number(year) > 2100) return Number.NaN
  return timeOf(
    Number(year),
    Number(month),
    Number(day),
    h === undefined ? undefined : `${h}:${m}:${s}${fraction}`,
  )
}
