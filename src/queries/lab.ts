import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { type BundledFile, bundledFile } from '~/data/samples'
import type { TableSummary } from '~/data/columns'
import { type ReadOptions, tableKey } from '~/data/read-options'
import type { TableWindow } from '~/data/prepare/window'
import { CodedError, type Failure } from '~/lib/errors'
import { addJob, countJob, endJob, updateJob } from '~/stores/jobs'
import { keepFile, keptFile, setKeepingAllowed, useKeptFiles } from '~/stores/kept-files'
import { openFile, rememberFile } from '~/stores/open-files'
import { forgetTable, loadFile, previewFile, warmDataWorker } from '~/workers/data-client'
import { runJob, startPool, warmPool } from '~/workers/pool'
import type { Job, JobResult } from '~/workers/protocol'

export type { Job, JobResult } from '~/workers/protocol'

/** A failure that a worker reported: its sentence is shown as it is. */
class LabError extends CodedError {}

/** The user stopped it: nothing to show. */
export class Cancelled extends CodedError {}

const cancelled = (): Cancelled => new Cancelled('cancelled', 'Cancelled.')
const failed = ({ code, message }: Failure): LabError => new LabError(code, message)

export interface FileRef {
  digest: string
  name: string
  /** How it is read, where that was told; else its data decide. */
  options?: ReadOptions
}

/** A file of the link that is not on this machine is an expected refusal: a value, not an error. */
export type Table =
  | { state: 'loaded'; summary: TableSummary; readMs: number }
  | { state: 'missing'; file: FileRef }

const queryKeyOf = ({ digest, options }: Pick<FileRef, 'digest' | 'options'>) =>
  ['lab', 'table', tableKey(digest, options)] as const

let reads = 0

/**
 * Has the data worker read a file; the jobs list shows its progress and its cancel.
 * @throws LabError with a sentence that names the file; Cancelled
 */
async function readFile(
  file: File,
  options: ReadOptions,
): Promise<{ summary: TableSummary; readMs: number }> {
  reads += 1
  const id = `read ${reads}`
  const controller = new AbortController()
  addJob({ id, kind: 'read', title: file.name, controller })
  updateJob(id, { state: 'running' })
  const started = performance.now()
  try {
    const outcome = await loadFile(file, {
      options,
      signal: controller.signal,
      onProgress: ({ done, total }) => countJob(id, { done, total, phase: 'bytes' }),
    })
    if (outcome.status === 'cancelled') throw cancelled()
    if (outcome.status === 'failed') throw failed(outcome.failure)
    return { summary: outcome.value, readMs: performance.now() - started }
  } finally {
    endJob(id)
  }
}

/**
 * Reads a file that the user gave, and keeps it over a reload where that was allowed.
 * @returns its summary, and why it could not be kept (if so).
 * @throws LabError with a sentence that names the file; Cancelled
 */
export async function addFile(
  client: QueryClient,
  file: File,
): Promise<{ summary: TableSummary; notKept: string | null }> {
  const { summary, readMs } = await readFile(file, {})
  rememberFile(summary.digest, file)
  // A search of the storage that is still under way would end in "missing", after this.
  await client.cancelQueries({ queryKey: queryKeyOf(summary), exact: true })
  client.setQueryData(queryKeyOf(summary), { state: 'loaded', summary, readMs } satisfies Table)
  // Where a link reads it otherwise, it was missing until now.
  await client.resetQueries({
    predicate: ({ queryKey: [lab, table, key] }) =>
      lab === 'lab' && table === 'table' && String(key).startsWith(`${summary.digest} `),
  })
  return { summary, notKept: await keep(summary.digest, file) }
}

/** Keeps a file over a reload where the user allowed that; bundled ones are always at hand. */
async function keep(digest: string, file: File): Promise<string | null> {
  return useKeptFiles.getState().allowed && !bundledFile(digest) ? keepFile(digest, file) : null
}

