import { formatCount } from '~/lib/format'
import { type CategoriesInUse, categoriesInUse, isBreath, sampled, spread } from './categories-in-use'
import { cleanCategories } from './clean-categories'
import type { Column, Columns, NumberColumn, TextColumn, TimeColumn } from '../columns'
import { createDictionary, intern, readCategories, textBytes } from '../dictionary'
import { listed, MAX_CATEGORIES, OTHER_VALUES, plural, shown } from '../limits'
import type { MissingWords } from './missing-words'
import { signsProvenBy, writtenNumber } from './number-words'
import { longTimes, numbersAsTimes } from './numbers-as-times'
import type { ColumnReadAs, ColumnType, ReadOptions } from '../read-options'
import { textAsDurations } from './text-as-durations'
import { type NotRead, type ReadTexts, textAsNumbers } from './text-as-numbers'
import { textAsTimes } from './text-as-times'
import { writtenTime } from './date-words'

/** What a reader found out beside the cells. */
export interface Evidence {
  /** Decimal signs that columns of plain numbers have. */
  proven: { point: boolean; comma: boolean }
  separator: string | null
}

interface Context extends Evidence {
  options: ReadOptions
  missing: MissingWords
}

interface Interpreted {
  column: Column
  written: string | null
  notes: string[]
}

/**
 * Decides what each column is, by all of its cells and in the same way for every format: text becomes numbers or times
 * where all its cells allow that, numbers become times where they are dates; one value is one category. What was told
 * of a column holds. Yields between slices of work.
 */
export function* interpret(
  table: Columns,
  context: Context,
): Generator<void, { columns: Columns; readAs: ColumnReadAs[]; notes: string[] }> {
  const types = new Map(Object.entries(context.options.types ?? {}))
  const names = new Set(table.columns.map(({ name }) => name))
  const notes = [...types.keys()]
    .filter((name) => !names.has(name))
    .map((name) => `No column is named ${shown(name)}, whose type was set.`)
  const proven = { ...context.proven }
  for (const column of table.columns) {
    if (column.type !== 'text') continue
    const looked = sampled(column.categories)
    const like = looked.filter((text) => writtenNumber(text.trim()) !== null).length
    // A text with a number here and there proves nothing.
    if (like < 0.5 * looked.length) continue
    const { point, comma } = signsProvenBy(looked)
    proven.point ||= point
    proven.comma ||= comma
    yield
  }
  const columns: Column[] = []
  const readAs: ColumnReadAs[] = []
  for (const given of table.columns) {
    // One name for one text, however a system writes its accents (a Mac as two characters).
    const name = given.name.normalize()
    const raw = name === given.name || names.has(name) ? given : { ...given, name }
    const told = types.get(raw.name)
    const { column, written, notes: more } = yield* interpretColumn(raw, told, { ...context, proven })
    columns.push(column)
    readAs.push({
      name: column.name,
      type: column.type === 'text' ? 'category' : column.type,
      written,
    })
    notes.push(...more)
    yield
  }
  notes.push(...orderNotes(columns))
  return { columns: { rows: table.rows, columns }, readAs, notes }
}

function* interpretColumn(
  column: Column,
  told: ColumnType | undefined,
  context: Context,
): Generator<void, Interpreted> {
  if (column.type === 'text') return yield* interpretText(column, told, context)
  if (told === 'category') return { column: yield* asCategories(column), written: null, notes: [] }
  if (column.type === 'time') return interpretTime(column, told)
  const { column: values, notes } = withoutMissing(column, context.missing)
  return interpretNumbers(values, told, { written: null, notes })
}

function interpretTime(column: TimeColumn, told: ColumnType | undefined): Interpreted {
  if (told !== 'number') return { column, written: null, notes: [] }
  return {
    column: { ...column, type: 'number' },
    written: 'times, in milliseconds since 1970',
    notes: [],
  }
}

function interpretNumbers(
  column: NumberColumn,
  told: ColumnType | undefined,
  before: Omit<Interpreted, 'column'> = { written: null, notes: [] },
): Interpreted {
  const { values, written, note } = numbersAsTimes(column.values, column.name, told)
  const notes = [...before.notes, ...(note === null ? [] : [note])]
  if (values === null) return { column, written: before.written, notes }
  return { column: { type: 'time', name: column.name, values }, written, notes }
}

/** Numbers that were told to mean "no value", such as -999, are missing. */
function withoutMissing(
  column: NumberColumn,
  { numbers }: MissingWords,
): { column: NumberColumn; notes: string[] } {
  if (numbers.size === 0) return { column, notes: [] }
  const found = new Map<number, number>()
  const values = column.values.map((x) => {
    if (!numbers.has(x)) return x
    found.set(x, (found.get(x) ?? 0) + 1)
    return Number.NaN
  })
  const words = [...found].map(([x, count]) => ({ word: String(x + 0), count }))
  return words.length === 0
    ? { column, notes: [] }
    : { column: { ...column, values }, notes: [missingNote(column.name, words)] }
}

/** The numbers as they are printed, or the instants in ISO 8601. */
function* asCategories({ name, type, values }: NumberColumn | TimeColumn): Generator<void, TextColumn> {
  const dictionary = createDictionary()
  const codes = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    if (isBreath(i)) yield
    const x = values[i]!
    if (Number.isNaN(x)) {
      codes[i] = -1
      continue
    }
    const { bytes, length } = textBytes(type === 'time' ? new Date(x).toISOString() : String(x + 0))
    codes[i] = intern(dictionary, bytes, 0, length)
  }
  return { type: 'text', name, codes, categories: yield* readCategories(dictionary, 'utf-8') }
}

