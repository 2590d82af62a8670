import type { StageJudgement, StageTimes } from '~/drift/pipeline/judge'
import type { StageComparison, StagePair } from '~/drift/pipeline/two-samples'
import { CodedError } from '~/lib/errors'
import { connect } from './remote'
import type { Outcome } from './protocol'
import type { StageWorkerApi } from './stage-protocol'

/**
 * Judges the stages of a pipeline in a worker of its own, which ends with it.
 * @param signal ends the worker
 * @throws CodedError where it cannot be done; `worker-died`, also where the signal ended it
 */
export const judgeInWorker = (
  stages: readonly StageTimes[],
  signal: AbortSignal,
): Promise<StageJudgement[]> => inWorker((api) => api.judge(stages), signal)

/** Compares the stages of two branches, likewise. */
export const compareInWorker = (
  pairs: readonly StagePair[],
  signal: AbortSignal,
): Promise<StageComparison[]> => inWorker((api) => api.compare(pairs), signal)

async function inWorker<T>(
  call: (api: StageWorkerApi) => Promise<Outcome<T>>,
  signal: AbortSignal,
): Promise<T> {
  const worker = new Worker(new URL('./stage.worker.ts', import.meta.url), {
    type: 'module',
    name: 'tidemark stages',
  })
  const remote = connect<StageWorkerApi>(worker, 'worker that judges stages')
  const stop = () => remote.kill('Nobody waits for it any more.')
  signal.addEventListener('abort', stop, { once: true })
  try {
    const outcome = await remote.call(call)
    if (outcome.status === 'done') return outcome.value
    if (outcome.status === 'failed') throw new CodedError(outcome.failure.code, outcome.failure.message)
    throw new CodedError('cancelled', 'The stages were not judged.')
  } finally {
    signal.removeEventListener('abort', stop)
    remote.kill('It is done.')
  }
}
