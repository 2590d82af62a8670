import { formatNumber } from '~/lib/format'
import { type CategoriesInUse, isBreath, sampled } from './categories-in-use'
import { shown } from '../limits'
import type { NotRead, ReadTexts } from './text-as-numbers'
import { isTolerable, type Odd, unknownNote } from './unknown-cells'

/** Hours, minutes and seconds, as clocks and pandas write them: "00:10:13", "1 day, 2:03:04.5", "-1 days +23:00:00". */
const DURATION = /^([+-])?(?:(\d{1,6}) days?,? \+?)?(\d{1,6}):([0-5]\d):([0-5]\d(?:[.,]\d{1,9})?)$/i

/** Names of which each word tells of a clock: "time", "start_time", "Uhrzeit", "Time (UTC)". */
const OF_CLOCK =
  /^(time|of|the|day|clock|timestamp|utc|gmt|local|start|end|begin|at|uhrzeit|zeit|heure|hora|ora)$/
const DAY = 86_400

function isOfClock(name: string): boolean {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  return words.length > 0 && words.every((word) => OF_CLOCK.test(word))
}

/** Seconds; NaN where the text is no duration. */
function secondsOf(text: string): number {
  const match = DURATION.exec(text)
  if (match === null) return Number.NaN
  const [, sign, days, hours, minutes, seconds] = match
  const ofDay = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds!.replace(',', '.'))
  const minus = sign === '-' ? -1 : 1
  // Of a negative time pandas counts the days below zero and the hours up from them.
  return days === undefined ? minus * ofDay : minus * Number(days) * DAY + ofDay
}

/**
 * Reads a text column as seconds where its cells are durations down to the second, but for those that `isTolerable` takes
 * for unknown; null where they are not. "12:30" stays text, as it may be hours or minutes, and so do times of the day, by
 * the column's name: they go round, and move on as dates do.
 */
export function* textAsDurations(
  used: CategoriesInUse,
  name: string,
  isTold: boolean,
): Generator<void, ReadTexts | NotRead | null> {
  const looked = sampled(used.texts, 200)
  if (looked.filter((text) => DURATION.test(text)).length < 0.5 * looked.length) return null
  const values = new Float64Array(used.texts.length).fill(Number.NaN)
  const odd: Odd[] = []
  let fits = 0
  let first = -1
  for (const [place, text] of used.texts.entries()) {
    if (isBreath(place)) yield
    const seconds = secondsOf(text)
    const [count, firstRow] = [used.counts[place]!, used.firstRows[place]!]
    if (Number.isNaN(seconds)) odd.push({ text, count, firstRow })
    else {
      fits += count
      if (first < 0 || firstRow < used.firstRows[first]!) first = place
    }
    values[place] = seconds
  }
  if (first < 0 || !isTolerable(fits, odd, name)) return null
  const example = `${shown(used.texts[first]!)} is ${formatNumber(values[first])}`
  if (!isTold && isOfClock(name) && values.every((x) => !(x < 0 || x >= DAY)))
    return {
      why: `Column ${shown(name)} is text, as its values look like times of the day. If they are durations, set its type to number.`,
    }
  return {
    values,
    written: 'hours, minutes and seconds, in seconds',
    notes: [
      `Column ${shown(name)} was read as seconds: ${example}.`,
      ...(odd.length === 0 ? [] : [unknownNote(name, 'numbers', odd)]),
    ],
  }
}
