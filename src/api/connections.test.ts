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
      { id: 'mlflow', name: 'MLflow', path: 'backends/mlflow', configured: false, address: null },
      {
        id: 'drift-watch',
        name: 'Drift Watch',
        path: 'backends/drift-watch',
        configured: true,
        address: 'https://drift.example.org/api/latest',
      },
    ],
  })
})

test('nothing configured is no failure; no answer is one, and never means the demo', async () => {
  const none = await loadConnections(undefined, answering('{"demo":true,"backends":[]}'))
  expect(none).toMatchObject({
    demo: true,
    connections: [
      { configured: false, address: null },
      { configured: false, address: null },
    ],
  })
  await expect(loadConnections(undefined, answering('<html>', 200))).rejects.toBeInstanceOf(ContractError)
  await expect(loadConnections(undefined, answering('', 404))).rejects.toBeInstanceOf(HttpError)
})
