import type { NewRecord, RecordLabels } from '../drift-watch/publish'
import { type PipelineFinding, titleOf } from './findings'
import { stagesOf } from './findings-file'

/** A change of a pipeline as a record of Drift Watch, by the names that its clients log. */
export interface ChangeToPublish {
  /** Full name of the pipeline. */
  job: string
  finding: PipelineFinding
  /** Address of the page that shows it; null: there is none. */
  link: string | null
}

/** What is offered before the person says otherwise. */
export const CHANGE_TAGS = { stage: ['change', 'E-divisive'], profile: ['change', 'MMD'] } as const

export function changeRecord(
  { job, finding, link }: ChangeToPublish,
  { model, tags }: RecordLabels,
): NewRecord {
  const { change, before, since } = finding
  return {
    state: 'completed',
    model: model.trim(),
    driftDetected: true,
    tags: tags.map((tag) => tag.trim()),
    parameters: {
      ...(finding.kind === 'stage'
        ? {
            test_statistic: finding.change.statistic,
            p_value: change.pValue,
            alpha: change.alpha,
            detector: 'e-divisive',
          }
        : {
            distance: finding.change.mmd2,
            p_value: change.pValue,
            alpha: change.alpha,
            detector: 'mmd',
            total_median_before_ms: finding.change.totalBefore,
            total_median_after_ms: finding.change.totalAfter,
          }),
      finding: titleOf(finding),
      pipeline: job,
      ...stageParameters(finding),
      builds: {
        last_before: before.id,
        first_after: since.id,
        first_after_time: new Date(since.startedAt).toISOString(),
        before: change.beforeCount,
        after: change.afterCount,
      },
      ...(link === null ? {} : { pipeline_link: link }),
    },
  }
}

function stageParameters(finding: PipelineFinding): Record<string, unknown> {
  const stages = stagesOf(finding).map(({ stage, occurrence, medianBefore, medianAfter }) => ({
    stage: occurrence === 0 ? stage : `${stage} (${occurrence + 1})`,
    median_before_ms: medianBefore,
    median_after_ms: medianAfter,
  }))
  return finding.kind === 'stage' ? (stages[0] ?? {}) : { stages }
}
