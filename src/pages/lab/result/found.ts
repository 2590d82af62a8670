import { useState } from 'react'
import { detectorById } from '~/drift/registry'
import { formatCount } from '~/lib/format'
import type { Job, JobResult } from '~/queries/lab'
import type { LabPlan, PlannedJobs } from '../job/plan'
import type { JobState, JobStates } from '../job/use-job-states'
import type { LabSettings } from '../settings'
import type { ComparedFinding } from './compare-frame'

/** Finished jobs with the settings that they belong to. */
export interface Found {
  settings: LabSettings
  jobs: PlannedJobs
  main: JobResult
  evolution: JobResult | null
  comparedFindings: readonly ComparedFinding[]
}

/** What the settings on the screen have found; null until the first detector is done. */
export function foundOf(
  settings: LabSettings,
  { jobs, beside }: LabPlan,
  states: Pick<JobStates, 'main' | 'evolution' | 'beside'>,
): Found | null {
  const { main, evolution } = states
  if (!jobs || main.state !== 'done') return null
  return {
    settings,
    jobs,
    main: main.value,
    evolution: evolution.state === 'done' ? evolution.value : null,
    comparedFindings: beside.map(({ name, on, problem }, k) =>
      comparedFindingOf(name, on, problem, states.beside[k]),
    ),
  }
}

/** The last finding: it stays, as the same object, until something else is found. */
export function useLastFound(current: Found | null): Found | null {
  const [last, setLast] = useState(current)
  if (current === null || (last !== null && areSame(last, current))) return last
  setLast(current)
  return current
}

/** Results are in the cache, and the plan keeps its jobs: both are told by their identity. A zoom finds nothing new. */
function areSame(a: Found, b: Found): boolean {
  return (
    a.jobs === b.jobs &&
    a.main === b.main &&
    a.evolution === b.evolution &&
    a.comparedFindings.length === b.comparedFindings.length &&
    a.comparedFindings.every((one, k) => {
      const other = b.comparedFindings[k]
      return one.value === other?.value && one.words === other.words
    })
  )
}

function comparedFindingOf(
  name: string,
  on: string,
  problem: string | null,
  of: JobState | undefined,
): ComparedFinding {
  if (of?.state === 'done') return { name, on, value: of.value, words: '' }
  const words =
    problem ??
    (of?.state === 'running' ? 'still running' : of?.state === 'failed' ? 'cannot be run' : 'not run yet')
  return { name, on, value: null, words }
}

/** The first detector (its course over time, where it has one) and those beside it. */
export function allCompared({ jobs, main, evolution, comparedFindings }: Found): ComparedFinding[] {
  if (comparedFindings.length === 0) return []
  const { selection, detector } = jobs.main
  const columns = selection.columns
  const on = selection.labels
    ? `${selection.labels.truth} ≠ ${selection.labels.prediction}`
    : selection.takes === 'component'
      ? 'PC 1'
      : columns?.length === 1
        ? (columns[0] ?? '')
        : columns
          ? `${formatCount(columns.length)} columns`
          : 'all columns'
  return numbered([
    { name: detectorById(detector)?.name ?? detector, on, value: evolution ?? main, words: '' },
    ...comparedFindings,
  ])
}

/** Two of the same name are told apart by a number. */
function numbered(comparedFindings: readonly ComparedFinding[]): ComparedFinding[] {
  return comparedFindings.map((one, k) => {
    const before = comparedFindings.slice(0, k).filter(({ name }) => name === one.name).length
    return before === 0 ? one : { ...one, name: `${one.name} ${before + 1}` }
  })
}

/** The jobs beside the first that are done. */
export function comparedJobsDone({ jobs, comparedFindings }: Found): { job: Job; value: JobResult }[] {
  return comparedFindings.flatMap(({ value }, k) => {
    const job = jobs.beside[k]
    return job && value ? [{ job, value }] : []
  })
}
