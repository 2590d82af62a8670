import type { StageJudgement, StageTimes } from '~/drift/pipeline/judge'
import { CodedError } from '~/lib/errors'
import { connect } from './remote'
import type { StageWorkerApi } from './stage-protocol'

/**
 * Judges the stages of a pipeline in a worker of its own, which ends with it.
 * @param signal ends the worker
 * @throws CodedError where it cannot be done; `worker-died`, also where the signal ended it
 */
export async function judgeInWorker(
  stages: readonly StageTimes[],
  signal: AbortSignal,
): Promise<StageJudgement[]> {
  const worker = new Worker(new URL('./stage.worker.ts', import.meta.url), {
    type: 'module',
    name: 'tidemark stages',
  })
  const remote = connect<StageWorkerApi>(worker, 'worker that judges stages')
  const stop = () => remote.kill('Nobody waits for it any more.')
  signal.addEventListener('abort', stop, { once: true })
  try {
    const outcome = await remote.call((api) => api.judge(stages))
    if (outcome.status === 'done') return outcome.value
    if (outcome.status === 'failed') throw new CodedError(outcome.failure.code, outcome.failure.message)
    throw new CodedError('cancelled', 'The stages were not judged.')
  } finally {
    signal.removeEventListener('abort', stop)
    remote.kill('It is done.')
  }
}
