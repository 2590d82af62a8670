import { formatNumber } from '~/lib/format'
import type { ColumnSummary } from '../columns'

/**
 * Which columns tell nothing about drift, whatever is in them: a row counter or an index always "drifts", an id is another
 * one in each row, a time moves on, a constant stays. They are not compared unless somebody names them.
 *
 * The rules look at both files together, and at all of their rows:
 *
 * - an index that pandas wrote, by its name, where it holds whole numbers or a different text in each row;
 * - a row counter: whole numbers, each one more than the one before, in at least 8 rows of the reference (a test sample
 *   goes on counting, or holds some of the numbers in any order); or different whole numbers that fill at least half
 *   of their range, in at least 20 rows: rows of one table that were drawn or shuffled. By chance, 20 measured whole
 *   numbers in a range of 40 are all different twice in a thousand;
 * - ids: whole numbers or texts of which (nearly) none occurs twice, by a name like `id`, `customer_id`, `userId`, `uuid`;
 *   and texts that are different in each of at least 8 rows, whatever their name;
 * - times as numbers: whole numbers that are seconds, milli-, micro- or nanoseconds since 1970 between 2000 and 2100, by
 *   a name like `timestamp`, or never falling;
 * - a constant: one and the same value in both files. Where it has another value in the test file, it is compared.
 *
 * A sorted measurement is none of these: it has fractions, repeats values or leaves gaps.
 */

/** Why a column is not compared by default, as what it is: "a row counter". Null where it is compared. */
export function whyNotByDefault(
  ours: ColumnSummary,
  theirs: ColumnSummary | null,
  rows: { reference: number; test: number },
): string | null {
  const both = theirs === null ? [ours] : [ours, theirs]
  const { name } = ours
  if (isIndexName(name) && both.every(isAnIndex)) return 'an index'
  if (isConstant(ours, theirs)) return `constant: always ${constantOf(ours)}`
  if (both.every(isNumber)) {
    if (isCounter(both, rows)) return 'a row counter'
    const epoch = epochUnit(both, rows.reference)
    if (epoch !== null) return `a time, in ${epoch} since 1970`
  }
  if (both.every((c, side) => isIds(c, side === 0 ? rows.reference : rows.test))) return 'ids'
  return null
}

type NumberSummary = Extract<ColumnSummary, { type: 'number' }>
const isNumber = (column: ColumnSummary): column is NumberSummary => column.type === 'number'

/** Rows from which on "each is one more" and "each is different" are no chance. */
const LEAST_ROWS = 8
/** The same where the numbers are in any order. */
const LEAST_SHUFFLED = 20

/** As pandas writes the index: without a name to CSV (which it reads as `Unnamed: 0`), to Parquet as `__index_level_0__`. */
export function isIndexName(name: string): boolean {
  return (
    name === '' ||
    /^(unnamed: \d+(\.\d+|_level_\d+)*|__index_level_\d+__|level_\d+|index|rownames|row\.names)$/i.test(name)
  )
}

function isAnIndex(column: ColumnSummary): boolean {
  if (column.type === 'number') return column.integers && column.unique
  return column.type === 'time' || isUniqueText(column)
}

function isUniqueText(column: ColumnSummary): boolean {
  return column.type === 'text' && column.distinct > 0 && column.unique
}

function isConstant(ours: ColumnSummary, theirs: ColumnSummary | null): boolean {
  const value = constantOf(ours)
  return value !== null && (theirs === null || (theirs.type === ours.type && constantOf(theirs) === value))
}

/** The one value of a column, as text; null where there are more, or none. */
function constantOf(column: ColumnSummary): string | null {
  if (column.type === 'text') return column.distinct === 1 ? (column.top[0]?.value ?? null) : null
  return column.type === 'number' && column.min === column.max ? formatNumber(column.min) : null
}

function isCounter(sides: readonly NumberSummary[], rows: { reference: number; test: number }): boolean {
  const [ours, theirs] = sides
  if (!ours || sides.some((side) => !side.integers || !side.unique)) return false
  if (ours.counter && rows.reference >= LEAST_ROWS) return true
  if (rows.reference < LEAST_SHUFFLED) return false
  const filled = (count: number, low: number, high: number): boolean => count >= (high - low + 1) / 2
  if (
    sides.every((side, k) =>
      filled((k === 0 ? rows.reference : rows.test) - side.missing, side.min, side.max),
    )
  )
    return true
  return (
    theirs !== undefined &&
    // As in a file compared with itself: different whole numbers that share these are the same ones, counted twice.
    (ours.min !== theirs.min || ours.mean !== theirs.mean) &&
    filled(
      rows.reference + rows.test - ours.missing - theirs.missing,
      Math.min(ours.min, theirs.min),
      Math.max(ours.max, theirs.max),
    )
  )
}

/** 2000 to 2100, in seconds since 1970. */
const EPOCH = { from: 946_684_800, to: 4_102_444_800 }
const UNITS = [
  ['seconds', 1],
  ['milliseconds', 1e3],
  ['microseconds', 1e6],
  ['nanoseconds', 1e9],
] as const

function epochUnit(sides: readonly NumberSummary[], referenceRows: number): string | null {
  const [ours] = sides
  if (!ours || sides.some((side) => !side.integers)) return null
  const named = hasWord(ours.name, TIME_WORDS)
  if (!named && (referenceRows < LEAST_ROWS || sides.some((side) => !side.ascending))) return null
  const unit = UNITS.find(([, each]) =>
    sides.every(({ min, max }) => min >= EPOCH.from * each && max <= EPOCH.to * each),
  )
  return unit?.[0] ?? null
}

const TIME_WORDS = /^(time|timestamp|ts|date|datetime|epoch|created|updated|at|unixtime|when)$/
const ID_WORDS =
  /^(id|ids|uuid|guid|pk|key|sku|(user|customer|client|order|row|record|sample|patient|session|device|item|product|event|case|account)id)$/

/** The words of a name: "customerId", "customer_id" and "Customer ID" are the same two. */
function hasWord(name: string, words: RegExp): boolean {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => words.test(word))
}

function isIds(column: ColumnSummary, rows: number): boolean {
  const there = rows - column.missing
  if (column.type === 'time' || (column.type === 'number' && !column.integers)) return false
  if (there >= LEAST_ROWS && isUniqueText(column)) return true
  return hasWord(column.name, ID_WORDS) && (column.unique || column.distinct > there / 2)
}
