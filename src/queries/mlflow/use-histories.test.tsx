import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useMemo } from 'react'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { useHistories } from './use-histories'

/** Queries that a test answers by hand, by their key. */
function questions() {
  const asked = new Map<
    string,
    { signal: AbortSignal; answer: () => void; refuse: (error: Error) => void; times: number }
  >()
  const queryOf = (id: string) => ({
    queryKey: ['history', id],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      new Promise<string>((resolve, reject) => {
        asked.set(id, {
          signal,
          answer: () => resolve(id),
          refuse: reject,
          times: (asked.get(id)?.times ?? 0) + 1,
        })
      }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { asked, queryOf }
}

function setUp() {
  const { asked, queryOf } = questions()
  const client = new QueryClient()
  const drawn: string[] = []
  function Counts({ ids }: { ids: string; round?: number }) {
    const queries = useMemo(() => ids.split(' ').map(queryOf), [ids])
    const { loaded, failed, version, error } = useHistories(queries)
    const said = `${ids}: ${loaded} loaded, ${failed} failed, ${version > 0 ? 'some' : 'none'}, ${error?.message ?? 'well'}`
    drawn.push(said)
    return <output>{said}</output>
  }
  const element = (ids: string, round = 0) => (
    <QueryClientProvider client={client}>
      <Counts ids={ids} round={round} />
    </QueryClientProvider>
  )
  return { asked, client, drawn, element }
}

it('counts what comes and what fails, and asks each once', async () => {
  const { asked, element } = setUp()
  const screen = await render(element('a b c'))
  await expect.element(screen.getByText('a b c: 0 loaded, 0 failed, none, well')).toBeVisible()
  asked.get('b')!.answer()
  await expect.element(screen.getByText('a b c: 1 loaded, 0 failed, some, well')).toBeVisible()
  asked.get('c')!.refuse(new Error('gone'))
  await expect.element(screen.getByText('a b c: 1 loaded, 1 failed, some, gone')).toBeVisible()
  expect([...asked.values()].map(({ times }) => times)).toEqual([1, 1, 1])
})

it('counts another list from its first rendering on; what nobody looks at any more is ended', async () => {
  const { asked, drawn, element } = setUp()
  const screen = await render(element('a b'))
  asked.get('a')!.answer()
  await expect.element(screen.getByText('a b: 1 loaded, 0 failed, some, well')).toBeVisible()
  await screen.rerender(element('c a'))
  expect(drawn.filter((said) => said.startsWith('c a'))[0]).toBe('c a: 1 loaded, 0 failed, some, well')
  await expect.poll(() => asked.get('b')!.signal.aborted).toBe(true)
  await expect.poll(() => asked.get('c')?.times).toBe(1)
  expect(asked.get('a')!.times).toBe(1)
  await screen.unmount()
  await expect.poll(() => asked.get('c')!.signal.aborted).toBe(true)
})

it('compares no query at a rendering with the same list', async () => {
  const { asked, client, drawn, element } = setUp()
  const screen = await render(element('a b'))
  asked.get('a')!.answer()
  await expect.element(screen.getByText('a b: 1 loaded, 0 failed, some, well')).toBeVisible()
  const compared = vi.spyOn(client, 'defaultQueryOptions')
  const before = drawn.length
  await screen.rerender(element('a b', 1))
  expect(drawn.length).toBeGreaterThan(before)
  expect(compared).not.toHaveBeenCalled()
})

it('counts what is there as loaded where newer points could not be had, and tells why', async () => {
  const { asked, client, element } = setUp()
  const screen = await render(element('a b'))
  asked.get('a')!.answer()
  asked.get('b')!.answer()
  await expect.element(screen.getByText('a b: 2 loaded, 0 failed, some, well')).toBeVisible()
  void client.refetchQueries({ queryKey: ['history', 'b'] })
  await expect.poll(() => asked.get('b')!.times).toBe(2)
  asked.get('b')!.refuse(new Error('down'))
  await expect.element(screen.getByText('a b: 2 loaded, 0 failed, some, down')).toBeVisible()
})
