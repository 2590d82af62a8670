import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState } from 'react'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { HttpError } from '~/lib/errors'
import { urlCodec, urlNames, urlText } from '~/lib/url-codec'
import { useToasts } from '~/stores/toasts'
import { type LeaveGuard, LeaveGuards } from './leave-guard'
import { Loaded } from './loaded'
import { useAction } from './use-action'
import { useDraft } from './use-draft'
import { usePrefetched } from './use-prefetched'
import { useTyped } from './use-typed'
import { useUrlSettings } from './use-url-settings'

// React and the router print every error that a boundary catches.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => vi.restoreAllMocks())

/** What a page is asked for besides, where it is tried again. */
const again = vi.fn<() => void>()
const unguarded = () => () => undefined

function show(Page: () => ReactNode, path = '/', addGuard: (guard: LeaveGuard) => () => void = unguarded) {
  const routes = [{ path: '/', Component: Page, errorElement: <p>In the place of the page</p> }]
  const router = createMemoryRouter(routes, { initialEntries: [path] })
  const screen = render(
    <QueryClientProvider client={new QueryClient()}>
      <LeaveGuards value={addGuard}>
        <RouterProvider router={router} />
      </LeaveGuards>
    </QueryClientProvider>,
  )
  return { router, screen }
}

function pageOf(answer: (key: string) => Promise<string>) {
  const codec = urlCodec<{ search: string }>({ search: urlText() })
  function Part() {
    const [{ search }, change] = useUrlSettings(codec)
    const { data } = usePrefetched<string, Error, string, string[]>({
      queryKey: [search],
      queryFn: () => answer(search),
      retry: false,
    })
    return <button onClick={() => change({ search: 'b' })}>{data}</button>
  }
  return () => (
    <>
      <h1>Page</h1>
      <Loaded skeleton={<p>Skeleton</p>} onAgain={again}>
        <Part />
      </Loaded>
    </>
  )
}

it('shows the skeleton, then the data; another key keeps the old data until the new is there', async () => {
  const answers = new Map<string, (text: string) => void>()
  const { router, screen: shown } = show(pageOf((key) => new Promise((done) => answers.set(key, done))))
  const screen = await shown
  await expect.element(screen.getByText('Skeleton')).toBeVisible()
  answers.get('')?.('first')
  await screen.getByRole('button', { name: 'first' }).click()
  expect(router.state.location.search).toBe('?search=b')
  await expect.poll(() => answers.has('b')).toBe(true)
  await expect.element(screen.getByRole('button', { name: 'first' })).toBeVisible()
  answers.get('b')?.('second')
  await expect.element(screen.getByRole('button', { name: 'second' })).toBeVisible()
})

it('tells a failure in its own place and tries again; what is not there takes the page', async () => {
  let status = 500
  const Page = pageOf(() =>
    status === 200 ? Promise.resolve('there') : Promise.reject(new HttpError('GET /x', status, null, '')),
  )
  const screen = await show(Page).screen
  await expect.element(screen.getByRole('alert')).toBeVisible()
  await expect.element(screen.getByRole('heading', { level: 1, name: 'Page' })).toBeVisible()
  status = 200
  await screen.getByRole('button', { name: 'Try again' }).click()
  await expect.element(screen.getByRole('button', { name: 'there' })).toBeVisible()
  // What the page fetches ahead is asked for with it.
  expect(again).toHaveBeenCalledOnce()
  await screen.unmount()

  status = 404
  const gone = await show(Page).screen
  await expect.element(gone.getByText('In the place of the page')).toBeVisible()
})

it('does an action once at a time, and gives its failure to its place', async () => {
  const act = vi.fn<() => Promise<void>>(() => Promise.reject(new HttpError('POST /x', 403, null, '')))
  const screen = await show(function Page() {
    const action = useAction(act, { failure: 'here' })
    return (
      <button
        onClick={() => {
          action.run()
          action.run()
        }}
      >
        {action.failure?.message ?? 'Do it'}
      </button>
    )
  }).screen
  await screen.getByRole('button', { name: 'Do it' }).click()
  await expect.element(screen.getByRole('button', { name: 'POST /x answered 403.' })).toBeVisible()
  expect(act).toHaveBeenCalledOnce()
})

