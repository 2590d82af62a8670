import { type PipelineFinding, titleOf } from './findings'

/** Whether a person has seen a change, or wants to hear no more of it. */
export type FindingState = 'new' | 'acknowledged' | 'muted'

export interface StatedFinding {
  finding: PipelineFinding
  state: FindingState
}

const HEAD = [
  'pipeline',
  'kind',
  'stage',
  'occurrence',
  'before build',
  'since build',
  'since',
  'median before (ms)',
  'median after (ms)',
  'change (%)',
  'p',
  'statistic',
  'n before',
  'n after',
  'state',
  'finding',
] as const

/** Changes of a pipeline as a table, for a CSV file. A change of the profile has a row for each stage that moved. */
export function findingRows(
  job: string,
  all: readonly StatedFinding[],
): { head: readonly string[]; rows: (string | number | null)[][] } {
  const rows = all.flatMap(({ finding, state }) => {
    const { change, before, since } = finding
    const started = new Date(since.startedAt).toISOString()
    const statistic = finding.kind === 'stage' ? finding.change.statistic : finding.change.mmd2
    return stagesOf(finding).map(({ stage, occurrence, medianBefore, medianAfter }) => [
      job,
      finding.kind,
      stage,
      occurrence + 1,
      before.id,
      since.id,
      started,
      medianBefore,
      medianAfter,
      medianBefore > 0 ? 100 * (medianAfter / medianBefore - 1) : null,
      change.pValue,
      statistic,
      change.beforeCount,
      change.afterCount,
      state,
      titleOf(finding),
    ])
  })
  return { head: HEAD, rows }
}

/** The same as JSON, builds by their ids. */
export function findingsJson(job: string, all: readonly StatedFinding[]) {
  return {
    pipeline: job,
    changes: all.map(({ finding, state }) => ({
      kind: finding.kind,
      finding: titleOf(finding),
      state,
      before: finding.before.id,
      since: finding.since.id,
      sinceTime: new Date(finding.since.startedAt).toISOString(),
      pValue: finding.change.pValue,
      ...(finding.kind === 'stage'
        ? { statistic: finding.change.statistic, share: finding.change.share }
        : {
            mmd2: finding.change.mmd2,
            totalBefore: finding.change.totalBefore,
            totalAfter: finding.change.totalAfter,
          }),
      beforeCount: finding.change.beforeCount,
      afterCount: finding.change.afterCount,
      stages: stagesOf(finding),
      warnings:
        finding.kind === 'stage'
          ? finding.warnings.map(({ detector, at }) => ({ detector, build: at.id }))
          : [],
    })),
  }
}

/** The stages of a change with their medians in ms. */
export function stagesOf(finding: PipelineFinding) {
  if (finding.kind === 'stage') {
    const { column, change } = finding
    const { medianBefore, medianAfter } = change
    return [{ stage: column.name, occurrence: column.occurrence, medianBefore, medianAfter }]
  }
  return finding.moves.map(({ column, medianBefore, medianAfter }) => ({
    stage: column.name,
    occurrence: column.occurrence,
    medianBefore,
    medianAfter,
  }))
}
