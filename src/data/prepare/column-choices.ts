import type { ColumnSummary, TableSummary } from '../columns'
import { whyNotByDefault } from './default-columns'
import type { Selection, Split, Takes } from './selection'

/** Names of the number columns that have any value, in file order. */
export function numberColumns(summary: TableSummary): string[] {
  return summary.columns
    .filter((column) => column.type === 'number' && column.missing < summary.rows)
    .map((column) => column.name)
}

/** Different whole numbers of a column up to which they are offered as categories. */
const MAX_OFFERED_LEVELS = 20
/** Different texts: as `MAX_LEVELS` of `read-columns.ts`. */
const MAX_TEXT_LEVELS = 1000
/** Different labels of a column of classes. */
const MAX_CLASSES = 100

/** Whether a column has values that can be read this way. */
function isUsable(column: ColumnSummary, rows: number, takes: Takes): boolean {
  if (column.missing >= rows) return false
  const isCategory =
    column.type === 'text'
      ? column.distinct <= MAX_TEXT_LEVELS
      : column.type === 'number' && column.integers && column.distinct <= MAX_OFFERED_LEVELS
  switch (takes) {
    case 'numbers':
    case 'component':
      return column.type === 'number'
    case 'categories':
      return isCategory
    case 'both':
      return column.type === 'number' || isCategory
    case 'error':
      return isErrors(column)
    case 'labels':
      return column.type !== 'time' && column.distinct <= MAX_CLASSES
  }
}

/** 0 and 1, or false and true. */
function isErrors(column: ColumnSummary): boolean {
  if (column.type === 'number') return column.integers && column.min >= 0 && column.max <= 1
  return (
    column.type === 'text' && column.distinct <= 2 && column.top.every((t) => /^(true|false)$/i.test(t.value))
  )
}

/** Names of the columns that can be read this way, in file order. */
function usableColumns(summary: ChoiceTable, takes: Takes): string[] {
  return summary.columns.filter((c) => isUsable(c, summary.rows, takes)).map((c) => c.name)
}

const TRUTH = /^(y|y_?true|true|truth|label|labels|target|actual|class|ground_?truth)$/i
const PREDICTION = /^(p|y_?pred|y_?hat|pred|predicted|prediction|predictions|predicted_?(label|class))$/i

/** The columns of true and of predicted labels, where their names tell. */
export function guessLabels(
  reference: ChoiceTable,
  test: ChoiceTable | null,
): { truth: string; prediction: string } | null {
  const { common } = commonColumns(reference, test, 'labels')
  const truth = common.find((name) => TRUTH.test(name))
  const prediction = common.find((name) => PREDICTION.test(name))
  return truth !== undefined && prediction !== undefined ? { truth, prediction } : null
}

/** Names of columns that can order a stream: times and numbers that have any value; times first. */
export function timeColumns(summary: TableSummary): string[] {
  const times = summary.columns
    .filter((column) => column.type === 'time' && column.missing < summary.rows)
    .map((column) => column.name)
  return [...times, ...numberColumns(summary)]
}

/** Columns that both files have, and those that only one has (to be read the same way). */
export interface CommonColumns {
  common: string[]
  onlyReference: string[]
  onlyTest: string[]
}

/** Number columns unless told. With no test file, all of the reference are common. Order: the reference's. */
export function commonColumns(
  reference: ChoiceTable,
  test: ChoiceTable | null,
  takes: Takes = 'numbers',
): CommonColumns {
  const ours = usableColumns(reference, takes)
  if (test === null) return { common: ours, onlyReference: [], onlyTest: [] }
  const theirs = new Set(usableColumns(test, takes))
  const known = new Set(ours)
  const alike = likeTyped(reference, test)
  return {
    common: ours.filter((name) => theirs.has(name) && (takes !== 'both' || alike(name))),
    onlyReference: ours.filter((name) => !theirs.has(name)),
    onlyTest: [...theirs].filter((name) => !known.has(name)),
  }
}

function splitColumnOf(test: ChoiceTable | null, split: Split | null): string | null {
  return test === null && split?.by === 'column' ? split.column : null
}

/**
 * Where numbers and categories are compared, a column is the same of the two in both files; 0 and 1 beside false and true
 * are read as those, and whole numbers beside codes as codes (`interpret/one-kind.ts`).
 */
function likeTyped(reference: ChoiceTable, test: ChoiceTable): (name: string) => boolean {
  const ours = new Map(reference.columns.map((column) => [column.name, column]))
  const unlike = new Set(
    test.columns.flatMap((theirs) => {
      const own = ours.get(theirs.name)
      const isOneKind =
        !own ||
        own.type === theirs.type ||
        (isErrors(own) && isErrors(theirs)) ||
        (isCodes(own) && isWhole(theirs)) ||
        (isCodes(theirs) && isWhole(own))
      return isOneKind ? [] : [theirs.name]
    }),
  )
  return (name) => !unlike.has(name)
}