/**
 * Frees the memory of a file that the page no longer names. Its handle stays: going back to it reads it again,
 * and so does a job that was queued with it.
 * @param key its `tableKey`
 */
export function dropTable(client: QueryClient, key: string): void {
  client.removeQueries({ queryKey: ['lab', 'table', key], exact: true })
  void forgetTable(key)
}

/** Allows (or stops allowing) that files are kept, and keeps those that are open now. @returns why one could not be kept. */
export async function allowKeeping(refs: readonly FileRef[]): Promise<string | null> {
  const notRemembered = setKeepingAllowed(true)
  if (notRemembered) return notRemembered
  for (const { digest } of refs) {
    const file = openFile(digest)
    const notKept = file ? await keep(digest, file) : null
    if (notKept) return notKept
  }
  return null
}

/** Fetches a bundled file; it is part of this page's own build. @throws LabError */
async function fetchBundled(file: BundledFile, signal: AbortSignal): Promise<File> {
  const response = await fetch(file.path, { signal }).catch(() => null)
  if (!response?.ok) {
    throw new LabError(
      'sample-unreachable',
      `The sample ${file.fileName} could not be loaded from this page’s own server${response ? ` (${response.status})` : ''}. Is it still running? Then try again.`,
    )
  }
  return new File([await response.blob()], file.fileName)
}

/** Finds a file by its digest: dropped earlier, bundled with the page, or (while that is allowed) kept in the browser's storage. */
async function findFile({ digest }: FileRef, signal: AbortSignal): Promise<File | null> {
  const bundled = bundledFile(digest)
  const opened = openFile(digest)
  if (opened) return opened
  if (bundled) return fetchBundled(bundled, signal)
  return useKeptFiles.getState().allowed ? keptFile(digest) : null
}

async function openTable(ref: FileRef, signal: AbortSignal): Promise<Table> {
  const file = await findFile(ref, signal)
  if (!file) return { state: 'missing', file: ref }
  const { summary, readMs } = await readFile(file, ref.options ?? {})
  // What was kept or bundled has changed under its name: it is not what the link means.
  if (summary.digest !== ref.digest) return { state: 'missing', file: ref }
  rememberFile(ref.digest, file)
  return { state: 'loaded', summary, readMs }
}

/** The first rows of a file under other options. */
export interface Preview {
  summary: TableSummary
  window: TableWindow
  /** Bytes that were read where that is not the whole file. */
  beginning: number | null
}

const PREVIEW_ROWS = 8
const PREVIEW_BYTES = 1_000_000

async function previewOf(ref: FileRef, options: ReadOptions, signal: AbortSignal): Promise<Preview> {
  const file = await findFile(ref, signal)
  if (!file) throw new LabError('not-loaded', `${ref.name} is not on this machine any more. Drop it again.`)
  const beginning = await beginningOf(file)
  const outcome = await previewFile(beginning ?? file, options, PREVIEW_ROWS, signal)
  if (outcome.status === 'cancelled') throw cancelled()
  if (outcome.status === 'failed') throw failed(outcome.failure)
  return { ...outcome.value, beginning: beginning?.size ?? null }
}

/** The whole lines at the beginning of a large delimited text; null where a file is read as a whole. */
async function beginningOf(file: File): Promise<File | null> {
  if (file.size <= 4 * PREVIEW_BYTES || !/\.(?:csv|tsv|txt|dat|data)$/i.test(file.name)) return null
  const bytes = new Uint8Array(await file.slice(0, PREVIEW_BYTES).arrayBuffer())
  // UTF-16 has its line ends elsewhere.
  const end = bytes.includes(0) ? -1 : bytes.lastIndexOf(10)
  return end < 0 ? null : new File([bytes.subarray(0, end + 1)], file.name)
}

/** A result is addressed by everything that determines it. */
const jobKey = (job: Job) => ['lab', 'run', job] as const

/** The name of a running job in the jobs store. */
export const jobId = (job: Job): string => JSON.stringify(job)

