import { commonColumns } from '~/data/choose'
import type { TableSummary } from '~/data/columns'
import { listed } from '~/data/limits'
import { detectorById } from '~/drift/registry'
import { learnsFromStream, type LabSettings } from './settings'
import type { Slot } from './use-files'

interface Placed {
  reference: Slot
  test: Slot
}

/**
 * Why *Run* cannot be pressed, as a sentence; null where it can.
 * @param available the number columns that a run would compare
 * @param hasJobs every parameter is in its range
 */
export function whyNot(
  settings: LabSettings,
  files: Placed,
  available: readonly string[],
  hasJobs: boolean,
): string | null {
  const { reference, test } = files
  if (reference.state === 'empty') return 'Drop a file first, or open a bundled sample.'
  if (reference.state === 'reading' || test.state === 'reading') return 'The files are still being read.'
  if (reference.state === 'failed' || test.state === 'failed')
    return 'A file could not be read, see why at the file.'
  if (reference.state !== 'loaded' || (test.state !== 'loaded' && test.state !== 'empty')) {
    return 'A file of this link is missing.'
  }
  const detector = detectorById(settings.detector)
  if (test.state === 'empty' && !settings.split && detector && !learnsFromStream(detector)) {
    return 'Split the file, or drop a second one as the test sample.'
  }
  return nothingToCompare(files, available) ?? (hasJobs ? null : 'A parameter is out of its range.')
}

/** What is wrong where the files are read and no column of them can be compared, by file and column; else null. */
export function nothingToCompare({ reference, test }: Placed, available: readonly string[]): string | null {
  if (reference.state === 'failed' || test.state === 'failed')
    return 'A file could not be read, see why at the file.'
  if (reference.state !== 'loaded' || test.state === 'reading' || available.length > 0) return null
  const other = test.state === 'loaded' ? test.summary : null
  const { common, onlyReference, onlyTest } = commonColumns(reference.summary, other)
  const ours = reference.summary.fileName
  if (common.length > 0) {
    return `${listed(common)} is the only number column to compare, and it orders or splits the rows. Order or split them by another column.`
  }
  if (!other) return `${ours} has no number column to compare. Drop a file with numbers in its columns.`
  return `${ours} and ${other.fileName} have no number column in common: ${has(reference.summary, onlyReference)}, ${has(other, onlyTest)}.`
}

function has({ fileName }: TableSummary, names: readonly string[]): string {
  return names.length === 0 ? `${fileName} has none` : `${fileName} has ${listed(names)}`
}
