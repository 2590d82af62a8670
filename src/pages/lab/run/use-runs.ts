import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { detectorById } from '~/drift/registry'
import type { CodedError } from '~/lib/errors'
import {
  forgetFailure,
  forgetRun,
  jobId,
  labQueries,
  startRun,
  type Job,
  type JobResult,
} from '~/queries/lab'
import { cancelJob, type RunningJob, useJobs } from '~/stores/jobs'

/** One job as the page sees it. */
export type RunState =
  | { state: 'idle' }
  | { state: 'running'; job: RunningJob }
  | { state: 'done'; value: JobResult }
  | { state: 'failed'; error: CodedError }

/** What each job has come to. They are only looked at here; `useRuns` starts them. */
function useRunStates(jobs: readonly (Job | null)[]): RunState[] {
  const running = useJobs((store) => store.jobs)
  const there = jobs.filter((job) => job !== null)
  // Two equal jobs are one query.
  const unique = [...new Map(there.map((job) => [jobId(job), job])).values()]
  const found = useQueries({ queries: unique.map((job) => labQueries.result(job)) })
  return jobs.map((job): RunState => {
    if (!job) return { state: 'idle' }
    const id = jobId(job)
    const under = running.find((j) => j.id === id)
    if (under) return { state: 'running', job: under }
    const query = found[unique.findIndex((other) => jobId(other) === id)]
    if (query?.data) return { state: 'done', value: query.data }
    return query?.error ? { state: 'failed', error: query.error } : { state: 'idle' }
  })
}

/** All that the settings ask for. */
export interface Jobs {
  main: Job
  evolution: Job | null
  /** Null where it cannot be run as it is set. */
  beside: readonly (Job | null)[]
}

export interface Runs {
  main: RunState
  evolution: RunState
  /** As `Jobs.beside`. */
  beside: readonly RunState[]
  /** Runs again what failed. */
  retry(): void
  /** Runs everything again, also what was found or cancelled. Stable. */
  again(): void
  cancel(): void
}

/**
 * Starts the jobs once the settings say `run` and the data is there, and tells what has come of them.
 * A result belongs to its settings: when these have changed, a late result is not shown under them.
 */
export function useRuns(jobs: Jobs | null, run: boolean): Runs {
  const client = useQueryClient()
  const [main = idle, evolution = idle, ...beside] = useRunStates(
    jobs ? [jobs.main, jobs.evolution, ...jobs.beside] : [],
  )
  // A cancelled run must not start again by itself while its link still says `run`.
  const started = useRef(new Set<string>())

  // `jobs` is made anew at every render.
  const latest = useRef<readonly Job[]>([])
  useEffect(() => {
    latest.current = listed(jobs)
  })

  const start = useCallback(() => {
    for (const job of latest.current) {
      if (started.current.has(jobId(job))) continue
      started.current.add(jobId(job))
      void startRun(client, job, detectorById(job.detector)?.name ?? job.detector)
    }
  }, [client])

  const key = listed(jobs).map(jobId).join(' ')
  useEffect(() => {
    if (run) start()
    else started.current.clear()
    // `key` stands for the jobs, which `start` reads where they are kept.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [run, key, start])

  const retry = useCallback(() => {
    for (const job of latest.current) {
      forgetFailure(client, job)
      started.current.delete(jobId(job))
    }
    start()
  }, [client, start])

  const again = useCallback(() => {
    for (const job of latest.current) forgetRun(client, job)
    started.current.clear()
    start()
  }, [client, start])

  return {
    main,
    evolution,
    beside,
    retry,
    again,
    cancel: () => latest.current.forEach((job) => cancelJob(jobId(job))),
  }
}

const idle: RunState = { state: 'idle' }

function listed(jobs: Jobs | null): Job[] {
  return jobs ? [jobs.main, jobs.evolution, ...jobs.beside].filter((job) => job !== null) : []
}