/** A result never gets old; it is dropped half an hour after the last look at it. Its arrays are not compared. */
const resultCaching = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 30 * 60_000,
  retry: false,
  structuralSharing: false,
} as const

export const labQueries = {
  table: (ref: FileRef) =>
    queryOptions({
      queryKey: queryKeyOf(ref),
      queryFn: ({ signal }) => openTable(ref, signal),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),

  /** How a file of this page is read with other options, and its first rows. Of a large file, its beginning is read. */
  preview: (ref: FileRef, options: ReadOptions) =>
    queryOptions({
      queryKey: ['lab', 'preview', tableKey(ref.digest, options)] as const,
      queryFn: ({ signal }) => previewOf(ref, options, signal),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      retry: false,
    }),

  /**
   * The result of a job that `startJob` began. It never starts one by itself: a job belongs to the
   * list of jobs, not to the component that looks at it, so leaving the page does not stop it.
   */
  result: (job: Job) =>
    queryOptions<JobResult, CodedError>({
      queryKey: jobKey(job),
      queryFn: () => Promise.reject(cancelled()),
      enabled: false,
      ...resultCaching,
    }),
}

/**
 * Starts a job, or joins the one under way; a result that is already there is not computed again.
 * Its progress and its cancel are in the jobs store, its result or failure in the query cache.
 */
export async function startJob(client: QueryClient, job: Job, title: string): Promise<void> {
  const queryKey = jobKey(job)
  try {
    await client.fetchQuery({ queryKey, queryFn: () => compute(client, job, title), ...resultCaching })
  } catch (error) {
    // A cancelled job leaves no trace, so that it can be started again. A failure is in the cache.
    if (error instanceof Cancelled) client.removeQueries({ queryKey, exact: true })
  } finally {
    // Only now that its result is in the cache: between the two it would be neither running nor done.
    endJob(jobId(job))
  }
}

async function compute(client: QueryClient, job: Job, title: string): Promise<JobResult> {
  const id = jobId(job)
  const controller = new AbortController()
  const { signal } = controller
  addJob({ id, kind: 'run', title, controller })
  const run = () =>
    runJob(job, {
      signal,
      onWaiting: (before) => updateJob(id, { state: 'queued', before }),
      onStart: () => updateJob(id, { state: 'running', before: 0 }),
      onProgress: (progress) => countJob(id, progress),
    })
  let outcome = await run()
  if (outcome.status === 'failed' && outcome.failure.code === 'not-loaded') {
    // The data worker was started anew since the files were read: read them again, then run.
    await Promise.all(
      [job.selection.reference, job.selection.test].map(async (ref) => {
        if (ref) client.setQueryData(queryKeyOf(ref), await openTable(ref, signal))
      }),
    )
    outcome = await run()
  }
  if (outcome.status === 'cancelled') throw cancelled()
  if (outcome.status === 'failed') throw failed(outcome.failure)
  return outcome.value
}

/** Forgets a job's failure, so that it can be started again; a result that is there stays. */
export function forgetFailure(client: QueryClient, job: Job): void {
  if (client.getQueryState(jobKey(job))?.status === 'error') forgetResult(client, job)
}

/** Forgets what has come of a job, so that it is computed again; one under way goes on. */
export function forgetResult(client: QueryClient, job: Job): void {
  const queryKey = jobKey(job)
  if (client.getQueryState(queryKey)?.fetchStatus !== 'fetching')
    client.removeQueries({ queryKey, exact: true })
}

/** A page that was opened to look at something else, or runs a job at once, is spared the warming. In ms. */
const REST = 1500

/**
 * Starts the workers while the page is looked at, so that the first drop and the first job do not wait for them, and
 * has a detector's worker warm once the page is at rest.
 * @returns what ends the wait for that
 */
export function warmLab(): () => void {
  warmDataWorker()
  startPool()
  const timer = setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => void warmPool())
    else void warmPool()
  }, REST)
  return () => clearTimeout(timer)
}
