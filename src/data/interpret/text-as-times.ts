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
  if (told === undefined && !isTolerable(fits, odd)) return { why: null }
  const order = orderOf(
    times.map(({ time }) => time),
    told,
  )
  if (order === 'either')
    return {
      why: `Column ${shown(name)} is text because the order of day and month in its dates is not certain: tell its type, dmy (day first) or mdy.`,
    }
  if (order === 'neither')
    return { why: `Column ${shown(name)} is text: some of its dates have the day first, some the month.` }
  const values = new Float64Array(used.texts.length).fill(Number.NaN)
  for (const { place, time } of times) values[place] = time[order]
  const isNational = times.some(({ time }) => time.dmy !== time.mdy)
  const written = isNational ? (order === 'dmy' ? 'day first' : 'month first') : null
  const notes = [
    ...(written === null ? [] : [`Dates in ${shown(name)} have the ${written}.`]),
    ...(odd.length === 0 ? [] : [unknownNote(name, 'times', odd)]),
  ]
  return { values, written, notes }
}

function orderOf(
  times: readonly WrittenTime[],
  told: ColumnType | undefined,
): DateOrder | 'either' | 'neither' {
  if (told === 'dmy' || told === 'mdy') return told
  const isDay = times.every(({ dmy }) => !Number.isNaN(dmy))
  const isMonth = times.every(({ mdy }) => !Number.isNaN(mdy))
  if (isDay && isMonth) return times.every(({ dmy, mdy }) => dmy === mdy) ? 'dmy' : 'either'
  return isDay ? 'dmy' : isMonth ? 'mdy' : 'neither'
}