const isCodes = (column: ColumnSummary): boolean => column.type === 'text' && column.codes === true
const isWhole = (column: ColumnSummary): boolean =>
  column.type === 'number' && column.integers && column.min >= 0

/** The first half of the rows is the reference, the rest the test. Null below four rows: nothing to split. */
export function halves(summary: TableSummary): Split | null {
  if (summary.rows < 4) return null
  return { by: 'rows', reference: { first: 1, last: Math.floor(summary.rows / 2) }, test: null }
}

/** A table as far as its columns are chosen. */
export type ChoiceTable = Pick<TableSummary, 'rows' | 'columns'>

/** A column that is not compared, and why, as what it is: "text", "a row counter". */
export interface LeftOutColumn {
  column: string
  reason: string
}

/**
 * What a run compares when nobody chose, and what it leaves out: of the columns that can be compared those that tell
 * something about drift (`default-columns.ts`). A file of a single column is that column. `prepare` with `columns: null`
 * goes by it.
 */
export function defaultColumns(
  reference: ChoiceTable,
  test: ChoiceTable | null,
  options: Pick<Selection, 'timeColumn' | 'split' | 'takes'>,
): { names: string[]; leftOut: LeftOutColumn[] } {
  const takes = options.takes ?? 'numbers'
  const comparable = new Set(comparableColumns(reference, test, options))
  const rows = { reference: reference.rows, test: test?.rows ?? 0 }
  const theirs = new Map(test?.columns.map((column) => [column.name, column]))
  const names: string[] = []
  const leftOut: LeftOutColumn[] = []
  const splitColumn = splitColumnOf(test, options.split)
  for (const ours of reference.columns) {
    // What orders or splits the rows has its use.
    if (ours.name === options.timeColumn || ours.name === splitColumn) continue
    const other = test === null ? ours : theirs.get(ours.name)
    const reason = comparable.has(ours.name)
      ? takes === 'error' || takes === 'labels'
        ? null
        : whyNotByDefault(ours, test === null ? null : (other ?? null), rows)
      : other === undefined
        ? 'only in the reference'
        : whyNotComparable(ours, other, { reference, test: test ?? reference }, takes)
    if (reason === null) names.push(ours.name)
    else leftOut.push({ column: ours.name, reason })
  }
  const known = new Set(reference.columns.map(({ name }) => name))
  for (const { name } of test?.columns ?? [])
    if (!known.has(name)) leftOut.push({ column: name, reason: 'only in the test file' })
  // Its only column is what somebody wants to know about, whatever it looks like.
  if (names.length === 0 && reference.columns.length === 1 && comparable.size === 1)
    return { names: [...comparable], leftOut: leftOut.filter(({ column }) => !comparable.has(column)) }
  return { names, leftOut }
}

/** Why a column of both files cannot be compared. */
function whyNotComparable(
  ours: ColumnSummary,
  theirs: ColumnSummary,
  rows: { reference: ChoiceTable; test: ChoiceTable },
  takes: Takes,
): string {
  for (const [column, table, where] of [
    [ours, rows.reference, 'in the reference'],
    [theirs, rows.test, 'in the test file'],
  ] as const) {
    if (column.missing >= table.rows) return ours === theirs ? 'no values' : `no values ${where}`
    if (isUsable(column, table.rows, takes)) continue
    const what = WHAT[column.type](column)
    return ours.type === theirs.type ? what : `${what} ${where}`
  }
  return `${WHAT[ours.type](ours)} in the reference, ${WHAT[theirs.type](theirs)} in the test file`
}

const WHAT: Readonly<Record<ColumnSummary['type'], (column: ColumnSummary) => string>> = {
  number: () => 'numbers',
  time: () => 'times',
  text: (column) =>
    column.type === 'text' && column.distinct > MAX_TEXT_LEVELS
      ? 'text of very many different values'
      : 'text',
}

/**
 * What can be compared: the common columns that can be read as the detector takes them, less the one that orders the
 * stream and the one by which the file is split.
 */
export function comparableColumns(
  reference: ChoiceTable,
  test: ChoiceTable | null,
  { timeColumn, split, takes }: Pick<Selection, 'timeColumn' | 'split' | 'takes'>,
): string[] {
  const splitColumn = splitColumnOf(test, split)
  return commonColumns(reference, test, takes).common.filter(
    (name) => name !== timeColumn && name !== splitColumn,
  )
}

/**
 * What a fresh pair of files (or one file) starts with: all common number columns, standardised, one
 * file split in halves; ordered by time where the test rows have an ascending time column without gaps.
 */
export function defaultSelection(reference: TableSummary, test: TableSummary | null): Selection {
  const time = (test ?? reference).columns.find(
    (column) => column.type === 'time' && column.missing === 0 && column.ascending,
  )
  return {
    reference: { digest: reference.digest, name: reference.fileName },
    test: test && { digest: test.digest, name: test.fileName },
    split: test === null ? halves(reference) : null,
    columns: null,
    standardise: true,
    timeColumn: time?.name ?? null,
  }
}
