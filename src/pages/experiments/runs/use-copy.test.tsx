import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { ColumnChoice } from '~/domain/mlflow/table/column-id'
import type { LoadedRuns, TableRows, TableWindow } from '~/queries/mlflow/runs'
import { useToasts } from '~/stores/toasts'
import { cellIn, gridColumn } from './cells'
import { linesOf } from './layout'
import { useCopy } from './use-copy'

const RUNS = 500
const NAMES = Array.from({ length: RUNS }, (_, k) => `run ${k}`)
const choices: readonly ColumnChoice[] = [{ column: 'attribute:run_name' }]
const rows: TableRows = {
  runs: RUNS,
  matched: RUNS,
  rows: new Uint32Array(RUNS),
  groups: null,
  unloaded: 0,
  nesting: null,
  window: { from: 0, ids: [], cells: [] },
}
/** The worker, with all rows. */
const window: TableWindow = {
  from: 0,
  ids: NAMES.map((_, k) => `id${k}`),
  cells: [{ type: 'text', texts: NAMES, codes: Uint32Array.from(NAMES, (_, k) => k + 1) }],
}
const loaded = {
  table: { window: () => Promise.resolve({ status: 'done', value: window }) },
} as unknown as LoadedRuns

function Copy({ selected }: { selected: readonly string[] }) {
  const copy = useCopy(loaded, {
    lines: linesOf(rows, new Set()),
    choices,
    selected: new Set(selected),
    cell: (line, all) => (line.kind === 'run' ? cellIn(all, 0, line.place) : null),
  })
  return (
    <button type="button" onClick={() => copy([gridColumn('attribute:run_name', false, false, false)])}>
      Copy
    </button>
  )
}
const page = (selected: readonly string[]) => (
  <QueryClientProvider client={new QueryClient()}>
    <Copy selected={selected} />
  </QueryClientProvider>
)

afterEach(() => {
  vi.restoreAllMocks()
  useToasts.setState({ toasts: [] })
})
const newest = () => useToasts.getState().toasts.at(-1)

it('copies selected runs that are far out of view, and says which it could not', async () => {
  let text = ''
  vi.spyOn(navigator.clipboard, 'write').mockImplementation(async ([item]) => {
    text = (await (await item?.getType('text/plain'))?.text()) ?? ''
  })
  const screen = await render(page(['id480', 'id3', 'of the filter']))
  await screen.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => newest()?.title).toBe('2 runs copied')
  expect(newest()?.text).toMatch(/^1 more is selected and hidden by the filter/)
  expect(text).toBe('Run\nrun 3\nrun 480')
})

it('says so where the browser does not allow it', async () => {
  vi.spyOn(navigator.clipboard, 'write').mockRejectedValue(new DOMException('no', 'NotAllowedError'))
  const screen = await render(page(['id480']))
  await screen.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => newest()?.title).toBe('The browser does not allow copying')
})
