import type { TableSummary } from '~/data/columns'
import type { ReadOptions } from '~/data/read-options'
import type { Selection } from '~/data/prepare/selection'
import type { TableWindow } from '~/data/prepare/window'
import { toFailure } from '~/lib/errors'
import * as Comlink from 'comlink'
import type { DataWorkerApi, LoadProgress, Outcome } from './protocol'
import { connect, type Remote } from './remote'

let current: Remote<DataWorkerApi> | null = null
let lastCall = 0

/** The one data worker: started on first use, started anew (and empty) only if it crashed. */
function dataWorker(): Remote<DataWorkerApi> {
  if (!current || current.dead) {
    const worker = new Worker(new URL('./data.worker.ts', import.meta.url), {
      type: 'module',
      name: 'tidemark data',
    })
    current = connect<DataWorkerApi>(worker, 'worker that holds the data')
  }
  return current
}

/** Starts the worker before it is needed: the first drop then waits for no download. */
export function warmDataWorker(): void {
  dataWorker()
}

/** Parses a file in the worker, which keeps its columns under `tableKey`: the summary's digest, and the options. */
export async function loadFile(
  file: File,
  {
    options = {},
    signal,
    onProgress,
  }: { options?: ReadOptions; signal: AbortSignal; onProgress: (p: LoadProgress) => void },
): Promise<Outcome<TableSummary>> {
  if (signal.aborted) return { status: 'cancelled' }
  lastCall += 1
  const call = lastCall
  const remote = dataWorker()
  const progress = Comlink.proxy(onProgress)
  const cancel = (): void => void remote.call((api) => api.cancel(call)).catch(() => undefined)
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await remote.call((api) => api.load(call, file, options, progress))
  } catch (error) {
    return { status: 'failed', failure: toFailure(error) }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/** Has the data worker send the samples of a selection through `port`. Rejects with `WorkerDied` only. */
export function sendSamples(selection: Selection, port: MessagePort): Promise<void> {
  return dataWorker().call((api) => api.send(selection, Comlink.transfer(port, [port])))
}

/** How a file is read with these options, and its first rows; the worker keeps nothing of it. */
export async function previewFile(
  file: File,
  options: ReadOptions,
  rows: number,
  signal: AbortSignal,
): Promise<Outcome<{ summary: TableSummary; window: TableWindow }>> {
  lastCall += 1
  const call = lastCall
  const remote = dataWorker()
  const cancel = (): void => void remote.call((api) => api.cancel(call)).catch(() => undefined)
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await remote.call((api) => api.preview(call, file, options, rows))
  } catch (error) {
    return { status: 'failed', failure: toFailure(error) }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/** Some rows of a loaded file, as they may be shown; null where it is not loaded. Rejects with `WorkerDied` only. */
export function tableWindow(key: string, first: number, count: number): Promise<TableWindow | null> {
  return dataWorker().call((api) => api.window(key, first, count))
}

/** Drops a file's columns from the worker's memory. */
export async function forgetTable(key: string): Promise<void> {
  if (current && !current.dead) await current.call((api) => api.forget(key)).catch(() => undefined)
}
