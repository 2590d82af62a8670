import * as Comlink from 'comlink'
import { toFailure } from '~/lib/errors'
import type { Progress } from '~/drift/define'
import { sendSamples } from './data-client'
import type { DriftWorkerApi, Job, JobResult, Outcome } from './protocol'
import { createQueue } from './queue'
import { connect, type Remote } from './remote'

/** A cancelled worker gets this long to stop by itself before it is killed and replaced. */
const GRACE_MS = 500

/** One core stays with the page; more than four lanes only share the memory bus. */
export const lanes = Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1))

const queue = createQueue(lanes)
const workers: (Remote<DriftWorkerApi> | undefined)[] = []
let lastCall = 0

function driftWorker(lane: number): Remote<DriftWorkerApi> {
  const existing = workers[lane]
  if (existing && !existing.dead) return existing
  const worker = new Worker(new URL('./drift.worker.ts', import.meta.url), {
    type: 'module',
    name: `tidemark detector ${lane + 1}`,
  })
  const remote = connect<DriftWorkerApi>(worker, 'worker that runs the detector')
  workers[lane] = remote
  return remote
}

/** Starts the first lane before it is needed. */
export function startPool(): void {
  driftWorker(0)
}

/**
 * Has the first lane run MMD before it is needed, so that the first job finds it fast; a job ends that. It gets an assistant
 * for every other lane, which help it while those lanes are free.
 */
export async function warmPool(): Promise<void> {
  // Where it fails, the first job will say why.
  await driftWorker(0)
    .call((api) => api.warmUp(lanes - 1))
    .catch(() => undefined)
}

interface Watch {
  signal: AbortSignal
  /** Number of jobs before this one; called while it waits. */
  onWaiting(before: number): void
  onStart(): void
  onProgress(p: Progress): void
}

/**
 * Runs one detector on one selection, in a worker of its own. Never rejects.
 * Cancelling kills at most the job: the parsed files live in the data worker.
 */
export async function runJob(job: Job, watch: Watch): Promise<Outcome<JobResult>> {
  const outcome = await queue.add((lane) => runInLane(driftWorker(lane), job, watch), watch)
  return outcome ?? { status: 'cancelled' }
}

async function runInLane(
  remote: Remote<DriftWorkerApi>,
  job: Job,
  watch: Watch,
): Promise<Outcome<JobResult>> {
  lastCall += 1
  const call = lastCall
  const { port1, port2 } = new MessageChannel()
  // A progress message that was under way when the job was cancelled must not bring it back.
  const progress = Comlink.proxy((p: Progress) => {
    if (!watch.signal.aborted) watch.onProgress(p)
  })
  let killer: ReturnType<typeof setTimeout> | undefined
  const cancel = (): void => {
    killer = setTimeout(() => remote.kill('cancelled'), GRACE_MS)
    void remote.call((api) => api.cancel(call)).catch(() => undefined)
  }
  watch.signal.addEventListener('abort', cancel, { once: true })
  watch.onStart()
  try {
    const result = remote.call((api) =>
      api.run(
        call,
        { detector: job.detector, params: job.params },
        Comlink.transfer(port2, [port2]),
        queue.free(),
        progress,
      ),
    )
    // Where the data worker dies, the detector would wait for its columns for ever.
    const sent = sendSamples(job.selection, port1)
    const dead = new Promise<never>((_, reject) => {
      sent.catch((error: unknown) => {
        void remote.call((api) => api.cancel(call)).catch(() => undefined)
        reject(error)
      })
    })
    const outcome = await Promise.race([result, dead])
    // A worker may remember for good that a part of it could not be loaded; a new one asks again.
    if (outcome.status === 'failed' && outcome.failure.code === 'detector-unreachable')
      remote.kill('a part of it could not be loaded')
    return outcome
  } catch (error) {
    return watch.signal.aborted ? { status: 'cancelled' } : { status: 'failed', failure: toFailure(error) }
  } finally {
    clearTimeout(killer)
    watch.signal.removeEventListener('abort', cancel)
  }
}
