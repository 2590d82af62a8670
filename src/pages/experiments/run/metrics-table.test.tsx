import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import type { Run } from '~/domain/mlflow/run'
import { historyOf } from '~/domain/mlflow/series/history'
import { mlflowKeys } from '~/queries/mlflow/queries'
import { MetricsTable } from './metrics-table'

const metric = (key: string) => ({ key, value: 0.5, step: 1, at: 0 })
const metrics = [
  ...Array.from({ length: 60 }, (_, k) => metric(`layer_${k}/weight_norm`)),
  metric('val/loss'),
]
const run: Run = {
  id: 'a'.repeat(32),
  experimentId: '83',
  name: 'site-1',
  user: '',
  status: 'FINISHED',
  startedAt: null,
  endedAt: null,
  lifecycle: 'active',
  artifactUri: '',
  metrics,
  params: [],
  tags: [],
  datasets: [],
}

it('of more metrics than histories are loaded, the most telling ones have curves, and stand first', async () => {
  const client = new QueryClient()
  const points = [3, 1, 2].map((value, step) => ({ value, step, at: step }))
  for (const { key } of metrics) client.setQueryData(mlflowKeys.history(run.id, key), historyOf(points))
  const page = await render(
    <QueryClientProvider client={client}>
      <MetricsTable title="Metrics 61" run={run} metrics={metrics} />
    </QueryClientProvider>,
  )
  await expect.element(page.getByText('histories of the 40 most telling of 61 metrics')).toBeVisible()
  const first = page.getByRole('row').nth(1)
  await expect.element(first).toHaveTextContent(/^val\/loss/)
  await expect.element(first.getByRole('img', { name: 'val/loss over its steps' })).toBeVisible()
})
