import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { detectorById } from '~/drift/registry'
import type { CodedError } from '~/lib/errors'
import {
  forgetFailure,
  forgetResult,
  jobId,
  labQueries,
  startJob,
  type Job,
  type JobResult,
} from '~/queries/lab'
import { useJobIds } from '~/stores/jobs'
import type { PlannedJobs } from './plan'

/** One job as the page sees it. */
export type JobState =
  | { state: 'idle' }
  /** How far it has come stands in the jobs store, under this id. */
  | { state: 'running'; id: string }
  | { state: 'done'; value: JobResult }
  | { state: 'failed'; error: CodedError }

export interface JobStates {
  main: JobState
  evolution: JobState
  /** As `PlannedJobs.beside`. */
  beside: readonly JobState[]
  /** Runs again what failed. */
  retry: () => void
  /** Runs everything again, also what was found or cancelled. */
  again: () => void
}

/**
 * Starts the jobs once the settings say `run` and the data is there, and tells what has come of them.
 * A result belongs to its settings: when these have changed, a late result is not shown under them.
 */
export function useJobStates(jobs: PlannedJobs | null, run: boolean): JobStates {
  const client = useQueryClient()
  const all = useMemo(() => (jobs ? [jobs.main, jobs.evolution, ...jobs.beside] : []), [jobs])
  const [main = idle, evolution = idle, ...beside] = useStatesOf(all)
  // A cancelled job must not start again by itself while its link still says `run`.
  const started = useRef(new Set<string>())

  const start = useCallback(() => {
    for (const job of present(all)) {
      if (started.current.has(jobId(job))) continue
      started.current.add(jobId(job))
      void startJob(client, job, detectorById(job.detector)?.name ?? job.detector)
    }
  }, [client, all])

  useEffect(() => {
    if (run) start()
    else started.current.clear()
  }, [run, start])

  const retry = useCallback(() => {
    for (const job of present(all)) {
      forgetFailure(client, job)
      started.current.delete(jobId(job))
    }
    start()
  }, [client, all, start])

  const again = useCallback(() => {
    for (const job of present(all)) forgetResult(client, job)
    started.current.clear()
    start()
  }, [client, all, start])

  return { main, evolution, beside, retry, again }
}

const idle: JobState = { state: 'idle' }

const present = (jobs: readonly (Job | null)[]): Job[] => jobs.filter((job) => job !== null)

/** What each job has come to. They are only looked at here. */
function useStatesOf(jobs: readonly (Job | null)[]): JobState[] {
  const underWay = useJobIds()
  // Two equal jobs are one query.
  const unique = useMemo(() => [...new Map(present(jobs).map((job) => [jobId(job), job])).values()], [jobs])
  const found = useQueries({ queries: unique.map((job) => labQueries.result(job)) })
  return jobs.map((job): JobState => {
    if (!job) return idle
    const id = jobId(job)
    if (underWay.includes(id)) return { state: 'running', id }
    const query = found[unique.findIndex((other) => jobId(other) === id)]
    if (query?.data) return { state: 'done', value: query.data }
    return query?.error ? { state: 'failed', error: query.error } : idle
  })
}
