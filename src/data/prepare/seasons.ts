import type { Sample } from '~/drift/sample'
import { formatNumber } from '~/lib/format'
import { shown } from '../limits'

/** Instants of the rows of two samples (milliseconds since 1970 UTC, NaN: none), by one column that both files have. */
export interface Clocks {
  column: string
  reference: Float64Array
  test: Float64Array
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How far into its period an instant lies. */
const within = (t: number, length: number): number => ((t % length) + length) % length

/**
 * Month of a day of the Gregorian calendar, 0 for March: a year that begins there has its leap day at its end (Hinnant 2013,
 * "chrono-compatible low-level date algorithms"). A tenth of the time that a `Date` takes.
 * @param day since 1970
 */
export function monthOf(day: number): number {
  const ofEra = within(day + 719_468, 146_097)
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  return Math.floor((5 * ofYear + 2) / 153)
}

interface Period {
  /** "days of the week", and "days" alone. */
  parts: string
  part: string
  /** How many there are. */
  of: number
  /** Milliseconds. */
  length: number
  partOf: (instant: number) => number
}

const PERIODS: readonly Period[] = [
  {
    parts: 'hours of the day',
    part: 'hours',
    of: 24,
    length: DAY,
    partOf: (t) => Math.floor(within(t, DAY) / HOUR),
  },
  {
    parts: 'days of the week',
    part: 'weekdays',
    of: 7,
    length: 7 * DAY,
    partOf: (t) => Math.floor(within(t, 7 * DAY) / DAY),
  },
  {
    parts: 'months of the year',
    part: 'months',
    of: 12,
    length: 365.25 * DAY,
    partOf: (t) => monthOf(Math.floor(t / DAY)),
  },
]

/** A reference of fewer periods does not tell what comes again. */
const FEWEST_PERIODS = 1.9
const FEWEST_ROWS = 10
/** Of more columns or rows the first ones, or some, are looked at: a few milliseconds. */
const MOST_COLUMNS = 50
const MOST_ROWS = 20_000
/** A smaller D is no season that would look like drift; nor one that 1 in 1,000 pairs of independent samples exceed. */
const LEAST_D = 0.2
const LIMIT = 1.95
/** Share of the periods in which the rows must differ the same way: by chance, halves of a wandering series do too. */
const SAME_WAY = 0.8

interface Season {
  period: Period
  covered: number
  column: string
  /** D of the reference rows of the parts that the test rows are of, from its others. */
  apart: number
  /** D of the test rows from the reference rows of the same parts. */
  alike: number
}

/**
 * A note where the test rows are of some hours, weekdays or months alone and the reference is of more, in which a column
 * differs from period to period in the same way (Kolmogorov and Smirnov's D, within the reference alone, so that no drift can
 * be taken for it): what is found may be the time then. The strongest of all columns and periods; none where there is none.
 */
export function seasonNotes(samples: { reference: Sample; test: Sample }, clocks: Clocks | null): string[] {
  if (clocks === null) return []
  const found = PERIODS.flatMap((period) => seasonsIn(period, samples, clocks)).toSorted(
    (a, b) => b.apart - a.apart,
  )[0]
  if (!found) return []
  const { period, covered, column, apart, alike } = found
  return [
    `By ${shown(clocks.column)}, the test rows are of ${covered} of ${period.of} ${period.parts}. In the reference ${shown(column)} is different in these (D = ${formatNumber(apart)}), so a difference may come from the time alone. From reference rows of the same ${period.part} the test rows differ by D = ${formatNumber(alike)}.`,
  ]
}

function seasonsIn(
  period: Period,
  { reference, test }: { reference: Sample; test: Sample },
  clocks: Clocks,
): Season[] {
  if (!(spanOf(clocks.reference) >= FEWEST_PERIODS * period.length)) return []
  const covered = partsIn(period, clocks.test)
  if (covered.size === period.of) return []
  /** Whether the test rows are of the part that a reference row is of; null: it has no time. */
  const isIn = (row: number): boolean | null => {
    const t = clocks.reference[row]!
    return t === t ? covered.has(period.partOf(t)) : null
  }
  return reference.columns.slice(0, MOST_COLUMNS).flatMap((column, j): Season[] => {
    if (reference.levels?.[j]) return []
    const own = valuesOf(reference, j, (row) => isIn(row) === true)
    const others = valuesOf(reference, j, (row) => isIn(row) === false)
    if (Math.min(own.length, others.length) < FEWEST_ROWS) return []
    const apart = distance(own, others)
    const chance = LIMIT * Math.sqrt((own.length + others.length) / (own.length * others.length))
    if (apart < Math.max(LEAST_D, chance) || !comesAgain(period, reference, j, clocks.reference, isIn))
      return []
    const alike = distance(
      valuesOf(test, j, () => true),
      own,
    )
    return [{ period, covered: covered.size, column, apart, alike }]
  })
}

/** Milliseconds from the first instant to the last. */
function spanOf(instants: Float64Array): number {
  let [first, last] = [Infinity, -Infinity]
  for (const t of instants) {
    if (t < first) first = t
    if (t > last) last = t
  }
  return last - first
}

function partsIn({ of, partOf }: Period, instants: Float64Array): Set<number> {
  const parts = new Set<number>()
  for (const t of instants) {
    if (t === t) parts.add(partOf(t))
    if (parts.size === of) break
  }
  return parts
}

/** Whether the mean of a column differs in the same way in nearly all periods that have rows of both kinds, two at least. */
function comesAgain(
  { length }: Period,
  { values, columns, rows }: Sample,
  j: number,
  instants: Float64Array,
  isIn: (row: number) => boolean | null,
): boolean {
  const periods = new Map<number, { sum: [number, number]; count: [number, number] }>()
  const step = stepOf(rows)
  for (let i = 0; i < rows; i += step) {
    const x = values[i * columns.length + j]!
    const is = isIn(i)
    if (is === null || x !== x) continue
    const at = Math.floor(instants[i]! / length)
    const { sum, count } = periods.get(at) ?? { sum: [0, 0], count: [0, 0] }
    sum[is ? 1 : 0] += x
    count[is ? 1 : 0]++
    periods.set(at, { sum, count })
  }
  let [higher, lower] = [0, 0]
  for (const { sum, count } of periods.values()) {
    if (count[0] === 0 || count[1] === 0) continue
    if (sum[1] / count[1] > sum[0] / count[0]) higher++
    else lower++
  }
  return higher + lower >= 2 && Math.max(higher, lower) >= SAME_WAY * (higher + lower)
}

/** Of many rows every so-manieth is looked at: prime to 24 and 7, so that all hours and weekdays are among them. */
function stepOf(rows: number): number {
  let step = Math.max(1, Math.ceil(rows / MOST_ROWS))
  while (step % 2 === 0 || step % 3 === 0 || step % 7 === 0) step++
  return step
}

/** Ascending values of a column in the rows that are asked for, of many rows some. */
function valuesOf(
  { values, columns, rows }: Sample,
  j: number,
  isAsked: (row: number) => boolean,
): Float64Array {
  const step = stepOf(rows)
  const found: number[] = []
  for (let i = 0; i < rows; i += step) {
    const x = values[i * columns.length + j]!
    if (x === x && isAsked(i)) found.push(x)
  }
  return Float64Array.from(found).toSorted()
}

/** Kolmogorov and Smirnov's D of two ascending samples. */
function distance(a: Float64Array, b: Float64Array): number {
  let [i, j, most] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i]!, b[j]!)
    while (i < a.length && a[i] === x) i++
    while (j < b.length && b[j] === x) j++
    most = Math.max(most, Math.abs(i / a.length - j / b.length))
  }
  return most
}
