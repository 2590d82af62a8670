import type { Takes } from '~/data/prepare/selection'
import type { Detector } from '~/drift/define'
import { detectorById } from '~/drift/registry'
import { parseParams } from '~/forms/param-values'
import { formatCount } from '~/lib/format'
import type { Job } from '~/queries/lab'
import { takesOf } from '~/domain/detection/detector-input'
import { selectionOf } from '../job/jobs'
import type { Availability } from '../job/availability'
import type { ComparedDetector, PlannedSettings } from '../settings'

/** What a detector beside the first is to do, or why it cannot. */
export interface ComparedJob {
  beside: ComparedDetector
  name: string
  /** What it looks at, in a few words: "PC 1", "volume", "64 columns". */
  on: string
  /** Null: `problem` says why. */
  job: Job | null
  problem: string | null
}

/**
 * One job for each detector beside the first, on the same samples.
 * @param availableAs the columns that can be compared, by what a detector makes of them
 */
export function comparedJobs(
  settings: PlannedSettings,
  availableAs: (takes: Takes) => Pick<Availability, 'available' | 'names'>,
): ComparedJob[] {
  return settings.beside.flatMap((beside) => {
    const detector = detectorById(beside.detector)
    return detector ? [comparedJob(settings, beside, detector, availableAs(takesOf(detector)))] : []
  })
}

function comparedJob(
  settings: PlannedSettings,
  beside: ComparedDetector,
  detector: Detector,
  columns: Pick<Availability, 'available' | 'names'>,
): ComparedJob {
  const view = viewOf(settings, beside, detector, columns)
  const common = { beside, name: detector.name, on: view.on }
  const refused = (problem: string): ComparedJob => ({ ...common, job: null, problem })
  if ('problem' in view) return refused(view.problem)
  const { values, errors } = parseParams(detector.params, beside.params)
  const [wrong] = Object.values(errors)
  if (wrong !== undefined) return refused(wrong)
  const selection = selectionOf(
    view.ownColumn ? { ...settings, labels: null } : settings,
    detector,
    view.columns,
    view.takes,
  )
  if (!selection)
    return refused(`${detector.name} needs a test sample: split the file, or drop a second one.`)
  return { ...common, job: { detector: detector.id, params: values, selection }, problem: null }
}

type View =
  | {
      on: string
      columns: string[] | null
      takes: Takes
      /** A column of errors of its own, whatever labels the first detector has. */
      ownColumn?: boolean
    }
  | { on: string; problem: string }

/** Which columns a detector looks at: the one chosen for it, those of the first detector, or their first component. */
function viewOf(
  settings: PlannedSettings,
  { on }: ComparedDetector,
  detector: Detector,
  { available, names }: Pick<Availability, 'available' | 'names'>,
): View {
  const takes = takesOf(detector)
  const splits = !settings.test && settings.split?.by === 'column' ? settings.split.column : null
  const picked = settings.columns?.filter(
    (name) => available.includes(name) && name !== settings.timeColumn && name !== splits,
  )
  const chosen = picked && picked.length > 0 ? picked : [...(names.length > 0 ? names : available)]
  const all = chosen.length === names.length && chosen.every((name) => names.includes(name))
  switch (detector.columns) {
    case 'labels':
      return settings.labels
        ? { on: labelsText(settings.labels), columns: null, takes }
        : { on: 'labels', problem: 'Choose the columns of true and of predicted labels for it.' }
    case 'error':
      if (on === null && settings.labels) return { on: labelsText(settings.labels), columns: null, takes }
      return one(
        on ?? chosen[0],
        takes,
        `${detector.name} needs a column of 0 and 1, or labels and predictions.`,
      )
    case 'one':
      if (on !== null || chosen.length < 2 || takes !== 'numbers')
        return one(on ?? chosen[0], takes, `There is no column that ${detector.name} can look at.`)
      return { on: 'PC 1', columns: all ? null : chosen, takes: 'component' }
    case 'many': {
      if (chosen.length === 0)
        return { on: 'no column', problem: `There is no column that ${detector.name} can look at.` }
      const words = chosen.length === 1 ? (chosen[0] ?? '') : `${formatCount(chosen.length)} columns`
      return { on: words, columns: all ? null : chosen, takes }
    }
  }
}

function one(name: string | undefined, takes: Takes, problem: string): View {
  return name === undefined
    ? { on: 'no column', problem }
    : { on: name, columns: [name], takes, ownColumn: takes === 'error' }
}

function labelsText({ truth, prediction }: { truth: string; prediction: string }): string {
  return `${truth} ≠ ${prediction}`
}
