import { formatNumber } from '~/lib/format'
import type { Computation } from '../define'
import { sortedCopy } from '../math/sort'
import type { ColumnScaling, Sample } from '../sample'

/** Of more columns, the first are looked at, and of more cells the first rows: some milliseconds. */
const MOST_COLUMNS = 50
const MOST_CELLS = 200_000
/** A value is common in so many rows, in so large a share, and so many times as often as any other. */
const FEWEST_ROWS = 10
const LEAST_SHARE = 0.02
const TIMES_OTHERS = 3
/** The other sample has it so many times as seldom, and no value in more rows than these: else it is one of few values. */
const TIMES_SELDOM = 10
const MOST_ALIKE = 3
/** Columns that are named. */
const MOST_NAMED = 3
/** Many more than 1 / LEAST_SHARE. */
const BUCKET_BITS = 10
const BUCKETS = 1 << BUCKET_BITS

interface Common {
  column: string
  value: number
  /** The sample where it is common. */
  side: 'reference' | 'test'
  /** Its share of the rows there, and in the other sample. */
  share: number
  elsewhere: number
  /** The values are cut off there: the other sample goes on beyond it. */
  end: 'largest' | 'smallest' | null
}

/**
 * Sentences on single values that are common in one sample and rare in the other: where a sensor is saturated, or a default
 * was written where a value is missing. In few rows no test of the distribution sees them.
 * @param known columns of which more is said already
 */
export function* commonValues(
  samples: { reference: Sample; test: Sample },
  scaling: readonly ColumnScaling[],
  known: (column: string) => boolean,
): Computation<string[]> {
  const found: Common[] = []
  const columns = samples.test.columns.slice(0, MOST_COLUMNS)
  for (const [j, column] of columns.entries()) {
    if (samples.test.levels?.[j] || known(column)) continue
    yield { done: j, total: columns.length, phase: 'columns' }
    if (!mayBeCommon(samples.test, j) && !mayBeCommon(samples.reference, j)) continue
    if (hasFewValues(samples.test, j) && hasFewValues(samples.reference, j)) continue
    yield { done: j, total: columns.length, phase: 'columns' }
    const reference = yield* sortedCopy(valuesOf(samples.reference, j))
    const test = yield* sortedCopy(valuesOf(samples.test, j))
    const inTest = commonIn(test, reference)
    const one = inTest ?? commonIn(reference, test)
    if (one !== null) found.push({ ...one, column, side: inTest === null ? 'reference' : 'test' })
    yield { done: j + 1, total: columns.length, phase: 'columns' }
  }
  return found
    .toSorted((a, b) => b.share - a.share)
    .slice(0, MOST_NAMED)
    .map((one) => sentence(one, scaling))
}

function sentence({ column, value, side, share, elsewhere, end }: Common, scaling: readonly ColumnScaling[]) {
  const own = scaling.find((one) => one.column === column)
  const written = formatNumber(own ? own.mean + own.sd * value : value)
  const other = side === 'test' ? 'reference' : 'test'
  const per = (part: number, of: string) =>
    part === 0 ? `none of the ${of} rows` : `${formatNumber(100 * part)} % of the ${of} rows`
  const what = end === null ? written : `${written}, its ${end} value,`
  const question = end === null ? 'does it stand for a missing value?' : 'are values cut off there?'
  return `'${column}' is ${what} in ${per(share, side)} and in ${per(elsewhere, other)}: ${question}`
}

/** The values of a column; missing ones are left out. */
function valuesOf(sample: Sample, j: number): Float64Array {
  const { values } = sample
  const d = sample.columns.length
  const looked = rowsLookedAt(sample)
  const column = new Float64Array(looked)
  let kept = 0
  for (let i = 0, at = j; i < looked; i++, at += d) {
    const value = values[at]!
    if (Number.isFinite(value)) column[kept++] = value
  }
  return column.subarray(0, kept)
}

function rowsLookedAt({ rows, columns }: Sample): number {
  return Math.min(rows, Math.floor(MOST_CELLS / Math.min(columns.length, MOST_COLUMNS)))
}

const fewestOf = (n: number): number => Math.max(FEWEST_ROWS, LEAST_SHARE * n)
const mostAlike = (m: number): number => Math.max(MOST_ALIKE, LEAST_SHARE * m)

/** Rows of each bucket: of one column at a time. */
const inBucket = new Uint32Array(BUCKETS)
const one = new Float64Array(1)
const words = new Int32Array(one.buffer)

/** Whether so many rows may hold one value: of most columns a count by buckets says no, and nothing has to be sorted. */
function mayBeCommon(sample: Sample, j: number): boolean {
  const { values } = sample
  const d = sample.columns.length
  const looked = rowsLookedAt(sample)
  inBucket.fill(0)
  let kept = 0
  for (let i = 0, at = j; i < looked; i++, at += d) {
    const value = values[at]!
    if (!Number.isFinite(value)) continue
    kept++
    one[0] = value
    // −0 and 0 are one value: without its sign.
    const bits = Math.imul(words[0]! ^ Math.imul(words[1]! << 1, 0x85ebca6b), 0xc2b2ae35)
    inBucket[bits >>> (32 - BUCKET_BITS)]!++
  }
  const fewest = fewestOf(kept)
  for (let k = 0; k < BUCKETS; k++) if (inBucket[k]! >= fewest) return true
  return false
}

/** Whether the first value is in so many rows that none of the other sample is told of. */
function hasFewValues(sample: Sample, j: number): boolean {
  const { values } = sample
  const d = sample.columns.length
  const looked = rowsLookedAt(sample)
  let count = 0
  for (let i = 0, at = j; i < looked; i++, at += d) if (values[at] === values[j]) count++
  return count > mostAlike(looked)
}

/** The value that is common in one column and rare in another; null where there is none, or there is no other. */
function commonIn(of: Float64Array, other: Float64Array) {
  const { value, count, next } = mostFrequent(of)
  const n = of.length
  if (count < Math.max(fewestOf(n), TIMES_OTHERS * next) || count === n) return null
  if (mostFrequent(other).count > mostAlike(other.length)) return null
  const [below, upTo] = [countBelow(other, value, false), countBelow(other, value, true)]
  const m = other.length
  const share = count / n
  if (m === 0 || share < (TIMES_SELDOM * (upTo - below + 1)) / (m + 1)) return null
  // Cut off, where the other sample has about as many values from there on.
  const isCut = (beyond: number): boolean => beyond / m >= share / 2
  const end =
    value === of[n - 1] && isCut(m - below) ? 'largest' : value === of[0] && isCut(upTo) ? 'smallest' : null
  return { value, share, elsewhere: (upTo - below) / m, end } as const
}

/** The most frequent value, its rows, and those of the next one. */
function mostFrequent(ascending: Float64Array): { value: number; count: number; next: number } {
  let [value, count, next] = [Number.NaN, 0, 0]
  for (let i = 0; i < ascending.length;) {
    const start = i
    while (i < ascending.length && ascending[i] === ascending[start]) i++
    if (i - start > count) [value, count, next] = [ascending[start]!, i - start, count]
    else next = Math.max(next, i - start)
  }
  return { value, count, next }
}

/** Values below a limit, or up to it. */
function countBelow(ascending: Float64Array, limit: number, including: boolean): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const value = ascending[middle]!
    if (value < limit || (including && value === limit)) low = middle + 1
    else high = middle
  }
  return low
}
