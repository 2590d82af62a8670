import { type CategoriesInUse, isBreath, sampled } from './categories-in-use'
import { type DateOrder, type WrittenTime, writtenTime } from './date-words'
import { shown } from '../limits'
import type { ColumnType } from '../read-options'
import type { NotRead, ReadTexts } from './text-as-numbers'
import { isTolerable, type Odd, unknownNote } from './unknown-cells'

function isWorthIt({ texts }: CategoriesInUse): boolean {
  const looked = sampled(texts, 200)
  const like = looked.filter((text) => writtenTime(text) !== null).length
  return texts.length <= 1000 ? like > 0 : like >= 0.8 * looked.length
}

/**
 * Reads a text column as times where all its cells allow one reading only, but for those that `isTolerable` takes for
 * unknown. Where day and month could be either way in every cell the column stays text, and a note asks.
 *
 * @param told of the column, where somebody said what it is
 */
export function* textAsTimes(
  used: CategoriesInUse,
  name: string,
  told: ColumnType | undefined,
): Generator<void, ReadTexts | NotRead> {
  if (used.texts.length === 0 || (told === undefined && !isWorthIt(used))) return { why: null }
  const times: { place: number; time: WrittenTime }[] = []
  const odd: Odd[] = []
  let fits = 0
  for (const [place, text] of used.texts.entries()) {
    if (isBreath(place)) yield
    const time = writtenTime(text)
    if (time === null) odd.push({ text, count: used.counts[place]!, firstRow: used.firstRows[place]! })
    else {
      times.push({ place, time })
      fits += used.counts[place]!
    }
  }
  if (told === undefined && !isTolerable(fits, odd, name)) return { why: null }
  const order = orderOf(
    times.map(({ time }) => time),
    told,
  )
  if (order === 'either')
    return {
      why: `Column ${shown(name)} is text because the order of day and month in its dates is not certain: set its type, dmy (day first) or mdy.`,
    }
  if (order === 'year')
    return {
      why: `Column ${shown(name)} is text because its dates, with years of two digits, can be read in several ways: set its type, ymd (year first), dmy (day first) or mdy.`,
    }
  if (order === 'neither')
    return { why: `Column ${shown(name)} is text: some of its dates have the day first, some the month.` }
  const values = new Float64Array(used.texts.length).fill(Number.NaN)
  for (const { place, time } of times) values[place] = time[order]
  const isNational = times.some(({ time }) => time.dmy !== time.mdy || time.dmy !== time.ymd)
  const isShort = times.some(({ time }) => time.isShort)
  const written =
    [...(isNational ? [FIRST[order]] : []), ...(isShort ? ['years 1969 to 2068'] : [])].join(', ') || null
  const notes = [
    ...(isNational ? [`Dates in ${shown(name)} have the ${FIRST[order]}.`] : []),
    ...(isShort ? [`Years of two digits in ${shown(name)} are 1969 to 2068.`] : []),
    ...(odd.length === 0 ? [] : [unknownNote(name, 'times', odd)]),
  ]
  return { values, written, notes }
}

const FIRST: Readonly<Record<DateOrder, string>> = {
  dmy: 'day first',
  mdy: 'month first',
  ymd: 'year first',
}

const isOrder = (told: ColumnType | undefined): told is DateOrder =>
  told === 'dmy' || told === 'mdy' || told === 'ymd'

function orderOf(
  times: readonly WrittenTime[],
  told: ColumnType | undefined,
): DateOrder | 'either' | 'year' | 'neither' {
  if (isOrder(told)) return told
  const fits = (['dmy', 'mdy', 'ymd'] as const).filter((order) =>
    times.every((time) => !Number.isNaN(time[order])),
  )
  const [first = 'neither', ...more] = fits
  if (first === 'neither' || more.every((order) => times.every((time) => time[order] === time[first])))
    return first
  const isYear = times.some(
    (time) => !Number.isNaN(time.ymd) && time.ymd !== time.dmy && time.ymd !== time.mdy,
  )
  return fits.includes('ymd') && isYear ? 'year' : 'either'
}
