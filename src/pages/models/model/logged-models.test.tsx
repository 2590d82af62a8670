import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { MemoryRouter } from 'react-router'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import type { LoggedModel } from '~/domain/mlflow/model'
import type { Run } from '~/domain/mlflow/run'
import { comparedRuns } from '~/queries/mlflow/compared-runs'
import { mlflowKeys } from '~/queries/mlflow/queries'
import { LoggedModels } from './logged-models'

const model: LoggedModel = {
  id: 'm-5d1a05d2c7504535a987ae34b88c3f84',
  experimentId: '1',
  name: 'unet-lm',
  createdAt: Date.UTC(2024, 7, 29),
  status: 'LOGGED_MODEL_UPLOAD_FAILED',
  type: 'sklearn',
  sourceRunId: '9387e8347ce54cf28f910d74d664b0dd',
  tags: [],
  params: [],
  metrics: [1, 2, 3, 4].map((n) => ({
    key: `m${n}`,
    value: n / 8,
    step: 0,
    at: 0,
    dataset: n === 2 ? 'digits-test' : '',
  })),
}

function section(known: { rows: readonly LoggedModel[]; unreadable: [] } | null, runs: readonly Run[] = []) {
  const client = new QueryClient()
  client.setQueryData(mlflowKeys.loggedModels('1'), known)
  client.setQueryData(comparedRuns('1', [model.sourceRunId!]).queryKey, { runs, absent: [] })
  client.setQueryData(mlflowKeys.experiment('1'), {
    id: '1',
    name: 'thermal',
    description: '',
    artifactLocation: '',
    lifecycle: 'active',
    createdAt: 0,
    updatedAt: 0,
    tags: [],
  })
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <LoggedModels experimentId="1" />
        <p>After it</p>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it('says what was logged, how it fares, and which run it came from', async () => {
  const page = await section({ rows: [model], unreadable: [] })
  const row = page.getByRole('row', { name: /unet-lm/ })
  await expect.element(row).toHaveTextContent('sklearn')
  await expect.element(row).toHaveTextContent('upload failed')
  await expect.element(row).toHaveTextContent('m1 0.125, m2 0.25 on digits-test, m3 0.375 and 1 more')
  await expect
    .element(row.getByRole('link', { name: '9387e834' }))
    .toHaveAttribute('href', '#/experiments/1/runs/9387e8347ce54cf28f910d74d664b0dd')
})

it('says which data sets the run was given that it came from', async () => {
  const run: Run = {
    id: model.sourceRunId!,
    experimentId: '1',
    name: 'site-1',
    user: '',
    status: 'FINISHED',
    startedAt: null,
    endedAt: null,
    lifecycle: 'active',
    artifactUri: '',
    metrics: [],
    params: [],
    tags: [],
    datasets: [
      {
        name: 'thermal-urban',
        digest: '8bd3f1a2',
        context: 'training',
        sourceType: '',
        source: '',
        schema: null,
        profile: null,
      },
    ],
  }
  const page = await section({ rows: [model], unreadable: [] }, [run])
  const row = page.getByRole('row', { name: /unet-lm/ })
  await expect.element(row).toHaveTextContent('thermal-urban training')
  await expect.element(row.getByRole('link', { name: 'site-1' })).toBeVisible()
})

it('is not there where the server knows no logged models, or has none', async () => {
  for (const known of [null, { rows: [], unreadable: [] } as const]) {
    const page = await section(known && { rows: [...known.rows], unreadable: [] })
    await expect.element(page.getByText('After it')).toBeVisible()
    expect(page.container.querySelector('table')).toBeNull()
    await page.unmount()
  }
})
