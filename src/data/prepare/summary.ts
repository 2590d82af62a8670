import type { Column, ColumnSummary, Histogram, ValueCount } from '../columns'
import { areCodes } from '../interpret/one-kind'

/** Bars of a column's histogram. */
const BINS = 24
/** Different numbers are counted up to here: 1,000 means "1,000 or more". */
const MAX_DISTINCT = 1000
/** Most frequent categories in a summary; numbers of at most as many different values are listed. */
const TOP = 50
/** Longest category text in a summary, in UTF-16 units. */
const TOP_LENGTH = 200

/** Values per slice of work: a few milliseconds. */
const BLOCK = 1 << 18

/** Consecutive views of at most `BLOCK` values. */
function* blocks<T extends Float64Array | Int32Array>(values: T): Generator<T, void, void> {
  for (let from = 0; from < values.length; from += BLOCK) yield values.subarray(from, from + BLOCK) as T
}

/** Equal-width bins over [min, max], the last one closed; null where all values are equal or missing. */
function* histogramOf(
  values: Float64Array,
  min: number,
  max: number,
  integers: boolean,
): Generator<void, Histogram | null> {
  if (!(max > min)) return null
  const counts = new Float64Array(integers ? integerBins(max - min) : BINS)
  for (const block of blocks(values)) {
    addToBins(counts, block, min, max)
    yield
  }
  return { min, max, counts: Array.from(counts) }
}

/** At most `BINS` bins that hold equally many whole numbers each; others would show a comb that is not in the data. */
function integerBins(span: number): number {
  const each = Math.ceil((span + 1) / BINS)
  return Number.isSafeInteger(span) ? Math.ceil((span + 1) / each) : BINS
}

function addToBins(counts: Float64Array, values: Float64Array, min: number, max: number): void {
  // Halves, so that max − min cannot overflow; but not of subnormals, which halving would round.
  const shrink = max - min === Infinity ? 0.5 : 1
  const low = min * shrink
  const width = max * shrink - low
  const bins = counts.length
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    if (x !== x) continue
    const bin = Math.floor(((x * shrink - low) / width) * bins)
    counts[bin < bins ? bin : bins - 1]! += 1
  }
}

/** Counts different numbers (−0 equals 0), at most `MAX_DISTINCT`; `repeats`: one came twice until then. */
function* distinctNumbers(values: Float64Array): Generator<void, { distinct: number; repeats: boolean }> {
  const seen = new Set<number>()
  let repeats = false
  for (const block of blocks(values)) {
    for (let i = 0; i < block.length; i++) {
      const x = block[i]!
      if (x !== x) continue
      if (seen.has(x)) repeats = true
      seen.add(x)
      if (seen.size >= MAX_DISTINCT) return { distinct: MAX_DISTINCT, repeats }
    }
    yield
  }
  return { distinct: seen.size, repeats }
}

/** All numbers with their rows, ascending; null where they are many, or none comes again. */
function* levelsOf(
  values: Float64Array,
  distinct: number,
  repeats: boolean,
): Generator<void, ValueCount[] | null> {
  if (distinct > TOP || !repeats) return null
  const counts = new Map<number, number>()
  for (const block of blocks(values)) {
    for (const x of block) if (x === x) counts.set(x + 0, (counts.get(x + 0) ?? 0) + 1)
    yield
  }
  return [...counts].toSorted(([a], [b]) => a - b).map(([x, count]) => ({ value: String(x), count }))
}

/** Whether no number occurs twice. Asked of few columns: the first thousand of others repeat themselves. */
function isUnique(values: Float64Array): boolean {
  const sorted = values.filter((x) => x === x).sort()
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return false
  return true
}

interface Sums {
  n: number
  sum: number
  squares: number
}

/** Adds (x − origin) and its square, of scaled values that are not missing. */
function addDeviations(into: Sums, values: Float64Array, scale: number, origin: number): void {
  let { n, sum, squares } = into
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! * scale - origin
    if (deviation !== deviation) continue
    n++
    sum += deviation
    squares += deviation * deviation
  }
  into.n = n
  into.sum = sum
  into.squares = squares
}

/**
 * Mean and standard deviation (n − 1; 0 for one value) of the values that are not missing. `largest`
 * is their largest magnitude: values are scaled where sums or squares would overflow or vanish.
 *
 * Two passes with the correction of the rounded mean: at least as accurate as Welford's recurrence
 * (Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance", equation 1.7,
 * doi:10.1080/00031305.1983.10483115). Yields between slices of work.
 */
