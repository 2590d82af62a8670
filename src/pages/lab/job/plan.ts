import { defaultColumns, comparableColumns, type LeftOutColumn } from '~/data/prepare/column-choices'
import type { Takes } from '~/data/prepare/selection'
import { learnsFromStream, takesOf } from '~/domain/detection/detector-input'
import type { Detector } from '~/drift/define'
import { detectorById } from '~/drift/registry'
import type { Job } from '~/queries/lab'
import { type ComparedJob, comparedJobs } from '../detector/compared-jobs'
import type { Availability } from './availability'
import type { Slot } from '../data/use-files'
import type { PlannedSettings } from '../settings'
import { chosenColumns, jobsOf, looksAtOne } from './jobs'
import { nothingToCompare } from './why-not'

/** All jobs that the settings ask for. */
export interface PlannedJobs {
  main: Job
  evolution: Job | null
  /** Null where it cannot be run as it is set. */
  beside: readonly (Job | null)[]
}

/** Everything that follows from settings and files, before anything is run. */
export interface LabPlan {
  detector: Detector | null
  /** Columns that can be compared. */
  available: readonly string[]
  /** Columns that a job compares. */
  chosen: readonly string[]
  /** Columns that are compared where nobody chose. */
  standard: readonly string[]
  /** Columns that are not, and why. */
  leftOut: readonly LeftOutColumn[]
  /** The detector looks at one column only. */
  oneColumn: boolean
  /** The detector learns from the stream itself: one file needs no split. */
  referenceOptional: boolean
  /** As `settings.beside`. */
  beside: readonly ComparedJob[]
  /** Null while something is missing or out of its range. */
  jobs: PlannedJobs | null
  /** Every file that is named has been read. */
  ready: boolean
  /** Why nothing can be compared, as a sentence; null where something can, or it is not known yet. */
  uncomparable: string | null
}

interface PlacedFiles {
  reference: Slot
  test: Slot
}

/** Pure: the same settings and files make the same plan. */
export function planOf(settings: PlannedSettings, files: PlacedFiles): LabPlan {
  const { ready, availableAs } = availability(files, settings)
  const detector = detectorById(settings.detector)
  const { available, names: standard, leftOut } = availableAs(detector ? takesOf(detector) : 'numbers')
  const columns = chosenColumns(settings, available, standard)
  const beside = comparedJobs(settings, availableAs)
  const first = ready ? jobsOf(settings, columns) : null
  return {
    detector,
    available,
    chosen: columns ?? standard,
    standard,
    leftOut: [...leftOut, ...usedOtherwise(settings)],
    oneColumn: looksAtOne(detector, settings),
    referenceOptional: detector !== null && learnsFromStream(detector),
    beside,
    jobs: first && { ...first, beside: beside.map(({ job }) => job) },
    ready,
    uncomparable: nothingToCompare(files, available, settings),
  }
}

/** Columns that have another use. */
function usedOtherwise({ test, timeColumn, split }: PlannedSettings): LeftOutColumn[] {
  return [
    ...(timeColumn === null ? [] : [{ column: timeColumn, reason: 'orders the rows' }]),
    ...(test === null && split?.by === 'column' ? [{ column: split.column, reason: 'splits the file' }] : []),
  ]
}

/** Columns that can be compared, by what a detector makes of them, once every file that is named has been read. */
function availability(
  { reference, test }: PlacedFiles,
  { timeColumn, split }: PlannedSettings,
): { availableAs: (takes: Takes) => Availability; ready: boolean } {
  if (reference.state !== 'loaded')
    return { availableAs: () => ({ available: [], names: [], leftOut: [] }), ready: false }
  const testSummary = test.state === 'loaded' ? test.summary : null
  // A file may have ten thousand columns, and several detectors ask for the same.
  const known = new Map<Takes, Availability>()
  const availableAs = (takes: Takes): Availability => {
    const options = { timeColumn, split, takes }
    const found = known.get(takes) ?? {
      available: comparableColumns(reference.summary, testSummary, options),
      ...defaultColumns(reference.summary, testSummary, options),
    }
    known.set(takes, found)
    return found
  }
  return { availableAs, ready: test.state === 'loaded' || test.state === 'empty' }
}
