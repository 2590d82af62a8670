import { afterEach, expect, it, vi } from 'vitest'

const people = [
  {
    id: 'a',
    credentials: {
      mlflow: { kind: 'none' },
      'drift-watch': { kind: 'bearer', token: 'token-a' },
      'sign-up': { kind: 'none' },
      jenkins: { kind: 'none' },
    },
  },
  {
    id: 'b',
    credentials: {
      mlflow: { kind: 'none' },
      'drift-watch': { kind: 'bearer', token: 'token-b' },
      'sign-up': { kind: 'none' },
      jenkins: { kind: 'none' },
    },
  },
] as const

async function become(stored: string | null): Promise<string | null> {
  vi.stubGlobal('localStorage', {
    getItem: () => stored,
    setItem: () => undefined,
    removeItem: () => undefined,
  })
  vi.resetModules()
  const { becomeDemoPerson } = await import('./demo-person')
  becomeDemoPerson(people)
  const credential = (await import('~/api/session')).credentialOf('drift-watch')
  return credential?.kind === 'bearer' ? credential.token : null
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
