import { transfer } from 'comlink'
import type { StageAliases } from '~/domain/jenkins/columns'
import type { PackedBuilds, TabulatedStages } from '~/domain/jenkins/stage-table'
import type { PipelineJudgement, PipelineTimes } from '~/drift/pipeline/judge-pipeline'
import type { StageComparison, StagePair } from '~/drift/pipeline/two-samples'
import { CodedError } from '~/lib/errors'
import type { Outcome } from './protocol'
import { connect, type Remote } from './remote'
import type { StageWorkerApi } from './stage-protocol'
import { transferables } from './transferables'

function start(): Remote<StageWorkerApi> {
  const worker = new Worker(new URL('./stage.worker.ts', import.meta.url), {
    type: 'module',
    name: 'tidemark stages',
  })
  return connect<StageWorkerApi>(worker, 'worker of the stages')
}

let tables: Remote<StageWorkerApi> | null = null

/**
 * What a table of builds is made of, from a worker that lives as long as the page: it takes milliseconds.
 * @param packed its arrays are gone afterwards
 * @throws CodedError where it cannot be done
 */
export async function tabulateInWorker(
  packed: PackedBuilds,
  aliases: StageAliases,
): Promise<TabulatedStages> {
  if (!tables || tables.dead) tables = start()
  return valueOf(await tables.call((api) => api.tabulate(transfer(packed, transferables(packed)), aliases)))
}

/**
 * Judges the stages of a pipeline in a worker of its own, which ends with it.
 * @param signal ends the worker
 * @throws CodedError where it cannot be done; `worker-died`, also where the signal ended it
 */
export const judgeInWorker = (times: PipelineTimes, signal: AbortSignal): Promise<PipelineJudgement> =>
  inWorker((api) => api.judge(times), signal)

/** Compares the stages of two branches, likewise. */
export const compareInWorker = (
  pairs: readonly StagePair[],
  signal: AbortSignal,
): Promise<StageComparison[]> => inWorker((api) => api.compare(pairs), signal)

async function inWorker<T>(
  call: (api: StageWorkerApi) => Promise<Outcome<T>>,
  signal: AbortSignal,
): Promise<T> {
  const remote = start()
  const stop = () => remote.kill('Nobody waits for it any more.')
  signal.addEventListener('abort', stop, { once: true })
  try {
    return valueOf(await remote.call(call))
  } finally {
    signal.removeEventListener('abort', stop)
    remote.kill('It is done.')
  }
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.status === 'done') return outcome.value
  if (outcome.status === 'failed') throw new CodedError(outcome.failure.code, outcome.failure.message)
  throw new CodedError('cancelled', 'The stages were not computed.')
}
