import { afterEach, expect, test } from 'vitest'
import { type Listening, listenAll, listenEach, listenMock } from './node'
import { mocks } from './registry'

const open: Listening[] = []
afterEach(async () => {
  for (const { close } of open.splice(0)) await close()
})

const keep = (listening: Listening) => {
  open.push(listening)
  return listening.url
}

test('all backends are served below one address, each at its id', async () => {
  const url = keep(await listenAll())
  const config = await fetch(`${url}/backends/config.json`)
  expect(await config.json()).toMatchObject({ demo: true })
  const self = await fetch(`${url}/backends/drift-watch/user/self`, {
    headers: { Authorization: 'Bearer demo-owner' },
  })
  expect(await self.json()).toMatchObject({ email: 'owner@example.org' })
  for (const path of [
    '/',
    '/drift-watch/user/self',
    '/backends/drift-watch-2/',
    '/backends/drift-watch//user/self',
  ])
    expect(await (await fetch(url + path)).text()).toMatch(/There is no such server|Not Found/)
})

test('each backend is served at an address of its own', async () => {
  const each = await listenEach()
  open.push(...each)
  expect(each.map(({ id }) => id)).toEqual(mocks.map(({ id }) => id))
  expect(new Set(each.map(({ url }) => url)).size).toBe(mocks.length)
})

test('one backend is served at an address of its own', async () => {
  const url = keep(await listenMock('drift-watch'))
  const asked = `${url}/experiment/search?page_size=1`
  const answer = await fetch(asked, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  })
  expect(await answer.json()).toHaveLength(1)
  expect(JSON.parse(answer.headers.get('x-pagination') ?? '{}')).toMatchObject({ page: 1 })
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(204)
})
