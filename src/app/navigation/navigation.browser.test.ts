import type { Location } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createNavigation, type Navigation, type Shown } from './navigation'

let navigation: Navigation<string>
let stop = () => {}
let seen: Shown<string>[] = []
let opened: { path: string; signal: AbortSignal; arrive: (page: string) => void; fail: (e: Error) => void }[]
let isPatient = false

/** Pages open at once, unless the test is patient. */
function open({ pathname }: Location, signal: AbortSignal): Promise<string> {
  if (!isPatient) return Promise.resolve(`page of ${pathname}`)
  return new Promise((arrive, fail) => {
    opened.push({ path: pathname, signal, arrive, fail })
  })
}

beforeEach(async () => {
  isPatient = false
  opened = []
  seen = []
  window.history.pushState(null, '', '#/a?x=1')
  navigation = createNavigation(open)
  stop = navigation.listen((shown) => seen.push(shown))
  await at('/a')
})
afterEach(() => stop())

const at = (path: string) =>
  vi.waitFor(() => {
    const { location, page } = navigation.shown()
    expect([location.pathname, page]).toEqual([path, `page of ${path}`])
  })

const push = (to: string) => void navigation.navigator.push(to)

it('opens what the address says, and goes where it is told; Back and Forward lead along', async () => {
  expect(navigation.shown()).toMatchObject({ location: { search: '?x=1' }, type: 'POP' })
  push('/b')
  await at('/b')
  expect(window.location.hash).toBe('#/b')
  expect(navigation.shown().type).toBe('PUSH')
  window.history.back()
  await at('/a')
  expect(navigation.shown()).toMatchObject({ location: { search: '?x=1' }, type: 'POP' })
  window.history.forward()
  await at('/b')
})

it('keeps the page, its address too, until the next one is there; who goes on elsewhere ends the wait', async () => {
  isPatient = true
  push('/b')
  expect(window.location.hash).toBe('#/a?x=1')
  expect(opened.map(({ path }) => path)).toEqual(['/b'])
  push('/c')
  expect(opened.map(({ signal }) => signal.aborted)).toEqual([true, false])
  opened[0]?.arrive('page of /b')
  opened[1]?.arrive('page of /c')
  await at('/c')
  expect(window.location.hash).toBe('#/c')
  expect(seen.map(({ location }) => location.pathname)).not.toContain('/b')
})

it('shows another query at once, of the page as it is', () => {
  const before = navigation.shown()
  void navigation.navigator.replace('/a?x=2', null, { flushSync: true })
  expect(navigation.shown()).toMatchObject({
    location: { search: '?x=2' },
    type: 'REPLACE',
    page: before.page,
  })
  expect(window.location.hash).toBe('#/a?x=2')
})

it('tells why a page could not be opened, and tries again when asked again', async () => {
  isPatient = true
  push('/b')
  opened[0]?.fail(new Error('not there'))
  await vi.waitFor(() => expect(navigation.shown().failure).toEqual({ error: new Error('not there') }))
  expect(window.location.hash).toBe('#/b')
  push('/b')
  opened[1]?.arrive('page of /b')
  await at('/b')
  expect(navigation.shown().failure).toBeNull()
})

it('follows an address that a person types', async () => {
  window.location.hash = '#/typed page'
  await at('/typed%20page')
  expect(navigation.shown().type).toBe('POP')
  window.history.back()
  await at('/a')
})

it('asks a guard before another page, by link, by Back and by a typed address; the address stays the page’s', async () => {
  push('/b')
  await at('/b')
  const asked: (() => void)[] = []
  const remove = navigation.addGuard((leave) => asked.push(leave))

  push('/b?query=other')
  expect(asked).toHaveLength(0)
  push('/c')
  expect(asked).toHaveLength(1)

  window.history.go(-2)
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  await vi.waitFor(() => expect(window.location.hash).toBe('#/b?query=other'))

  window.location.hash = '#/typed'
  await vi.waitFor(() => expect(asked).toHaveLength(3))
  await vi.waitFor(() => expect(window.location.hash).toBe('#/b?query=other'))
  await at('/b')

  // Leaves to where it was asked about.
  asked[2]?.()
  await at('/typed')
  expect(window.location.hash).toBe('#/typed')
  window.history.back()
  await vi.waitFor(() => expect(asked).toHaveLength(4))
  await vi.waitFor(() => expect(window.location.hash).toBe('#/typed'))
  remove()
  window.history.back()
  await at('/b')
})

it('asks the guard of a dialog and then that of its page', async () => {
  push('/b')
  await at('/b')
  const asked: string[] = []
  const removes = ['page', 'dialog'].map((name) =>
    navigation.addGuard((leave) => {
      asked.push(name)
      leave()
    }),
  )
  push('/c')
  expect(asked).toEqual(['dialog', 'page'])
  await at('/c')
  for (const remove of removes) remove()
})
