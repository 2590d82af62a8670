import { afterEach, expect, it, vi } from 'vitest'

const people = [
  { id: 'a', token: 'token-a' },
  { id: 'b', token: 'token-b' },
]

async function become(stored: string | null): Promise<string | null> {
  vi.stubGlobal('localStorage', {
    getItem: () => stored,
    setItem: () => undefined,
    removeItem: () => undefined,
  })
  vi.resetModules()
  const { becomeDemoPerson } = await import('./demo-person')
  becomeDemoPerson(people)
  return (await import('~/api/session')).currentToken()
}
afterEach(() => vi.unstubAllGlobals())

it.each([
  [null, 'token-a'],
  ['{"state":{"id":"b"},"version":0}', 'token-b'],
  ['{"state":{"id":"nobody"},"version":0}', null],
  ['{"state":{"id":"gone"},"version":0}', 'token-a'],
  ['{"state":{"id":7},"version":0}', 'token-a'],
])('with %s in the storage, the token is %s', async (stored, token) => {
  expect(await become(stored)).toBe(token)
})
