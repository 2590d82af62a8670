import type { StageAliases } from '~/domain/jenkins/columns'
import type { PackedBuilds, TabulatedStages } from '~/domain/jenkins/stage-table'
import type { PipelineJudgement, PipelineTimes } from '~/drift/pipeline/judge-pipeline'
import type { StageComparison, StagePair } from '~/drift/pipeline/two-samples'
import type { Outcome } from './protocol'

/** What `stage.worker` does. */
export interface StageWorkerApi {
  /** The columns, statistics and histories of a table of builds. */
  tabulate: (packed: PackedBuilds, aliases: StageAliases) => Promise<Outcome<TabulatedStages>>
  judge: (times: PipelineTimes) => Promise<Outcome<PipelineJudgement>>
  compare: (pairs: readonly StagePair[]) => Promise<Outcome<StageComparison[]>>
}
