import { create } from 'zustand'
import { useShallow } from 'zustand/react/shallow'

interface Counted {
  done: number
  total: number
  /** What is counted: "permutations". */
  phase: string
  soFar?: string
}

/** Work in a worker, or a long answer of a server, that has not ended yet. What it found is in the query cache, never here. */
export interface RunningJob {
  /** Unique; for a detector's job the key of its result, as text. */
  id: string
  kind: 'read' | 'run' | 'fetch'
  title: string
  state: 'queued' | 'running'
  /** Jobs before this one, while it is queued. */
  before: number
  /** Counted work of one step; `sinceMs` is how long the step had run by then. */
  progress: (Counted & { sinceMs: number }) | null
  /** Clock of the page (`performance.now`) when the step under way began. */
  stepStartedAt: number
  controller: AbortController
}

export const useJobs = create<{ jobs: RunningJob[] }>(() => ({ jobs: [] }))

/** The ids of all jobs, in their order: who looks at these alone is not drawn anew with each step of the progress. */
export const useJobIds = (): string[] => useJobs(useShallow(({ jobs }) => jobs.map(({ id }) => id)))

export function addJob(job: Pick<RunningJob, 'id' | 'kind' | 'title' | 'controller'>): void {
  useJobs.setState(({ jobs }) => ({
    jobs: [...jobs, { ...job, state: 'queued', before: 0, progress: null, stepStartedAt: performance.now() }],
  }))
}

export function updateJob(id: string, change: Partial<Pick<RunningJob, 'state' | 'before'>>): void {
  useJobs.setState(({ jobs }) => ({ jobs: jobs.map((j) => (j.id === id ? { ...j, ...change } : j)) }))
}

/** A new phase starts the clock of its step anew: its pace says nothing about the next one's. */
export function countJob(id: string, counted: Counted): void {
  const now = performance.now()
  const count = (job: RunningJob): RunningJob => {
    const same = job.progress?.phase === counted.phase
    const stepStartedAt = same ? job.stepStartedAt : now
    return { ...job, stepStartedAt, progress: { ...counted, sinceMs: now - stepStartedAt } }
  }
  useJobs.setState(({ jobs }) => ({ jobs: jobs.map((j) => (j.id === id ? count(j) : j)) }))
}

export function endJob(id: string): void {
  useJobs.setState(({ jobs }) => ({ jobs: jobs.filter((j) => j.id !== id) }))
}

/** Stops the computation itself; the job leaves the list when its worker has said so. */
export function cancelJob(id: string): void {
  useJobs
    .getState()
    .jobs.find((j) => j.id === id)
    ?.controller.abort()
}
