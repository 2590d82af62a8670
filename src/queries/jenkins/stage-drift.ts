import { queryOptions } from '@tanstack/react-query'
import { jenkinsBackend } from '~/api/jenkins/backend'
import type { StageTable } from '~/domain/jenkins/stage-table'
import type { StageJudgement } from '~/drift/pipeline/judge'

/**
 * Which stages take another time than they did. The key is the times themselves: a running build changes nothing of it.
 */
export const stageDriftQuery = (job: string, table: StageTable) => {
  const stages = table.columns.map(({ key, history }) => ({ key, ms: history.map(({ ms }) => ms) }))
  return queryOptions<StageJudgement[]>({
    queryKey: [...jenkinsBackend.key, 'stage drift', job, stages],
    queryFn: async ({ signal }) => {
      const { judgeInWorker } = await import('~/workers/stage-client')
      return judgeInWorker(stages, signal)
    },
    enabled: stages.length > 0,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
