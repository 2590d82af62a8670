import { compactTime } from './date-words'
import { shown } from '../limits'
import type { ColumnType } from '../read-options'

/** How a column of numbers counts time. */
export type Clock = 'seconds' | 'milliseconds' | 'compact'

const CLOCK_WORDS: Readonly<Record<Clock, string>> = {
  seconds: 'in seconds since 1970',
  milliseconds: 'in milliseconds since 1970',
  compact: 'written like 20241231',
}

/** 2001-09-09 to 2100 in seconds since 1970: numbers of ten digits. */
const FIRST_SECOND = 1e9
const LAST_SECOND = 4.11e9
/** Different values that prove a column of eight digits to be dates: by chance one number in a thousand is one. */
const LEAST_DATES = 3

/** Names of columns that hold times, as words of their own or as endings. */
const TIME_NAME =
  /(?:^|[^a-z])(?:time|timestamp|date|datetime|epoch|ts|when|created|updated|unix|utc|zeit|datum)(?:[^a-z]|$)|_at$|(?:Time|Date|At|Timestamp)$/
const isTimeName = (name: string): boolean => TIME_NAME.test(name) || TIME_NAME.test(name.toLowerCase())

function clockOf(x: number): Clock | null {
  if (x >= FIRST_SECOND && x <= LAST_SECOND) return 'seconds'
  if (x >= FIRST_SECOND * 1000 && x <= LAST_SECOND * 1000) return 'milliseconds'
  return Number.isInteger(x) && !Number.isNaN(compactTime(String(x))) ? 'compact' : null
}

/** Null where the values are no times of one clock. Most columns end at their first value. */
function clockOfAll(values: Float64Array): { clock: Clock; isAscending: boolean; different: number } | null {
  let clock: Clock | null = null
  let isAscending = true
  let different = 0
  let before = Number.NaN
  for (const x of values) {
    if (Number.isNaN(x)) continue
    const here = clockOf(x)
    if (here === null || (clock !== null && here !== clock)) return null
    clock = here
    if (x < before) isAscending = false
    if (x !== before) different++
    before = x
  }
  return clock === null ? null : { clock, isAscending, different }
}

/** Milliseconds since 1970 UTC. */
function onClock(values: Float64Array, clock: Clock): Float64Array<ArrayBuffer> {
  switch (clock) {
    case 'seconds':
      return Float64Array.from(values, (x) => x * 1000)
    case 'milliseconds':
      return Float64Array.from(values)
    case 'compact':
      return Float64Array.from(values, (x) => (Number.isNaN(x) ? x : compactTime(String(x))))
  }
}

/**
 * Times that are written as numbers: dates like 20241231 where every value is a day of the calendar, and seconds or
 * milliseconds since 1970 where the column's name says that it holds times. Null where the column stays numbers;
 * `note` says where it might be times.
 *
 * @param told of the column, where somebody said what it is
 */
export function numbersAsTimes(
  values: Float64Array,
  name: string,
  told: ColumnType | undefined,
): { values: Float64Array<ArrayBuffer> | null; written: string | null; note: string | null } {
  const none = { values: null, written: null, note: null }
  if (told === 'seconds' || told === 'milliseconds')
    return { values: onClock(values, told), written: CLOCK_WORDS[told], note: null }
  if (told !== undefined && told !== 'time') return none
  const found = clockOfAll(values)
  if (found === null) {
    if (told === undefined) return none
    return {
      ...none,
      note: `Column ${shown(name)} stays numbers: they are no dates like 20241231, and no seconds or milliseconds since 1970 after 2001.`,
    }
  }
  const { clock, isAscending, different } = found
  const isCertain = clock === 'compact' ? different >= LEAST_DATES || isTimeName(name) : isTimeName(name)
  if (told === 'time' || isCertain)
    return {
      values: onClock(values, clock),
      written: CLOCK_WORDS[clock],
      note: told === 'time' ? null : `Column ${shown(name)} holds times ${CLOCK_WORDS[clock]}.`,
    }
  if (!isAscending || different < LEAST_DATES) return none
  return {
    ...none,
    note: `Column ${shown(name)} was read as numbers. If they are times ${CLOCK_WORDS[clock]}, tell its type.`,
  }
}