it('asks before a draft is lost, at a link and at Cancel; a draft that is nothing leaves at once', async () => {
  const cancelled = vi.fn<() => void>()
  const left = vi.fn<() => void>()
  const guards: LeaveGuard[] = []
  function Page() {
    const [text, setText] = useState('')
    const draft = useDraft({ unsaved: text !== '', title: 'Leave?', lost: 'The text is lost.' })
    return (
      <>
        <input aria-label="Text" value={text} onChange={(event) => setText(event.target.value)} />
        <button onClick={() => draft.leave(cancelled)}>Cancel</button>
        {draft.guard}
      </>
    )
  }
  const screen = await show(Page, '/', (guard) => {
    guards.push(guard)
    return () => guards.pop()
  }).screen
  expect(guards).toHaveLength(0)
  await screen.getByRole('button', { name: 'Cancel' }).click()
  expect(cancelled).toHaveBeenCalledOnce()

  await screen.getByLabelText('Text').fill('typed')
  await screen.getByRole('button', { name: 'Cancel' }).click()
  await screen.getByRole('button', { name: 'Stay' }).click()
  expect(cancelled).toHaveBeenCalledOnce()
  await expect.element(screen.getByLabelText('Text')).toHaveValue('typed')

  guards.at(-1)?.(left)
  await expect.element(screen.getByRole('alertdialog', { name: 'Leave?' })).toBeVisible()
  await screen.getByRole('button', { name: 'Stay' }).click()
  await expect.element(screen.getByRole('alertdialog')).not.toBeInTheDocument()
  expect(left).not.toHaveBeenCalled()

  guards.at(-1)?.(left)
  await screen.getByRole('button', { name: 'Leave' }).click()
  expect(left).toHaveBeenCalledOnce()
  await screen.getByLabelText('Text').fill('')
  await expect.poll(() => guards.length).toBe(0)
})

it('has what is typed at once, and writes it when the typing pauses or the field is left', async () => {
  const write = vi.fn<(text: string) => void>()
  const screen = await show(function Page() {
    const [written, setWritten] = useState('a')
    const typed = useTyped(
      written,
      useCallback((text: string) => {
        write(text)
        setWritten(text)
      }, []),
    )
    return (
      <>
        <input
          aria-label="Text"
          value={typed.text}
          onChange={(event) => typed.type(event.target.value)}
          onBlur={typed.settle}
        />
        <button onClick={() => setWritten('back')}>Back</button>
        <button onClick={() => setWritten('abcd')}>As before</button>
      </>
    )
  }).screen
  const field = screen.getByLabelText('Text')
  await userEvent.type(field, 'bcd')
  await expect.element(field).toHaveValue('abcd')
  await expect.poll(() => write.mock.calls).toEqual([['abcd']])
  await userEvent.type(field, 'e')
  await userEvent.tab()
  expect(write.mock.calls).toEqual([['abcd'], ['abcde']])
  // What the address says by other ways counts.
  await screen.getByRole('button', { name: 'Back' }).click()
  await expect.element(field).toHaveValue('back')
  // What was typed over this is long written: it does not come back with it.
  await screen.getByRole('button', { name: 'As before' }).click()
  await expect.element(field).toHaveValue('abcd')
})

it('an address stays within what mail and chat pass on whole: a change that does not fit is refused and told', async () => {
  const codec = urlCodec<{ names: readonly string[] }>({ names: urlNames() })
  const many = Array.from({ length: 300 }, (_, n) => `metric:val/loss ${n}`)
  function Page() {
    const [{ names }, change] = useUrlSettings(codec)
    return (
      <>
        <button onClick={() => change({ names: many.slice(0, 40) })}>Some</button>
        <button onClick={() => change({ names: many })}>All</button>
        <p>{names.length} chosen</p>
      </>
    )
  }
  const { router, screen: shown } = show(Page)
  const screen = await shown
  await userEvent.click(screen.getByRole('button', { name: 'Some' }))
  await expect.element(screen.getByText('40 chosen')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'All' }))
  await vi.waitFor(() =>
    expect(useToasts.getState().toasts.map(({ title }) => title)).toContain('Too much for a link'),
  )
  await expect.element(screen.getByText('40 chosen')).toBeVisible()
  expect(router.state.location.search.length).toBeLessThanOrEqual(2001)
})

it('Back takes back what was chosen, and does not go through what was typed', async () => {
  const codec = urlCodec<{ search: string; names: readonly string[] }>({
    search: urlText(),
    names: urlNames(),
  })
  function Page() {
    const [{ search, names }, change] = useUrlSettings(codec)
    return (
      <>
        <input
          aria-label="Search"
          value={search}
          onChange={(event) => change({ search: event.target.value })}
        />
        <button onClick={() => change({ names: [...names, String(names.length)] })}>More</button>
        <button onClick={() => change({ names: ['walked'] }, 'replace')}>Walk</button>
      </>
    )
  }
  const { router, screen: shown } = show(Page)
  const screen = await shown
  await userEvent.click(screen.getByRole('button', { name: 'More' }))
  await userEvent.fill(screen.getByLabelText('Search'), 'a')
  await userEvent.fill(screen.getByLabelText('Search'), 'ab')
  await userEvent.click(screen.getByRole('button', { name: 'More' }))
  await userEvent.click(screen.getByRole('button', { name: 'Walk' }))
  const search = () => router.state.location.search
  expect(search()).toBe('?search=ab&names=walked')
  await router.navigate(-1)
  await expect.poll(search).toBe('?search=ab&names=0')
  await router.navigate(-1)
  await expect.poll(search).toBe('')
})
