import type { Column, NumberColumn, TextColumn } from '../columns'
import { type ChoiceTable, comparableColumns, defaultColumns, type LeftOutColumn } from './column-choices'
import { DataError } from '../errors'
import { asOneKind } from '../interpret/one-kind'
import { listed, plural, shown } from '../limits'
import { COLUMN_WORDS, nothingInCommon } from './nothing-in-common'
import type { AsColumns, Selection } from './selection'
import type { NamedTable } from './split-rows'
import { summaryOf } from './summary'

/** A column as a detector takes it: a number in each row of the file, NaN where missing. */
export interface ReadColumn {
  name: string
  values: Float64Array
  /** For categories: their names, which the values count into; the same list in both samples. Null: numbers. */
  levels: readonly string[] | null
}

export interface ReadTables {
  reference: ReadColumn[]
  test: ReadColumn[]
}

/** Different values of a column up to which it is one of categories: more are texts, or amounts. */
const MAX_LEVELS = 1000
/** The same for whole numbers, which are rather amounts. */
const MAX_NUMBER_LEVELS = 50

/**
 * Reads the chosen columns of both files, or all that both have.
 * @throws DataError that names file and column
 */
export function readColumns(
  { reference, test }: { reference: NamedTable; test: NamedTable | null },
  selection: Selection,
  takes: AsColumns,
): ReadTables & { leftOut: LeftOutColumn[]; warnings: string[] } {
  const { names, leftOut } = chooseColumns(reference, test, selection, takes)
  const other = test ?? reference
  const pairs = names.map((name) => {
    const column = columnOf(reference, name)
    const [ours, theirs] = other === reference ? [column, column] : asOneKind(column, columnOf(other, name))
    const categories =
      takes === 'categories' || (takes === 'both' && (ours.type === 'text' || theirs.type === 'text'))
    return categories
      ? asCategories({ ...reference, column: ours }, { ...other, column: theirs })
      : {
          reference: asNumbers(reference, ours, takes),
          test: asNumbers(other, theirs, takes),
        }
  })
  return {
    reference: pairs.map((p) => p.reference),
    test: pairs.map((p) => p.test),
    leftOut,
    warnings: other === reference ? [] : pairs.flatMap((p) => nothingShared(p, reference, other)),
  }
}

function columnOf(table: NamedTable, name: string): Column {
  const column = table.columns.columns.find((c) => c.name === name)
  if (!column)
    throw new DataError(
      'no-column',
      `${table.name} has no column ${shown(name)}. Choose columns that both samples have.`,
    )
  return column
}

function chooseColumns(
  reference: NamedTable,
  test: NamedTable | null,
  selection: Selection,
  takes: AsColumns,
): { names: string[]; leftOut: LeftOutColumn[] } {
  const { one, many } = COLUMN_WORDS[takes]
  if (selection.columns !== null) {
    if (selection.columns.length === 0)
      throw new DataError('no-columns', `No column is chosen. Choose at least one ${one}.`)
    checkPresent(reference, test, selection.columns)
    return { names: [...new Set(selection.columns)], leftOut: [] }
  }
  const ours = summarised(reference)
  const theirs = test === null ? null : summarised(test)
  const chosen = defaultColumns(ours, theirs, { ...selection, takes })
  if (chosen.names.length > 0) return chosen
  const skipped = chosen.leftOut.filter(({ column }) =>
    comparableColumns(ours, theirs, { ...selection, takes }).includes(column),
  )
  if (skipped.length > 0)
    throw new DataError(
      'no-columns',
      `No ${one} is left to compare. Left out: ${skipped.map(({ column, reason }) => `${shown(column)} (${reason})`).join(', ')}. Name a column to compare it all the same.`,
    )
  throw test === null || theirs === null
    ? new DataError(
        'no-columns',
        `${reference.name} has no ${one} to compare. Choose a file with ${many}${takes === 'numbers' || takes === 'component' ? ', or a detector of categories such as Chi-square' : ''}.`,
      )
    : new DataError(
        'no-common-columns',
        nothingInCommon({ name: reference.name, table: ours }, { name: test.name, table: theirs }, takes),
      )
}

/** A table as far as its columns are chosen. */
export function summarised({ columns }: NamedTable): ChoiceTable {
  return { rows: columns.rows, columns: columns.columns.map(summaryOf) }
}

/** Names every chosen column that a file lacks, at once. */
export function checkPresent(
  reference: NamedTable,
  test: NamedTable | null,
  chosen: readonly string[],
): void {
  const lacks = (table: NamedTable): string => {
    const present = new Set(table.columns.columns.map(({ name }) => name))
    const absent = chosen.filter((name) => !present.has(name))
    return absent.length === 0
      ? ''
      : `${table.name} has no ${absent.length === 1 ? 'column' : 'columns'} ${listed(absent)}`
  }
  const isAlone = test === null || test === reference
  const parts = [lacks(reference), isAlone ? '' : lacks(test)].filter((part) => part !== '')
  if (parts.length > 0)
    throw new DataError(
      'no-column',
      `${parts.join('; ')}. Choose ${isAlone ? 'a column that is there' : 'columns that both samples have'}.`,
    )
}

