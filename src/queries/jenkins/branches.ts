import { queryOptions } from '@tanstack/react-query'
import { jenkinsBackend } from '~/api/jenkins/backend'
import { type BranchStage, comparable } from '~/domain/jenkins/branches'
import type { StageComparison } from '~/drift/pipeline/two-samples'

/** Which stages take another time in one branch than in the other. The key is the times themselves. */
export const branchComparisonQuery = (stages: readonly BranchStage[]) => {
  const pairs = comparable(stages)
  return queryOptions<StageComparison[]>({
    queryKey: [...jenkinsBackend.key, 'branches', pairs],
    queryFn: async ({ signal }) => {
      const { compareInWorker } = await import('~/workers/stage-client')
      return compareInWorker(pairs, signal)
    },
    enabled: pairs.length > 0,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