export function* momentsOf(
  values: Float64Array,
  largest: number,
): Generator<void, { mean: number; sd: number }> {
  // Below 1e-307 one over it overflows.
  const scale = largest > 1e150 ? 1 / largest : largest < 1e-250 ? 2 ** 1000 : largest < 1e-150 ? 2 ** 500 : 1
  const first: Sums = { n: 0, sum: 0, squares: 0 }
  for (const block of blocks(values)) {
    addDeviations(first, block, scale, 0)
    yield
  }
  if (first.n === 0) return { mean: Number.NaN, sd: Number.NaN }
  const { n } = first
  const mean = first.sum / n
  const second: Sums = { n: 0, sum: 0, squares: 0 }
  for (const block of blocks(values)) {
    addDeviations(second, block, scale, mean)
    yield
  }
  const sd = n > 1 ? Math.sqrt(Math.max(0, second.squares - second.sum ** 2 / n) / (n - 1)) : 0
  return { mean: (mean + second.sum / n) / scale, sd: sd / scale }
}

interface Range {
  missing: number
  min: number
  max: number
  integers: boolean
  ascending: boolean
  /** Each value is one more than the one before. */
  counter: boolean
  before: number
}

function addToRange(into: Range, values: Float64Array): void {
  let { missing, min, max, integers, ascending, counter, before } = into
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    if (x !== x) {
      missing++
      continue
    }
    if (x < min) min = x
    if (x > max) max = x
    if (integers && x !== Math.floor(x)) integers = false
    if (x < before) ascending = false
    if (counter && x !== before + 1 && before !== -Infinity) counter = false
    before = x
  }
  Object.assign(into, { missing, min, max, integers, ascending, counter, before })
}

function* summariseText(column: Extract<Column, { type: 'text' }>): Generator<void, ColumnSummary> {
  const { codes, categories, name } = column
  const counts = new Uint32Array(categories.length)
  let missing = 0
  for (const block of blocks(codes)) {
    for (let i = 0; i < block.length; i++) {
      const code = block[i]!
      if (code < 0) missing++
      else counts[code]! += 1
    }
    yield
  }
  // A short list kept sorted: no sorting of 100,000 categories.
  const top: number[] = []
  let distinct = 0
  for (let code = 0; code < counts.length; code++) {
    const n = counts[code]!
    if (n === 0) continue
    distinct++
    if (top.length === TOP && n <= counts[top[TOP - 1]!]!) continue
    let at = top.length
    while (at > 0 && counts[top[at - 1]!]! < n) at--
    top.splice(at, 0, code)
    if (top.length > TOP) top.pop()
  }
  return {
    type: 'text',
    name,
    missing,
    distinct,
    unique: distinct === codes.length - missing,
    top: top.map((code) => {
      const value = categories[code]!
      return {
        value: value.length > TOP_LENGTH ? `${value.slice(0, TOP_LENGTH - 1)}…` : value,
        count: counts[code]!,
      }
    }),
    ...(areCodes(categories) ? { codes: true } : {}),
  }
}

/**
 * What the page shows of a column. Minimum, maximum, mean and sd are NaN where all values are missing.
 * Yields between slices of work of a few milliseconds.
 */
export function* summariseColumn(column: Column, withHistogram: boolean): Generator<void, ColumnSummary> {
  const summary = yield* summarise(column, withHistogram)
  summaries.set(column, summary)
  return summary
}

/** What was found of a column stays known as long as the column: it never changes. */
const summaries = new WeakMap<Column, ColumnSummary>()

/** The same at once, as it is known, else without a histogram. */
export function summaryOf(column: Column): ColumnSummary {
  const known = summaries.get(column)
  if (known !== undefined) return known
  const work = summariseColumn(column, false)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

function* summarise(column: Column, withHistogram: boolean): Generator<void, ColumnSummary> {
  if (column.type === 'text') return yield* summariseText(column)
  const { values, name, type } = column
  const range: Range = {
    missing: 0,
    min: Infinity,
    max: -Infinity,
    integers: true,
    ascending: true,
    counter: true,
    before: -Infinity,
  }
  for (const block of blocks(values)) {
    addToRange(range, block)
    yield
  }
  const { missing } = range
  const none = missing === values.length
  const min = none ? Number.NaN : range.min
  const max = none ? Number.NaN : range.max
  const histogram = withHistogram
    ? yield* histogramOf(values, min, max, type === 'number' && range.integers)
    : null
  if (type === 'time')
    return { type, name, missing, min, max, ascending: range.ascending && !none, histogram }
  const { mean, sd } = yield* momentsOf(values, Math.max(Math.abs(min), Math.abs(max)))
  const integers = range.integers && !none
  const { distinct, repeats } = yield* distinctNumbers(values)
  const levels = yield* levelsOf(values, distinct, repeats)
  return {
    type,
    name,
    missing,
    min,
    max,
    // Rounding must not push the mean of equal values off them.
    mean: Math.min(max, Math.max(min, mean)),
    sd: min === max ? 0 : sd,
    integers,
    distinct,
    unique: integers && !repeats && (range.counter || distinct < MAX_DISTINCT || isUnique(values)),
    counter: integers && range.counter && missing === 0,
    ascending: range.ascending && !none,
    histogram,
    ...(levels === null ? {} : { levels }),
  }
}
