import { formatCount, formatNumber } from '~/lib/format'
import type { Column } from '../columns'
import { comparableColumns, guessLabels } from './column-choices'
import { DataError } from '../errors'
import { listed, plural, shown } from '../limits'
import {
  checkPresent,
  codesOf,
  distinctNumbers,
  type ReadColumn,
  sortedLabels,
  summarised,
} from './read-columns'
import type { Selection } from './selection'
import type { NamedTable } from './split-rows'

/** Different labels of a column up to which they are classes; more are scores. */
const MAX_CLASSES = 100

interface Tables {
  reference: NamedTable
  test: NamedTable | null
}

interface Read {
  reference: ReadColumn[]
  test: ReadColumn[]
  notes: string[]
}

/**
 * What detectors of concept drift take: one column of errors (1 = error), or the true and the predicted class as 0
 * and 1.
 * @throws DataError that names file, column and row
 */
export function readLabels(tables: Tables, selection: Selection, takes: 'error' | 'labels'): Read {
  const { labels } = selection
  const guessed = !labels && !selection.columns ? guessedLabels(tables) : null
  if (guessed) {
    const read = readLabels(tables, { ...selection, labels: guessed }, takes)
    const note = `By their names, ${shown(guessed.truth)} holds the true and ${shown(guessed.prediction)} the predicted labels.`
    return { ...read, notes: [note, ...read.notes] }
  }
  if (labels) {
    checkPresent(tables.reference, tables.test, [labels.truth, labels.prediction])
    if (labels.truth === labels.prediction)
      throw new DataError(
        'same-column',
        `True and predicted labels are both column ${shown(labels.truth)}. Choose two columns.`,
      )
    return takes === 'labels' ? twoClasses(tables, labels) : differences(tables, labels)
  }
  if (takes === 'labels')
    throw new DataError('no-labels', 'Choose the column of true labels and the one of predicted labels.')
  const name = selection.columns?.[0] ?? onlyErrors(tables)
  checkPresent(tables.reference, tables.test, [name])
  const read = (table: NamedTable): ReadColumn[] => [errorsOf(table, name, selection.oneIsCorrect === true)]
  const reference = read(tables.reference)
  return { reference, test: tables.test ? read(tables.test) : reference, notes: [] }
}

function guessedLabels({ reference, test }: Tables): Labels | null {
  return guessLabels(summarised(reference), test === null ? null : summarised(test))
}

/** The one column that can be one of errors, where nobody chose. */
function onlyErrors({ reference, test }: Tables): string {
  const theirs = test === null ? null : summarised(test)
  const [first, ...more] = comparableColumns(summarised(reference), theirs, {
    takes: 'error',
    timeColumn: null,
    split: null,
  })
  if (first === undefined)
    throw new DataError(
      'no-columns',
      `${reference.name} has no column of 0 (correct) and 1 (error). Choose columns of true and predicted labels.`,
    )
  if (more.length > 0)
    throw new DataError(
      'no-columns',
      `${listed([first, ...more])} could be the errors: choose one of them, or columns of true and predicted labels.`,
    )
  return first
}

function columnOf({ columns }: NamedTable, name: string): Column {
  // `checkPresent` has been there.
  return columns.columns.find((c) => c.name === name)!
}

/** Texts that stand for an error and for none, as booleans are written. */
const TRUE = new Set(['true', '1', 'yes'])
const FALSE = new Set(['false', '0', 'no'])

