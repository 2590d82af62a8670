import { judgeStages, type StageJudgement } from './judge'
import { profileChanges, type ProfileChange, type ProfileStage } from './profile'

/** Times of a pipeline's builds, as they are judged. */
export interface PipelineTimes {
  stages: readonly ProfileStage[]
  /** Whole times of successful builds in milliseconds, by build: from the oldest at 0. */
  totals: ReadonlyMap<number, number>
}

export interface PipelineJudgement {
  /** One for each stage, in their order. */
  stages: StageJudgement[]
  /** Changes of all stages together while the total stayed, oldest first. */
  profile: ProfileChange[]
}

/** Judges each stage by itself, and all together. */
export function judgePipeline({ stages, totals }: PipelineTimes): PipelineJudgement {
  return { stages: judgeStages(stages), profile: profileChanges(stages, totals) }
}
