import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { RunTable } from '~/queries/mlflow/runs'
import { setSignInWanted, useSignInWanted } from '~/stores/sign-in-wanted'
import { useToasts } from '~/stores/toasts'
import { SelectionBar } from './selection-bar'
import RunsTagsDialog from './runs-tags-dialog'

const RUNS = ['a', 'b', 'c']
const table = { tags: () => Promise.resolve({ status: 'done', value: [] }) } as unknown as RunTable

/** What was changed, as "delete a". */
let changed: string[]
/** The sign-in holds for so many changes. */
let left: number
beforeEach(() => {
  changed = []
  left = Number.POSITIVE_INFINITY
  vi.spyOn(window, 'fetch').mockImplementation((input, init) => {
    const [, action = ''] = /runs\/(\S+)$/.exec(input instanceof Request ? input.url : input.toString()) ?? []
    if (action === '') return Promise.resolve(new Response('', { status: 404 }))
    left -= 1
    if (left < 0) return Promise.resolve(new Response('You are not authenticated.', { status: 401 }))
    const body = JSON.parse(typeof init?.body === 'string' ? init.body : '') as { run_id: string }
    changed.push(`${action} ${body.run_id}`)
    return Promise.resolve(new Response('{}'))
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  useToasts.setState({ toasts: [] })
  setSignInWanted(null)
})

const newest = () => useToasts.getState().toasts.at(-1)

it('where a sign-in ends midway, it offers one, goes on after it, and brings back all by one Undo', async () => {
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <SelectionBar
        experimentId="1"
        table={table}
        ids={RUNS}
        isDeleted={false}
        onSelected={() => undefined}
      />
    </QueryClientProvider>,
  )
  left = 1
  await screen.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => newest()?.title).toBe('1 of 3 runs deleted')
  expect(newest()?.stays).toBe(true)
  expect(newest()?.otherAction?.label).toBe('Undo')
  expect(newest()?.action?.label).toBe('Sign in')
  newest()?.action?.run()

  left = 2
  useSignInWanted.getState().wanted?.again()
  await expect.poll(() => newest()?.title).toBe('2 runs deleted')
  expect(changed.toSorted()).toEqual(['delete a', 'delete b', 'delete c'])
  left = 3
  newest()?.action?.run()
  await expect.poll(() => newest()?.title).toBe('3 runs restored')
})

it('so it is with tags: what is typed is set on the others after a sign-in', async () => {
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <RunsTagsDialog table={table} ids={RUNS} onClose={() => undefined} />
    </QueryClientProvider>,
  )
  left = 1
  await screen.getByRole('textbox', { name: 'Key' }).fill('team')
  await screen.getByRole('button', { name: 'Set on 3 runs' }).click()
  await expect.element(screen.getByText('1 of 3 runs tagged.')).toBeVisible()
  left = 3
  await screen.getByRole('button', { name: 'Try again' }).click()
  await expect.element(screen.getByText('3 runs tagged.')).toBeVisible()
  expect(changed).toEqual(['set-tag a', 'set-tag a', 'set-tag b', 'set-tag c'])
})

it('says why more than 200 runs are not compared', async () => {
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <SelectionBar
        experimentId="1"
        table={table}
        ids={Array.from({ length: 201 }, (_, k) => `run ${k}`)}
        isDeleted={false}
        onSelected={() => undefined}
      />
    </QueryClientProvider>,
  )
  await expect
    .element(screen.getByRole('button', { name: 'Compare' }))
    .toHaveAccessibleDescription('At most 200 runs can be compared: select fewer.')
})
