import type { Run } from '~/domain/mlflow/run'

/** A run for tests. */
export function madeRun(
  name: string,
  { metrics = {}, params = {} }: { metrics?: Record<string, number>; params?: Record<string, string> } = {},
): Run {
  return {
    id: `id of ${name}`,
    experimentId: '1',
    name,
    user: 'me',
    status: 'FINISHED',
    startedAt: 0,
    endedAt: 60_000,
    lifecycle: 'active',
    artifactUri: '',
    metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, step: 1, at: 0 })),
    params: Object.entries(params).map(([key, value]) => ({ key, value })),
    tags: [],
    datasets: [],
  }
}
