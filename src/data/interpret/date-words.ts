import { parseTimeText, timeOf } from '../csv/cells'

/** Which of day and month stands first. */
export type DateOrder = 'dmy' | 'mdy'

/** A cell as milliseconds since 1970 UTC, for either order; NaN where that is no date. */
export interface WrittenTime {
  dmy: number
  mdy: number
}

const NATIONAL = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:(?:,? +|T)(.+))?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?Z?$/
const DAY_FIRST = /^(\d{1,2})\.?[ -]([A-Za-z]{3,9})\.?[ -](\d{4})(?:,? +(.+))?$/
const MONTH_FIRST = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?:,? +(.+))?$/
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const LONG_MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** Month 1–12 of an English name, 0 where it is none. */
function monthOf(name: string): number {
  const small = name.toLowerCase()
  const place = small.length <= 4 ? MONTHS.indexOf(small.slice(0, 3)) : LONG_MONTHS.indexOf(small)
  return place + 1
}

const both = (ms: number): WrittenTime => ({ dmy: ms, mdy: ms })

/**
 * A date, or a date and a time, in one of the usual notations: ISO 8601, 31/12/2024, 12/31/2024, 31.12.2024,
 * 20241231T101500, 31 Dec 2024, Dec 31, 2024; times with seconds, AM and PM, a zone. Null where it is none.
 */
export function writtenTime(text: string): WrittenTime | null {
  if (text.length < 7 || text.length > 40) return null
  const iso = parseTimeText(text)
  if (!Number.isNaN(iso)) return both(iso)
  const national = NATIONAL.exec(text)
  if (national !== null) {
    const [, a, mark, b, year, time] = national
    const dmy = timeOf(Number(year), Number(b), Number(a), time)
    // 12.31.2024 is written nowhere.
    const mdy = mark === '.' ? dmy : timeOf(Number(year), Number(a), Number(b), time)
    return Number.isNaN(dmy) && Number.isNaN(mdy) ? null : { dmy, mdy }
  }
  const named = DAY_FIRST.exec(text)
  const american = named === null ? MONTH_FIRST.exec(text) : null
  const [day, month] = named ? [named[1], named[2]] : american ? [american[2], american[1]] : []
  const rest = named ?? american
  if (rest !== null && monthOf(month!) > 0) {
    const ms = timeOf(Number(rest[3]), monthOf(month!), Number(day), rest[4])
    return Number.isNaN(ms) ? null : both(ms)
  }
  const ms = compactTime(text)
  return Number.isNaN(ms) ? null : both(ms)
}

/** 20241231, 20241231T101500, 202412311015; years 1900 to 2100. NaN where it is none. */
export function compactTime(text: string): number {
  const match = COMPACT.exec(text)
  if (match === null) return Number.NaN
  const [, year, month, day, h, m, s = '00'] = match
  if (Number(year) < 1900 || Number(year) > 2100) return Number.NaN
  return timeOf(Number(year), Number(month), Number(day), h === undefined ? undefined : `${h}:${m}:${s}`)
}
