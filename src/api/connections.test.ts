import { expect, test } from 'vitest'
import { ContractError, HttpError } from '~/lib/errors'
import { loadConnections } from './connections'
import type { WireAnswer } from './contract'

const answering =
  (text: string, status = 200) =>
  (): Promise<WireAnswer> =>
    Promise.resolve({ status, headers: new Headers(), bytes: new TextEncoder().encode(text) })

test('what is configured is told at run time; unknown servers are passed over', async () => {
  const text = JSON.stringify({
    demo: false,
    backends: [{ id: 'drift-watch', address: 'https://drift.example.org/api/latest' }, { id: 'later' }],
  })
  expect(await loadConnections(undefined, answering(text))).toEqual({
    demo: false,
    connections: [
      {
        id: 'mlflow',
        name: 'MLflow',
        path: 'backends/mlflow',
        configured: false,
        address: null,
        identityProvider: null,
      },
      {
        id: 'drift-watch',
        name: 'Drift Watch',
        path: 'backends/drift-watch',
        configured: true,
        address: 'https://drift.example.org/api/latest',
        identityProvider: null,
      },
      {
        id: 'jenkins',
        name: 'Jenkins',
        path: 'backends/jenkins',
        configured: false,
        address: null,
        identityProvider: null,
      },
      {
        id: 'sign-up',
        name: 'Sign-up service',
        path: 'backends/sign-up',
        configured: false,
        address: null,
        identityProvider: null,
      },
    ],
  })
})

test('an identity provider is https, and asked for an identity', async () => {
  const oidc = { issuer: 'https://login.example.org/realms/lab', clientId: 'tidemark', scope: 'openid email' }
  const load = (changed: object) =>
    loadConnections(
      undefined,
      answering(
        JSON.stringify({ demo: false, backends: [{ id: 'drift-watch', oidc: { ...oidc, ...changed } }] }),
      ),
    )
  expect((await load({})).connections[1]?.identityProvider).toEqual(oidc)
  expect((await load({ issuer: 'http://localhost:9000' })).connections[1]?.configured).toBe(true)
  for (const wrong of [
    { issuer: 'javascript:alert(1)' },
    { issuer: 'http://login.example.org' },
    { issuer: 'https://login.example.org/?a=b' },
    { scope: 'email' },
    { clientId: '' },
  ])
    await expect(load(wrong)).rejects.toBeInstanceOf(ContractError)
})

test('nothing configured is no failure; no answer is one, and never means the demo', async () => {
  const none = await loadConnections(undefined, answering('{"demo":true,"backends":[]}'))
  expect(none).toMatchObject({
    demo: true,
    connections: [
      { configured: false, address: null },
      { configured: false, address: null },
      { configured: false, address: null },
      { configured: false, address: null },
    ],
  })
  await expect(loadConnections(undefined, answering('<html>', 200))).rejects.toBeInstanceOf(ContractError)
  await expect(loadConnections(undefined, answering('', 404))).rejects.toBeInstanceOf(HttpError)
})
