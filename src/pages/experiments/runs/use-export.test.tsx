import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import type { LoadedRuns } from '~/queries/mlflow/runs'
import { useExport } from './use-export'

const EXPERIMENT = {
  id: '1',
  name: 'a sweep',
  description: '',
  artifactLocation: '',
  lifecycle: 'active' as const,
  createdAt: 0,
  updatedAt: 0,
  tags: [],
}
/** The worker's rows are those of the runs that it had when the view was asked for. */
const table = {
  neededHistories: () => Promise.resolve({ status: 'done', value: [] }),
  exportCsv: () => Promise.resolve({ status: 'done', value: new Blob(['run_name\r\n']) }),
} as unknown as LoadedRuns['table']
const loadedRuns = (count: number, unfinished: LoadedRuns['unfinished']): LoadedRuns => ({
  table,
  count,
  federated: { federations: 0, runs: 0 },
  nested: 0,
  unreadable: [],
  unfinished,
})

/** Names of the files that the browser was given. */
let saved: string[]
beforeEach(() => {
  saved = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
})
afterEach(() => void vi.restoreAllMocks())

const client = new QueryClient()
function Export({ loaded, inRows }: { loaded: LoadedRuns; inRows: number }) {
  const { busy, start, question } = useExport(EXPERIMENT, loaded, inRows, [])
  return (
    <>
      <button type="button" disabled={busy} onClick={start}>
        Export CSV
      </button>
      {question}
    </>
  )
}
const page = (loaded: LoadedRuns, inRows: number) => (
  <QueryClientProvider client={client}>
    <Export loaded={loaded} inRows={inRows} />
  </QueryClientProvider>
)

it('waits for the runs that are still loading, and for the rows that are made of them', async () => {
  const screen = await render(page(loadedRuns(100, { kind: 'loading' }), 100))
  const button = screen.getByRole('button', { name: 'Export CSV' })
  await userEvent.click(button)
  await expect.element(button).toBeDisabled()
  await screen.rerender(page(loadedRuns(230, null), 100))
  expect(saved).toEqual([])
  await screen.rerender(page(loadedRuns(230, null), 230))
  await expect.poll(() => saved).toEqual(['a-sweep-runs.csv'])
  await expect.element(button).toBeEnabled()
})

it('asks before it makes a file of a part of the runs', async () => {
  const screen = await render(page(loadedRuns(100, { kind: 'cancelled', token: 'next' }), 100))
  await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }))
  await expect.element(screen.getByText('Not all runs are loaded.')).toBeVisible()
  expect(saved).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Export 100 runs' }))
  await expect.poll(() => saved).toHaveLength(1)
  await expect.element(screen.getByText('Not all runs are loaded.')).not.toBeInTheDocument()
})
