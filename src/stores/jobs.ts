import { create } from 'zustand'

/** Work in a worker that has not ended yet. What it found is in the query cache, never here. */
export interface RunningJob {
  /** Unique; for a run the key of its result, as text. */
  id: string
  kind: 'read' | 'run'
  title: string
  state: 'queued' | 'running'
  /** Runs before this one, while it is queued. */
  before: number
  /** Counted work; `soFar` is what is already known, in words. */
  progress: { done: number; total: number; phase: string; soFar?: string } | null
  controller: AbortController
}

export const useJobs = create<{ jobs: RunningJob[] }>(() => ({ jobs: [] }))

export function addJob(job: Pick<RunningJob, 'id' | 'kind' | 'title' | 'controller'>): void {
  useJobs.setState(({ jobs }) => ({
    jobs: [...jobs, { ...job, state: 'queued', before: 0, progress: null }],
  }))
}

export function updateJob(
  id: string,
  change: Partial<Pick<RunningJob, 'state' | 'before' | 'progress'>>,
): void {
  useJobs.setState(({ jobs }) => ({ jobs: jobs.map((j) => (j.id === id ? { ...j, ...change } : j)) }))
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
