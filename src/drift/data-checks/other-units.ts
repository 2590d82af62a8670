import { formatCount, inWords } from '~/lib/format'
import type { Computation } from '../define'
import type { ColumnScaling, Sample } from '../sample'

/** Of more rows, so many are looked at, evenly spread; with fewer than the least a fit is no evidence. */
const MOST_ROWS = 1000
const FEWEST_ROWS = 20
/** Fewer different values fit anything. */
const FEWEST_VALUES = 5
/** Of more columns that differ, the first are looked at. */
const MOST_COLUMNS = 50
/** Distance of the distribution functions from which on a column may be in another unit. */
const FAR = 0.7
/** A fit leaves so much of that distance, and no more than 1 % of samples of one distribution exceed (limit of Smirnov's test). */
const LEFT_OF_IT = 0.2
const SMIRNOV = 1.628
/** Of the largest value. */
const ROUNDING = 1e-9
/** Columns that a sentence names. */
const MOST_NAMED = 5

/** A way back from the test sample to the reference: "fits the reference when …: is it …?" */
interface Conversion {
  when: string
  question: string
  back: (value: number) => number
}

const QUESTION = 'in another unit'
const CONVERSIONS: readonly Conversion[] = [
  ...[10, 60, 100, 1000, 3600, 1e6, 1e9].flatMap((factor) => [
    { when: `divided by ${formatCount(factor)}`, question: QUESTION, back: (x: number) => x / factor },
    { when: `multiplied by ${formatCount(factor)}`, question: QUESTION, back: (x: number) => x * factor },
  ]),
  { when: 'converted from °F to °C', question: QUESTION, back: (x) => (x - 32) / 1.8 },
  { when: 'converted from °C to °F', question: QUESTION, back: (x) => x * 1.8 + 32 },
  { when: 'converted from K to °C', question: QUESTION, back: (x) => x - 273.15 },
  { when: 'converted from °C to K', question: QUESTION, back: (x) => x + 273.15 },
  { when: 'its sign is reversed', question: 'counted the other way', back: (x) => -x },
]

/** The values of a column in the data's own unit, ascending. */
interface Pair {
  name: string
  reference: Float64Array
  test: Float64Array
  distance: number
}

/**
 * Sentences on columns that lie far from the reference and fit it in another unit, with the sign reversed, or in each
 * other's place: then the files differ, not what was measured. Only conversions that a real change hardly imitates are
 * tried: powers of ten, seconds and their multiples, temperatures.
 * @param scaling of the columns that were standardised
 */
export function* otherUnits(
  samples: { reference: Sample; test: Sample },
  scaling: readonly ColumnScaling[],
): Computation<string[]> {
  const far = yield* farColumns(samples, scaling)
  const swapped = yield* swappedPairs(far)
  const fits = new Map<Conversion, string[]>()
  for (const [k, pair] of far.entries()) {
    if (swapped.flat().includes(pair)) continue
    yield { done: k, total: far.length, phase: 'columns' }
    const best = bestConversion(pair)
    if (best !== null) fits.set(best, [...(fits.get(best) ?? []), pair.name])
  }
  return [
    ...swapped.map(
      ([one, other]) =>
        `${quoted([one.name, other.name])} fit the reference when they change places: were they swapped?`,
    ),
    ...[...fits].map(([{ when, question }, names]) =>
      names.length === 1
        ? `${quoted(names)} fits the reference when ${when}: is it ${question}?`
        : `${quoted(names)} fit the reference when ${when}: are they ${question}?`,
    ),
  ]
}

function quoted(names: readonly string[]): string {
  const more = names.length - MOST_NAMED
  const named = names.slice(0, MOST_NAMED).map((name) => `'${name}'`)
  return inWords(more > 0 ? [...named, `${formatCount(more)} more`] : named)
}

