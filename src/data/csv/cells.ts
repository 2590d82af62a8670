import { type MissingWords, USUAL_MISSING } from '../interpret/missing-words'

/** What one text cell means. All functions read the ASCII bytes [start, end) of a buffer. */

const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

/** Exact powers 10⁰…10²²: the ones a double holds. */
export const POWERS_OF_TEN = POWERS

/** Bytes as ASCII text; for short cells this is several times faster than a TextDecoder. */
export function ascii(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!)
  return text
}

/** Empty, or one of the words for "no value". Trim first. */
export function isMissing(
  bytes: Uint8Array,
  start: number,
  end: number,
  missing: MissingWords = USUAL_MISSING,
): boolean {
  const length = end - start
  if (length === 0) return true
  if (length > missing.longest || missing.first[bytes[start]!] === 0) return false
  return missing.lookup.has(ascii(bytes, start, end))
}

const INFINITE = /^[+-]?inf(?:inity)?$/i
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * The number in a trimmed cell; ±Infinity for "inf" and for what overflows; NaN where it is no number.
 * `decimal` is 46 (.) or 44 (,). Hexadecimal, underscores and thousands separators are no numbers.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimal: number): number {
  const first = bytes[start]!
  // Digits, signs, the decimal mark, i/I of inf: anything else cannot begin a number.
  const begins =
    (first ^ 48) <= 9 || first === 45 || first === 43 || first === decimal || first === 105 || first === 73
  if (!begins || end - start > 400) return Number.NaN
  let text = ascii(bytes, start, end)
  if (decimal === 44) {
    if (text.includes('.')) return Number.NaN
    text = text.replace(',', '.')
  }
  if (NUMBER.test(text)) return Number(text)
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  return Number.NaN
}

/**
 * Whether a double holds a whole number, or is printed as it: files written by JavaScript hold such. Any other is an
 * identifier, and stays text.
 */
export function holdsWhole(digits: string | bigint): boolean {
  const x = Number(digits)
  return !Number.isFinite(x) || BigInt(digits) === BigInt(x) || String(x) === String(digits)
}

/** Whether a cell is a whole number that a double does not hold. */
export function losesDigits(value: number, bytes: Uint8Array, start: number, end: number): boolean {
  if (Number.isSafeInteger(value) || Math.abs(value) < 2 ** 53) return false
  for (let i = start; i < end; i++) {
    const b = bytes[i]!
    if ((b ^ 48) > 9 && b !== 45 && b !== 43) return false
  }
  return !holdsWhole(ascii(bytes, start, end).replace('+', ''))
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar (Hinnant's days_from_civil). Month 1–12. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function dateMs(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1) return Number.NaN
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (day > (month === 2 && leap ? 29 : MONTH_DAYS[month - 1]!)) return Number.NaN
  return daysFromCivil(year, month, day) * 86_400_000
}

const TIME =
  /^(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)? ?([AaPp]\.? ?[Mm]\.?|Uhr)? ?(Z|z|[A-Z]{3,4}|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)?(?: ?\([\p{L} ]+\)|\[[\w/+-]+\])?$/u

/** Hours from UTC, where the letters mean one zone in the mail standard (RFC 5322) or in Europe. */
const ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  MEZ: 1,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}

/** Milliseconds that a zone is ahead of UTC; NaN where it is none. */
function offsetOf(zone: string): number {
  const known = ZONES[zone]
  if (known !== undefined) return known * 3_600_000
  const [, sign, hours, minutes = '00'] = /([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? []
  if (sign === undefined || Number(hours) > 15 || Number(minutes) > 59) return Number.NaN
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

/** "12:30:05.25+01:00" → milliseconds since midnight UTC; without a zone it is read as UTC. 24:00 is the end of the day. */
function timeOfDay(text: string): number {
  const match = TIME.exec(text)
  if (match === null) return Number.NaN
  const [, hour, minute, s = '0', fraction = '', half, zone = 'Z'] = match
  const isHalf = half !== undefined && half !== 'Uhr'
  if (isHalf && (Number(hour) < 1 || Number(hour) > 12)) return Number.NaN
  // "10 PM" is a time; 10 alone is none.
  if (minute === undefined && half === undefined) return Number.NaN
  const m = Number(minute ?? 0)
  // 12 AM is midnight, 12 PM noon.
  const h = isHalf ? (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hour)
  const isEnd = h === 24 && m === 0 && Number(s) === 0 && Number(fraction) === 0
  const isLeap = h === 23 && m === 59 && s === '60'
  if ((h > 23 && !isEnd) || m > 59 || (Number(s) > 59 && !isLeap)) return Number.NaN
  return (
    (h * 60 + m) * 60_000 -
    offsetOf(zone) +
    Number(s) * 1000 +
    (fraction === '' ? 0 : Number(`0.${fraction}`) * 1000)
  )
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?|\/(\d{1,2})\/(\d{1,2}))(?:[T ](.*))?$/

/** Cells that may be dates are short and begin with a digit. */
function mayBeTime(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  return length >= 7 && length <= 40 && (bytes[start]! ^ 48) <= 9
}

/** Two digits at `at` as a number; above 99 where they are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! ^ 48
  const ones = bytes[at + 1]! ^ 48
  return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones
}

/** `YYYY-MM-DD` and `YYYY-MM-DD HH:MM:SS`, also with T and Z: the forms most files have. NaN for all others. */
function plainTime(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length !== 10 && length !== 19 && !(length === 20 && bytes[end - 1] === 90)) return Number.NaN
  if (bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return Number.NaN
  const century = twoDigits(bytes, start)
  const year = twoDigits(bytes, start + 2)
  if (century > 99 || year > 99) return Number.NaN
  const date = dateMs(century * 100 + year, twoDigits(bytes, start + 5), twoDigits(bytes, start + 8))
  if (length === 10) return date
  const between = bytes[start + 10]
  if ((between !== 84 && between !== 32) || bytes[start + 13] !== 58 || bytes[start + 16] !== 58)
    return Number.NaN
  const h = twoDigits(bytes, start + 11)
  const m = twoDigits(bytes, start + 14)
  const s = twoDigits(bytes, start + 17)
  return h > 23 || m > 59 || s > 59 ? Number.NaN : date + ((h * 60 + m) * 60 + s) * 1000
}

/**
 * Milliseconds since 1970 UTC of an ISO 8601 date or date and time (also `YYYY/M/D`), NaN where it
 * is none. A time without a zone is read as UTC.
 */
export function parseTime(bytes: Uint8Array, start: number, end: number): number {
  if (!mayBeTime(bytes, start, end)) return Number.NaN
  const plain = plainTime(bytes, start, end)
  if (plain === plain) return plain
  return parseTimeText(ascii(bytes, start, end))
}

/** The same of a text. */
export function parseTimeText(text: string): number {
  const match = DATE.exec(text)
  if (match === null) return Number.NaN
  const [, year, isoMonth, isoDay, month = isoMonth, day = isoDay ?? '1', time] = match
  if (isoMonth !== undefined && isoDay === undefined && time !== undefined) return Number.NaN
  return timeOf(Number(year), Number(month), Number(day), time)
}

/** A day and perhaps a time of it ("10:15 PM", "10:15:30.5+01:00") as milliseconds since 1970 UTC; NaN where there is none. */
export function timeOf(year: number, month: number, day: number, time: string | undefined): number {
  return dateMs(year, month, day) + (time === undefined ? 0 : timeOfDay(time))
}
