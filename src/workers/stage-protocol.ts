import type { StageJudgement, StageTimes } from '~/drift/pipeline/judge'
import type { StageComparison, StagePair } from '~/drift/pipeline/two-samples'
import type { Outcome } from './protocol'

/** What `stage.worker` does. */
export interface StageWorkerApi {
  judge: (stages: readonly StageTimes[]) => Promise<Outcome<StageJudgement[]>>
  compare: (pairs: readonly StagePair[]) => Promise<Outcome<StageComparison[]>>
}