const isRead = (read: ReadTexts | NotRead): read is ReadTexts => 'values' in read

function* interpretText(
  column: TextColumn,
  told: ColumnType | undefined,
  context: Context,
): Generator<void, Interpreted> {
  const used = yield* categoriesInUse(column, context.missing)
  const isCounted = told !== undefined && told.endsWith('seconds')
  let why: string | null = null
  // Where values were lost in one category for all of them, nothing can be read.
  const isWhole = !column.categories.includes(OTHER_VALUES)
  const long = isWhole && used.texts.length > 0 ? longTimes(used.texts, column.name, told) : null
  if (long !== null) {
    const values = yield* spread(column, used, long.values)
    const notes = long.note === null ? [] : [long.note]
    return { column: { type: 'time', name: column.name, values }, written: long.written, notes }
  }
  const seconds =
    isWhole && (told === undefined || told === 'number')
      ? yield* textAsDurations(used, column.name, told !== undefined)
      : null
  if (seconds !== null && isRead(seconds)) {
    const values = yield* spread(column, used, seconds.values)
    return { ...seconds, column: { type: 'number', name: column.name, values } }
  }
  if (isWhole && (told === undefined || told === 'number' || isCounted)) {
    const numbers = yield* textAsNumbers(used, {
      name: column.name,
      decimal: context.options.decimal,
      proven: context.proven,
      separator: context.separator,
      isTold: told !== undefined,
    })
    if (isRead(numbers)) {
      const values = yield* spread(column, used, numbers.values)
      const { unit } = numbers
      const read: NumberColumn = { type: 'number', name: column.name, values, ...(unit ? { unit } : {}) }
      const kept = withoutMissing(read, context.missing)
      const all = { ...numbers, notes: [...numbers.notes, ...kept.notes] }
      return interpretNumbers(kept.column, told, all)
    }
    why = seconds?.why ?? numbers.why
  }
  if (isWhole && told !== 'category' && told !== 'number' && !isCounted) {
    const times = yield* textAsTimes(used, column.name, told)
    if (isRead(times)) {
      const values = yield* spread(column, used, times.values)
      return {
        column: { type: 'time', name: column.name, values },
        written: times.written,
        notes: times.notes,
      }
    }
    why ??= times.why
  }
  const { column: cleaned, isCut } = cleanCategories(column, used, told === 'category')
  const notes = wordNotes(column.name, used)
  if (why !== null) notes.push(why)
  else if (told === undefined && isWhole) notes.push(...becauseNote(column, used))
  if (isCut)
    notes.push(
      `Column ${shown(column.name)} has more than ${formatCount(MAX_CATEGORIES)} different values; all further ones count as ${shown(OTHER_VALUES)}.`,
    )
  return { column: cleaned, written: null, notes }
}

function wordNotes(name: string, { left, keepsNa }: CategoriesInUse): string[] {
  if (keepsNa)
    return [`'NA' in ${shown(name)} is a category, as its other values are codes of two capital letters.`]
  return left.length === 0 ? [] : [missingNote(name, left)]
}

/** "'NA' in 'hp' (6 cells) counts as missing." */
function missingNote(name: string, left: readonly { word: string; count: number }[]): string {
  const count = left.reduce((sum, word) => sum + word.count, 0)
  const words = listed(
    left.map(({ word }) => word),
    3,
  )
  return `${words} in ${shown(name)} (${plural(count, 'cell')}) ${left.length === 1 ? 'counts' : 'count'} as missing.`
}

/** Which cell makes text of a column whose first cell is a number or a time, or most of whose values are numbers. */
function becauseNote({ name }: TextColumn, { texts, firstRows }: CategoriesInUse): string[] {
  const places = Array.from(texts.keys())
  const first = places.reduce((best, place) => (firstRows[place]! < firstRows[best]! ? place : best), 0)
  const kindOf = (place: number): 'number' | 'time' | 'text' =>
    writtenNumber(texts[place]!) !== null ? 'number' : writtenTime(texts[place]!) !== null ? 'time' : 'text'
  if (texts.length < 2) return []
  const looked = sampled(texts)
  const like = looked.filter((text) => writtenNumber(text) !== null).length
  const kind = kindOf(first) === 'text' && like > 0.5 * looked.length ? 'number' : kindOf(first)
  if (kind === 'text') return []
  let odd = -1
  for (const place of places)
    if ((odd < 0 || firstRows[place]! < firstRows[odd]!) && kindOf(place) !== kind) odd = place
  return odd < 0
    ? []
    : [
        `Column ${shown(name)} is text because of ${shown(texts[odd]!)} in row ${formatCount(firstRows[odd]! + 1)}.`,
      ]
}

/** Says that the first column of times does not ascend: detectors of streams take the rows in their order. */
function orderNotes(columns: readonly Column[]): string[] {
  const times = columns.find((column) => column.type === 'time')
  if (times === undefined) return []
  let back = 0
  let first = -1
  let before = -Infinity
  for (let i = 0; i < times.values.length; i++) {
    const x = times.values[i]!
    if (Number.isNaN(x)) continue
    if (x < before) {
      if (first < 0) first = i
      back++
    }
    before = x
  }
  if (back === 0) return []
  return [
    `The times in ${listed([times.name])} are not in order: ${plural(back, 'row')} ${back === 1 ? 'is' : 'are'} before the row above (first row ${formatCount(first + 1)}). Choose that column to put the rows in order.`,
  ]
}
