import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { markFor, type PipelineFinding, pipelineFindings } from '~/domain/jenkins/findings'
import type { StatedFinding } from '~/domain/jenkins/findings-file'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { stageDriftQuery } from '~/queries/jenkins/stage-drift'
import { marksOf, usePipelineChoices } from '~/stores/pipelines'

/** What changed in a pipeline, each with what a person said of it; all who ask share one judgement. */
export function useFindings(job: string, table: StageTable) {
  const answer = useQuery(stageDriftQuery(job, table))
  const muted = usePipelineChoices(marksOf(job, 'muted'))
  const acknowledged = usePipelineChoices(marksOf(job, 'acknowledged'))
  const judgement = answer.data
  const stated = useMemo(
    () => (judgement ? statedOf(table, pipelineFindings(table, judgement), muted, acknowledged) : []),
    [table, judgement, muted, acknowledged],
  )
  return { answer, stated, muted, acknowledged }
}

function statedOf(
  table: StageTable,
  findings: readonly PipelineFinding[],
  muted: readonly string[],
  acknowledged: readonly string[],
): StatedFinding[] {
  return findings.map((finding) => ({
    finding,
    state:
      markFor(muted, finding, table) !== undefined
        ? 'muted'
        : markFor(acknowledged, finding, table) !== undefined
          ? 'acknowledged'
          : 'new',
  }))
}
