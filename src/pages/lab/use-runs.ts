import { useQuery, useQueryClient } from '@tanstack/react-query'
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

/** What one job has come to. It is only looked at here; `useRuns` starts it. */
function useRunState(job: Job | null): RunState {
  const query = useQuery({ ...labQueries.result(job ?? noJob) })
  const running = useJobs(({ jobs }) => (job ? jobs.find((j) => j.id === jobId(job)) : undefined))
  if (!job) return { state: 'idle' }
  if (running) return { state: 'running', job: running }
  if (query.data) return { state: 'done', value: query.data }
  return query.error ? { state: 'failed', error: query.error } : { state: 'idle' }
}

/** Stands in where there is nothing to run: hooks cannot be left out. */
const noJob: Job = {
  detector: '',
  params: {},
  selection: {
    reference: { digest: '', name: '' },
    test: null,
    split: null,
    columns: null,
    standardise: false,
    timeColumn: null,
  },
}

export interface Runs {
  main: RunState
  evolution: RunState
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
export function useRuns(jobs: { main: Job; evolution: Job | null } | null, run: boolean): Runs {
  const client = useQueryClient()
  const main = useRunState(jobs?.main ?? null)
  const evolution = useRunState(jobs?.evolution ?? null)
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
    retry,
    again,
    cancel: () => latest.current.forEach((job) => cancelJob(jobId(job))),
  }
}

function listed(jobs: { main: Job; evolution: Job | null } | null): Job[] {
  return jobs ? [jobs.main, ...(jobs.evolution ? [jobs.evolution] : [])] : []
}
