import { commonColumns } from '~/data/prepare/column-choices'
import { COLUMN_WORDS, nothingInCommon } from '~/data/prepare/nothing-in-common'
import type { TableSummary } from '~/data/columns'
import { listed } from '~/data/limits'
import { detectorById } from '~/drift/registry'
import { learnsFromStream, takesOf } from '~/domain/detection/detector-input'
import type { LabSettings, PlannedSettings } from '../settings'
import type { Slot } from '../data/use-files'

interface Placed {
  reference: Slot
  test: Slot
}

/**
 * Why *Run* cannot be pressed, as a sentence; null where it can.
 * @param available the number columns that a job would compare
 * @param hasJobs every parameter is in its range
 */
export function whyNot(
  settings: PlannedSettings,
  files: Placed,
  available: readonly string[],
  hasJobs: boolean,
): string | null {
  const { reference, test } = files
  if (reference.state === 'empty') return 'Drop a file first, or open a bundled sample.'
  if (reference.state === 'reading' || test.state === 'reading') return 'The files are still being read.'
  if (reference.state === 'failed' || test.state === 'failed')
    return 'A file could not be read: see the message on the left.'
  if (reference.state !== 'loaded' || (test.state !== 'loaded' && test.state !== 'empty')) {
    return 'A file of this link is missing.'
  }
  const detector = detectorById(settings.detector)
  if (test.state === 'empty' && !settings.split && detector && !learnsFromStream(detector)) {
    return 'Split the file, or drop a second one as the test sample.'
  }
  return nothingToCompare(files, available, settings) ?? (hasJobs ? null : 'A parameter is out of its range.')
}

/** What is wrong where the files are read and no column of them can be compared, by file and column; else null. */
export function nothingToCompare(
  { reference, test }: Placed,
  available: readonly string[],
  settings: Pick<LabSettings, 'detector' | 'labels'>,
): string | null {
  if (reference.state === 'failed' || test.state === 'failed')
    return 'A file could not be read: see the message on the left.'
  if (reference.state !== 'loaded' || test.state === 'reading') return null
  const detector = detectorById(settings.detector)
  const takes = detector ? takesOf(detector) : 'numbers'
  const other = test.state === 'loaded' ? test.summary : null
  const ours = reference.summary.fileName
  if (takes === 'labels' || takes === 'error') {
    if (settings.labels) return missingLabels(settings.labels, [reference.summary, ...(other ? [other] : [])])
    if (takes === 'labels') return 'Choose the column of true labels and the one of predicted labels.'
    return available.length > 0
      ? null
      : `${ours} has no column of 0 (correct) and 1 (error). Choose columns of true and predicted labels.`
  }
  if (available.length > 0) return null
  const { one } = COLUMN_WORDS[takes]
  const { common } = commonColumns(reference.summary, other, takes)
  if (common.length > 0)
    return `${listed(common)} is the only ${one} to compare, and it orders or splits the rows. Order or split them by another column.`
  if (other)
    return nothingInCommon(
      { name: ours, table: reference.summary },
      { name: other.fileName, table: other },
      takes,
    )
  return `${ours} has no ${one} to compare.${takes === 'numbers' || takes === 'component' ? ' Choose a file with numbers, or a detector of categories such as Chi-square.' : ''}`
}

/** Both columns must be in every file, and be two. */
function missingLabels(
  { truth, prediction }: NonNullable<LabSettings['labels']>,
  tables: readonly TableSummary[],
): string | null {
  if (truth === prediction) return `True and predicted labels are both column '${truth}'. Choose two columns.`
  for (const { fileName, columns } of tables) {
    const absent = [truth, prediction].filter((name) => !columns.some((c) => c.name === name))
    if (absent.length > 0)
      return `${fileName} has no column ${listed(absent)}. Choose the columns of true and of predicted labels.`
  }
  return null
}