function asNumbers(table: NamedTable, column: Column, takes: AsColumns): ReadColumn {
  if (column.type === 'number') return { name: column.name, values: column.values, levels: null }
  const empty = column.type === 'text' && column.categories.length === 0
  const choose = `Choose ${takes === 'both' ? 'columns of numbers or categories' : 'number columns'}.`
  throw new DataError(
    'not-numeric',
    empty
      ? `Column ${shown(column.name)} of ${table.name} has no values. ${choose}`
      : `Column ${shown(column.name)} of ${table.name} holds ${column.type === 'time' ? 'times' : 'text'}, not numbers. ${choose}`,
  )
}

/** Two samples without a common category are rather written in two ways than different. */
function nothingShared(
  pair: { reference: ReadColumn; test: ReadColumn },
  reference: NamedTable,
  test: NamedTable,
): string[] {
  const { name, levels } = pair.reference
  if (levels === null) return []
  const ours = usedLevels(pair.reference)
  const theirs = usedLevels(pair.test)
  if (ours.size === 0 || theirs.size === 0 || [...ours].some((code) => theirs.has(code))) return []
  const some = (codes: ReadonlySet<number>): string =>
    listed(
      [...codes].map((code) => levels[code]!),
      3,
    )
  return [
    `The samples share no category in column ${shown(name)}: ${reference.name} has ${some(ours)}, ${test.name} has ${some(theirs)}. Are they written in two ways?`,
  ]
}

function usedLevels({ values }: ReadColumn): Set<number> {
  const used = new Set<number>()
  for (const code of values) if (code === code) used.add(code)
  return used
}

type Placed = NamedTable & { column: Column }

/** Both columns as counts into one list of categories, sorted so that it does not hang on the order of the rows. */
function asCategories(reference: Placed, test: Placed): { reference: ReadColumn; test: ReadColumn } {
  const name = reference.column.name
  const same = reference.column === test.column
  const texts = [...new Set([...textsOf(reference), ...(same ? [] : textsOf(test))])]
  if (texts.length > MAX_LEVELS)
    throw new DataError(
      'too-many-categories',
      `Column ${shown(name)} has more than ${plural(MAX_LEVELS, 'different value')}: free text, not categories. Choose another column.`,
    )
  if (texts.length === 0)
    throw new DataError(
      'no-values',
      `Column ${shown(name)} of ${reference.name} has no values. Choose another column.`,
    )
  const levels = sortedLabels(texts)
  const ours = { name, levels, values: codesOf(reference.column, levels) }
  return { reference: ours, test: same ? ours : { name, levels, values: codesOf(test.column, levels) } }
}

function textsOf(table: Placed): string[] {
  const { column } = table
  if (column.type === 'text') return usedCategories(column)
  if (column.type === 'time')
    throw new DataError(
      'not-categories',
      `Column ${shown(column.name)} of ${table.name} holds times, not categories. Choose another column.`,
    )
  const texts = distinctNumbers(column, MAX_NUMBER_LEVELS)
  if (texts === null)
    throw new DataError(
      'not-categories',
      `Column ${shown(column.name)} of ${table.name} has more than ${plural(MAX_NUMBER_LEVELS, 'different number')}: amounts, not categories. Choose a detector for numbers, or another column.`,
    )
  return texts
}

function usedCategories({ codes, categories }: TextColumn): string[] {
  const used = new Uint8Array(categories.length)
  for (const code of codes) if (code >= 0) used[code] = 1
  return categories.filter((_, code) => used[code] === 1)
}

/** The different numbers of a column as texts; null for more than `most`. */
export function distinctNumbers({ values }: NumberColumn, most: number): string[] | null {
  const seen = new Set<number>()
  for (const x of values) {
    // −0 and 0 are one value, in a set too.
    if (Number.isNaN(x)) continue
    seen.add(x)
    if (seen.size > most) return null
  }
  return Array.from(seen, String)
}

/** Numbers by size where all are numbers, else texts by code unit: the same list in any language. */
export function sortedLabels(texts: readonly string[]): string[] {
  const numeric = texts.every((text) => text.trim() !== '' && Number.isFinite(Number(text)))
  return numeric ? texts.toSorted((a, b) => Number(a) - Number(b)) : texts.toSorted()
}

/** What each row holds as a place in `levels`; NaN where missing, or not among them. */
export function codesOf(column: Column, levels: readonly string[]): Float64Array {
  const at = new Map(levels.map((text, code) => [text, code]))
  if (column.type !== 'text')
    return column.values.map((x) => (Number.isNaN(x) ? Number.NaN : (at.get(String(x + 0)) ?? Number.NaN)))
  const codeOf = column.categories.map((text) => at.get(text) ?? Number.NaN)
  return Float64Array.from(column.codes, (code) => codeOf[code] ?? Number.NaN)
}