function* swappedPairs(far: readonly Pair[]): Computation<[Pair, Pair][]> {
  const pairs: [Pair, Pair][] = []
  for (const [k, one] of far.entries()) {
    yield { done: k, total: far.length, phase: 'columns' }
    const taken = pairs.flat()
    if (taken.includes(one)) continue
    const other = far.slice(k + 1).find((two) => !taken.includes(two) && areSwapped(one, two))
    if (other !== undefined) pairs.push([one, other])
  }
  return pairs
}

function* farColumns(
  samples: { reference: Sample; test: Sample },
  scaling: readonly ColumnScaling[],
): Computation<Pair[]> {
  const found: Pair[] = []
  const { columns } = samples.reference
  for (const [j, name] of columns.entries()) {
    if (samples.reference.levels?.[j]) continue
    yield { done: j, total: columns.length, phase: 'columns' }
    const own = scaling.find(({ column }) => column === name)
    const reference = ownValues(samples.reference, j, own)
    const test = ownValues(samples.test, j, own)
    if (Math.min(reference.length, test.length) < FEWEST_ROWS || areSurelyNear(reference, test)) continue
    if (hasFewValues(reference.sort())) continue
    test.sort()
    const distance = distanceOf(reference, test)
    if (distance >= FAR) found.push({ name, reference, test, distance })
    if (found.length === MOST_COLUMNS) break
  }
  return found
}

/** The values of a column in the data's own unit; missing ones are left out. */
function ownValues(
  { rows, columns, values }: Sample,
  j: number,
  own: ColumnScaling | undefined,
): Float64Array {
  const count = Math.min(rows, MOST_ROWS)
  const picked = new Float64Array(count)
  let kept = 0
  for (let k = 0; k < count; k++) {
    const value = values[Math.floor((k * rows) / count) * columns.length + j]!
    const inUnit = own === undefined ? value : own.mean + own.sd * value
    if (Number.isFinite(inUnit)) picked[kept++] = inUnit
  }
  return picked.subarray(0, kept)
}

/**
 * Whether two distribution functions F and G are surely less than FAR apart: if F − G were that at some t, then at every
 * other point F would be at least FAR or G at most 1 − FAR, and the other way round. One look at the reference's mean shows
 * that of most columns, and they have not to be sorted.
 */
function areSurelyNear(reference: Float64Array, test: Float64Array): boolean {
  let sum = 0
  for (const value of reference) sum += value
  const mean = sum / reference.length
  return [reference, test].every((values) => {
    let below = 0
    for (const value of values) if (value <= mean) below++
    const share = below / values.length
    return share > 1 - FAR && share < FAR
  })
}

function hasFewValues(ascending: Float64Array): boolean {
  let different = 1
  for (let i = 1; i < ascending.length && different < FEWEST_VALUES; i++)
    if (ascending[i] !== ascending[i - 1]) different++
  return different < FEWEST_VALUES
}

function bestConversion(pair: Pair): Conversion | null {
  let [best, least]: [Conversion | null, number] = [null, Number.POSITIVE_INFINITY]
  for (const conversion of CONVERSIONS) {
    const left = distanceOf(pair.reference, pair.test.map(conversion.back).sort())
    if (left < least && isFit(left, pair, pair.test.length)) [best, least] = [conversion, left]
  }
  return best
}

const areSwapped = (one: Pair, two: Pair): boolean =>
  isFit(distanceOf(one.reference, two.test), one, two.test.length) &&
  isFit(distanceOf(two.reference, one.test), two, one.test.length)

function isFit(left: number, { distance, reference }: Pair, m: number): boolean {
  const n = reference.length
  return left <= LEFT_OF_IT * distance && left <= SMIRNOV * Math.sqrt((n + m) / (n * m))
}

/** Kolmogorov and Smirnov's D of two ascending samples; what only a conversion's rounding tells apart is one value. */
function distanceOf(a: Float64Array, b: Float64Array): number {
  const rounding = ROUNDING * Math.max(Math.abs(a[0]!), Math.abs(a.at(-1)!))
  let [i, j, gap] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!) + rounding
    while (a[i]! <= value) i++
    while (b[j]! <= value) j++
    gap = Math.max(gap, Math.abs(i / a.length - j / b.length))
  }
  return gap
}
