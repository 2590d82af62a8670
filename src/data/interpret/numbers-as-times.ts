import { compactTime } from './date-words'
import { shown } from '../limits'
import type { ColumnType } from '../read-options'

/** Clocks that count from 1970, with their ticks in a millisecond. */
const TICKS = { seconds: 1e-3, milliseconds: 1, microseconds: 1e3, nanoseconds: 1e6 } as const

type Ticking = keyof typeof TICKS
const TICKING = Object.keys(TICKS) as Ticking[]

/** How a column of numbers counts time. */
type Clock = Ticking | 'compact'

const isTicking = (told: ColumnType | undefined): told is Ticking => told !== undefined && told in TICKS

const wordsOf = (clock: Clock): string =>
  clock === 'compact' ? 'written like 20241231' : `in ${clock} since 1970`

/** 2001-09-09 to 2100 in milliseconds since 1970: numbers of ten digits, as seconds. */
const FIRST = 1e12
const LAST = 4.11e12
/** Different values that prove a column of eight digits to be dates: by chance one number in a thousand is one. */
const LEAST_DATES = 3

/** Names of columns that hold times, as words of their own or as endings. */
const TIME_NAME =
  /(?:^|[^a-z])(?:time|timestamp|date|datetime|epoch|ts|when|created|updated|unix|utc|zeit|datum)(?:[^a-z]|$)|_at$|(?:Time|Date|At|Timestamp)$/
const isTimeName = (name: string): boolean => TIME_NAME.test(name) || TIME_NAME.test(name.toLowerCase())

function mayBe(clock: Clock, x: number): boolean {
  if (clock === 'compact') return Number.isInteger(x) && !Number.isNaN(compactTime(String(x)))
  return x >= FIRST * TICKS[clock] && x <= LAST * TICKS[clock]
}

/** Null where the values are no times of one clock. Most columns end at their first value. Dates come before seconds. */
function clockOfAll(values: Float64Array): { clock: Clock; isAscending: boolean; different: number } | null {
  let clocks: Clock[] = ['compact', ...TICKING]
  let isAscending = true
  let different = 0
  let before = Number.NaN
  for (const x of values) {
    if (x !== x || x === before) continue
    if (!clocks.every((clock) => mayBe(clock, x))) clocks = clocks.filter((clock) => mayBe(clock, x))
    if (clocks.length === 0) return null
    if (x < before) isAscending = false
    different++
    before = x
  }
  const [clock] = clocks
  return clock === undefined || different === 0 ? null : { clock, isAscending, different }
}

/** Milliseconds since 1970 UTC. */
function onClock(values: Float64Array, clock: Clock): Float64Array<ArrayBuffer> {
  if (clock === 'compact')
    return Float64Array.from(values, (x) => (Number.isNaN(x) ? x : compactTime(String(x))))
  return clock === 'seconds'
    ? Float64Array.from(values, (x) => x * 1000)
    : Float64Array.from(values, (x) => x / TICKS[clock])
}

/** 19 digits: more than a double holds. */
const NANOSECONDS = /^-?\d{16,19}$/

/**
 * Nanoseconds since 1970 that were kept as text, as no double holds them: of a column that is told to be such, or
 * whose name says that it holds times. In milliseconds since 1970 UTC; null where not all texts are.
 */
export function longTimes(
  texts: readonly string[],
  name: string,
  told: ColumnType | undefined,
): { values: Float64Array; written: string; note: string | null } | null {
  const isTold = told === 'nanoseconds'
  if (!isTold && !(isTimeName(name) && (told === undefined || told === 'time'))) return null
  const values = new Float64Array(texts.length)
  for (const [i, text] of texts.entries()) {
    if (!NANOSECONDS.test(text) || (!isTold && !mayBe('nanoseconds', Number(text)))) return null
    values[i] = nanosecondsAsMilliseconds(BigInt(text))
  }
  const written = wordsOf('nanoseconds')
  return { values, written, note: isTold ? null : `Column ${shown(name)} holds times ${written}.` }
}

function nanosecondsAsMilliseconds(count: bigint): number {
  return Number(count / 1_000_000n) + Number(count % 1_000_000n) / 1e6
}

/**
 * Times that are written as numbers: dates like 20241231 where every value is a day of the calendar, and seconds (milli-,
 * micro- or nanoseconds) since 1970 where the column's name says that it holds times. Null where the column stays numbers;
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
  if (isTicking(told)) return { values: onClock(values, told), written: wordsOf(told), note: null }
  if (told !== undefined && told !== 'time') return none
  const found = clockOfAll(values)
  if (found === null) {
    if (told === undefined) return none
    return {
      ...none,
      note: `Column ${shown(name)} stays numbers: they are neither dates like 20241231, nor seconds, milli-, micro- or nanoseconds since 1970 after 2001.`,
    }
  }
  const { clock, isAscending, different } = found
  const isCertain = clock === 'compact' ? different >= LEAST_DATES || isTimeName(name) : isTimeName(name)
  if (told === 'time' || isCertain)
    return {
      values: onClock(values, clock),
      written: wordsOf(clock),
      note: told === 'time' ? null : `Column ${shown(name)} holds times ${wordsOf(clock)}.`,
    }
  if (!isAscending || different < LEAST_DATES) return none
  return {
    ...none,
    note: `Column ${shown(name)} was read as numbers. If they are times ${wordsOf(clock)}, set its type.`,
  }
}
