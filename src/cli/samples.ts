import type { Prepared } from '~/data/prepared'
import { prepare } from '~/data/prepare'
import type { Selection } from '~/data/selection'
import type { Detector } from '~/drift/define'
import { UsageError } from './errors'
import { type ReadFile, readPath } from './read'

/** What the command line says of the data. */
export interface DataFlags {
  reference: string | undefined
  test: string | undefined
  columns: readonly string[]
  /** Each column less the reference's mean, over its standard deviation: as the Lab does unless told otherwise. */
  standardise: boolean
  time: string | undefined
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
  const { reference: referencePath, test: testPath, columns, time } = flags
  if (testPath === undefined)
    throw new UsageError('Name the new data: --test new.csv (or `-` for standard input).')
  const learns = detector.kind === 'stream' && !detector.needsReference
  if (referencePath === undefined && !learns)
    throw new UsageError(`${detector.name} compares with a reference: --reference ref.csv.`)
  if (referencePath === '-' && testPath === '-')
    throw new UsageError('Only one of --reference and --test can be standard input.')
  const test = await readPath(testPath)
  const reference = referencePath === undefined ? test : await readPath(referencePath)
  const selection: Selection = {
    reference: { digest: reference.summary.digest, name: reference.name },
    test: { digest: test.summary.digest, name: test.name },
    split: null,
    columns: columns.length > 0 ? columns : null,
    standardise: flags.standardise && referencePath !== undefined,
    timeColumn: time ?? null,
  }
  return {
    prepared: prepare({ reference, test }, selection, detector.kind === 'stream' ? 'stream' : 'batch'),
    selection,
    reference,
    test,
  }
}