/** A column of errors as it is in the file: 0 and 1, or false and true. */
function errorsOf(table: NamedTable, name: string, oneIsCorrect: boolean): ReadColumn {
  const column = columnOf(table, name)
  const error = oneIsCorrect ? 0 : 1
  const values = new Float64Array(table.columns.rows)
  const meaning = (truth: boolean): number => (truth ? error : 1 - error)
  const refuse = (row: number, what: string): DataError =>
    new DataError(
      'not-binary',
      `Row ${formatCount(row + 1)} of ${table.name} has ${what} in column ${shown(name)}. Choose a column of 0 for correct and 1 for an error, or columns of true and predicted labels.`,
    )
  if (column.type === 'text') {
    const meanings = column.categories.map((text) => {
      const plain = text.trim().toLowerCase()
      return TRUE.has(plain) ? meaning(true) : FALSE.has(plain) ? meaning(false) : null
    })
    for (let i = 0; i < values.length; i++) {
      const code = column.codes[i]!
      const value = code < 0 ? Number.NaN : meanings[code]
      if (value === null || value === undefined) throw refuse(i, shown(column.categories[code] ?? ''))
      values[i] = value
    }
  } else {
    if (column.type === 'time') throw refuse(0, 'a time')
    for (let i = 0; i < values.length; i++) {
      const x = column.values[i]!
      if (x !== 0 && x !== 1 && !Number.isNaN(x)) throw refuse(i, formatNumber(x))
      values[i] = Number.isNaN(x) ? x : meaning(x === 1)
    }
  }
  return { name, values, levels: null }
}

type Labels = NonNullable<Selection['labels']>

/** 1 where the prediction is not the truth, whatever the labels are; NaN where one of them is missing. */
function differences(tables: Tables, labels: Labels): Read {
  const classes = classesOf(tables, labels)
  const name = `${labels.truth} ≠ ${labels.prediction}`
  const read = (table: NamedTable): ReadColumn[] => {
    const truth = codesOf(columnOf(table, labels.truth), classes)
    const prediction = codesOf(columnOf(table, labels.prediction), classes)
    const values = truth.map((t, i) => {
      const p = prediction[i]!
      return Number.isNaN(t) || Number.isNaN(p) ? Number.NaN : Number(t !== p)
    })
    return [{ name, values, levels: null }]
  }
  const reference = read(tables.reference)
  return { reference, test: tables.test ? read(tables.test) : reference, notes: [] }
}

/** Both columns as 0 and 1: the first and the second class in sorted order. */
function twoClasses(tables: Tables, labels: Labels): Read {
  const classes = classesOf(tables, labels)
  if (classes.length > 2)
    throw new DataError(
      'not-two-classes',
      `Columns ${shown(labels.truth)} and ${shown(labels.prediction)} hold ${plural(classes.length, 'class', 'classes')} (${listed(classes, 3)}), and this detector takes two. Choose a detector of errors, which takes any number.`,
    )
  const read = (table: NamedTable): ReadColumn[] =>
    [labels.truth, labels.prediction].map((name) => ({
      name,
      values: codesOf(columnOf(table, name), classes),
      levels: null,
    }))
  const reference = read(tables.reference)
  const named = classes.join(' ') === '0 1'
  return {
    reference,
    test: tables.test ? read(tables.test) : reference,
    notes:
      named || classes.length < 2
        ? []
        : [`Class 0 is ${shown(classes[0]!)}, class 1 is ${shown(classes[1]!)}.`],
  }
}

/** All labels of both columns of both files, sorted. */
function classesOf({ reference, test }: Tables, { truth, prediction }: Labels): string[] {
  const tables = test && test !== reference ? [reference, test] : [reference]
  const of = (name: string): Set<string> => new Set(tables.flatMap((table) => labelTexts(table, name)))
  const truths = of(truth)
  const predictions = of(prediction)
  const all = new Set([...truths, ...predictions])
  if (truths.size > 0 && predictions.size > 0 && all.size === truths.size + predictions.size)
    throw new DataError(
      'no-common-labels',
      `Columns ${shown(truth)} and ${shown(prediction)} have no label in common: ${listed([...truths], 3)} and ${listed([...predictions], 3)}. Choose columns that name classes alike.`,
    )
  return sortedLabels([...all])
}

function labelTexts(table: NamedTable, name: string): string[] {
  const column = columnOf(table, name)
  if (column.type === 'time')
    throw new DataError(
      'not-labels',
      `Column ${shown(name)} of ${table.name} holds times, not labels. Choose another column.`,
    )
  const texts = column.type === 'text' ? column.categories : distinctNumbers(column, MAX_CLASSES)
  if (texts === null || texts.length > MAX_CLASSES)
    throw new DataError(
      'too-many-labels',
      `Column ${shown(name)} of ${table.name} has more than ${plural(MAX_CLASSES, 'different value')}: scores, not labels. Choose a column of classes.`,
    )
  return texts
}
