import { columnNames } from '~/data/column-names'
import { DataError } from '~/data/errors'
import type { Prepared } from '~/data/prepare/prepared'
import { prepare } from '~/data/prepare/prepare'
import type { ReadOptions } from '~/data/read-options'
import type { Selection } from '~/data/prepare/selection'
import { unorderedTime } from '~/data/prepare/time-order'
import type { Detector } from '~/drift/define'
import {
  comparesEachColumn,
  hasMissingPolicy,
  learnsFromStream,
  takesFor,
} from '~/domain/detection/detector-input'
import { UsageError } from './errors'
import { type ReadFile, readPath } from './read'
import { isSplit, type SplitFlags, splitOf } from './split'

/** What the command line says of the data. */
export interface DataFlags extends SplitFlags {
  reference: string | undefined
  test: string | undefined
  /** How both files are read. */
  options: ReadOptions
  /** As they were typed: one name, or several between commas (`columnNames`). */
  columns: readonly string[]
  /** Each column less the reference's mean, over its standard deviation: as the Lab does unless told otherwise. */
  standardise: boolean
  time: string | undefined
  /** Names of the columns of true and predicted labels, for detectors of a classifier's errors. */
  truth: string | undefined
  prediction: string | undefined
  /** The column of errors holds 1 where the prediction was right. */
  oneIsCorrect: boolean
}

/** The same selection as a Lab's, so that a run there and here is the same run. */
export interface Samples {
  prepared: Prepared
  selection: Selection
  reference: ReadFile
  test: ReadFile
}

/**
 * Reads both files and makes the two samples, by the rules of the Lab.
 * @throws UsageError, DataError
 */
export async function readSamples(detector: Detector, flags: DataFlags): Promise<Samples> {
  const { columns, time } = flags
  const split = isSplit(flags)
  if (split && flags.reference !== undefined && flags.test !== undefined)
    throw new UsageError(
      'Two files cannot be split as well: leave out --reference or the options that split a file.',
    )
  const testPath = split ? (flags.test ?? flags.reference) : flags.test
  const referencePath = split ? testPath : flags.reference
  if (testPath === undefined)
    throw new UsageError('Name the new data: --test new.csv (or `-` for standard input).')
  const learns = learnsFromStream(detector)
  const labels = labelsOf(detector, flags)
  if (referencePath === undefined && !learns)
    throw new UsageError(`${detector.name} needs a reference: --reference ref.csv.`)
  if (!split && referencePath === '-' && testPath === '-')
    throw new UsageError('Only one of --reference and --test can be standard input.')
  const test = await readPath(testPath, flags.options)
  const reference = referencePath === undefined || split ? test : await readPath(referencePath, flags.options)
  const told = Object.keys(flags.options).length === 0 ? {} : { options: flags.options }
  const known = new Set(
    [reference, test].flatMap(({ columns: table }) => table.columns.map(({ name }) => name)),
  )
  const chosen = columns.flatMap((text) => columnNames(text, known))
  const named = labels === null && chosen.length > 0 ? chosen : null
  const takes = takesFor(detector, named)
  const selection: Selection = {
    reference: { digest: reference.summary.digest, name: reference.name, ...told },
    test: split ? null : { digest: test.summary.digest, name: test.name, ...told },
    split: split ? splitOf(flags, test.summary, time) : null,
    columns: named,
    takes,
    labels,
    oneIsCorrect: flags.oneIsCorrect && takes === 'error' && labels === null,
    keepMissing: hasMissingPolicy(detector),
    ownRows: comparesEachColumn(detector),
    alone: referencePath === undefined && !split,
    standardise: flags.standardise && referencePath !== undefined,
    timeColumn: time ?? null,
  }
  const prepared = preparedOrWhy({ reference, test: split ? null : test }, selection)
  return {
    prepared: { ...prepared, notes: [...prepared.notes, ...orderNotes(detector, test, time)] },
    selection,
    reference,
    test,
  }
}

/** @throws DataError with what was odd about the files, which may be why */
function preparedOrWhy(
  tables: { reference: ReadFile; test: ReadFile | null },
  selection: Selection,
): Prepared {
  try {
    return prepare(tables, selection)
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    const files = [tables.reference, ...(tables.test === null ? [] : [tables.test])]
    throw new DataError(error.code, [error.message, ...readingNotes(files)].join('\n'))
  }
}

/** What was odd about the files, each with its name. */
export function readingNotes(files: readonly ReadFile[]): string[] {
  return [...new Set(files.flatMap(({ name, summary }) => summary.notes.map((note) => `${name}: ${note}`)))]
}

/** Of what walks along the rows: that these are not in the order of their times. */
function orderNotes(detector: Detector, { name, summary }: ReadFile, time: string | undefined): string[] {
  const column = detector.kind === 'batch' || time !== undefined ? null : unorderedTime(summary)
  return column === null
    ? []
    : [`The rows of ${name} are not ordered by '${column}'. To sort them, add --time '${column}'.`]
}

/** @throws UsageError where one of the two is missing, or the detector has no use for them */
function labelsOf(
  detector: Detector,
  { truth, prediction }: DataFlags,
): { truth: string; prediction: string } | null {
  if (truth === undefined && prediction === undefined) return null
  if (detector.family !== 'concept')
    throw new UsageError(`${detector.name} does not use labels: leave out --truth and --prediction.`)
  if (truth === undefined || prediction === undefined)
    throw new UsageError('Name both label columns: --truth label --prediction predicted.')
  return { truth, prediction }
}
