import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import type { Artifact } from '~/domain/mlflow/artifact'
import type { Run } from '~/domain/mlflow/run'
import { mlflowKeys } from '~/queries/mlflow/queries'
import { Datasets } from './datasets'

const OWN = 'a'.repeat(32)
const OTHER = 'b'.repeat(32)

const run = (...sources: readonly (readonly [type: string, source: object])[]): Run => ({
  id: OWN,
  experimentId: '83',
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
  datasets: sources.map(([sourceType, source], i) => ({
    name: `set ${i}`,
    digest: `digest${i}`,
    context: 'training',
    sourceType,
    source: JSON.stringify(source),
    schema: null,
    profile: '{"num_rows": 1797}',
  })),
})

const file = (path: string): Artifact => ({ path, isFolder: false, bytes: 9 })
const folder = (path: string): Artifact => ({ path, isFolder: true, bytes: null })

function section(of: Run, files: Readonly<Record<string, readonly Artifact[]>>) {
  const client = new QueryClient()
  for (const [path, list] of Object.entries(files)) client.setQueryData(mlflowKeys.artifacts(OWN, path), list)
  return render(
    <QueryClientProvider client={client}>
      <Datasets run={of} />
    </QueryClientProvider>,
  )
}

it('leads to the file that holds the rows: of another run, or one that this run stored too', async () => {
  const page = await section(
    run(
      ['http', { url: `https://x.org/get-artifact?run_uuid=${OTHER}&path=tables/day.csv` }],
      ['local', { uri: '/data/night.csv' }],
    ),
    { '': [file('README.md'), folder('tables')], tables: [file('tables/night.csv')] },
  )
  await expect
    .element(page.getByRole('link', { name: 'Open day.csv' }))
    .toHaveAttribute('href', `#/experiments/83/runs/${OTHER}?view=files&file=tables%2Fday.csv`)
  await expect
    .element(page.getByRole('link', { name: 'Open night.csv' }))
    .toHaveAttribute('href', `#/experiments/83/runs/${OWN}?view=files&file=tables%2Fnight.csv`)
  await expect.element(page.getByText('of another run')).toBeVisible()
  await expect.element(page.getByText('a file of the same name, tables/night.csv')).toBeVisible()
})

it('says why the Lab cannot open the others, and what to do', async () => {
  const page = await section(
    run(
      ['local', { uri: '/data/train.csv' }],
      ['http', { url: 'https://x.org/wine.csv' }],
      ['code', { tags: {} }],
    ),
    { '': [file('README.md')] },
  )
  const [local, web, code] = ['set 0', 'set 1', 'set 2'].map((name) =>
    page.getByRole('listitem').filter({ hasText: name }),
  )
  await expect.element(local!).toHaveTextContent('not its rows (they were at /data/train.csv)')
  await expect.element(local!).toHaveTextContent('mlflow.log_artifact("train.csv")')
  await expect.element(web!).toHaveTextContent('drop the file into the Lab')
  await expect.element(web!.getByRole('link')).toHaveAttribute('href', 'https://x.org/wine.csv')
  await expect.element(code!).toHaveTextContent('not its rows. To compare them')
  await expect.element(page.getByRole('link', { name: /^Open/ })).not.toBeInTheDocument()
})
