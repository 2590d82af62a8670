import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refusalOf } from '~/domain/mlflow/own-rights'
import { basic, signInChecked, signOut } from '../session'
import { ownRightsQuery } from './own-rights'

let client: QueryClient
let version = '2.21.3'
let user: object = {}
const asked: string[] = []

const account = (more: object) => ({ id: 6, username: 'ada', is_admin: false, ...more })
const rows = {
  experiment_permissions: [{ experiment_id: '83', permission: 'READ', user_id: 6 }],
  registered_model_permissions: [{ name: 'unet', permission: 'EDIT', user_id: 6 }],
}
const experiment = { kind: 'experiment', id: '83' } as const

beforeEach(() => {
  client = new QueryClient()
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    return Promise.resolve(url.endsWith('/version') ? new Response(version) : Response.json({ user }))
  })
})
afterEach(async () => {
  await signOut(client, 'mlflow')
  client.clear()
  asked.length = 0
  vi.unstubAllGlobals()
})

async function rightsOn(server: string, answer: object) {
  version = server
  user = answer
  await signInChecked(client, 'mlflow', basic('ada', 'secret'))
  return client.fetchQuery(ownRightsQuery())
}

test('before there are roles, one’s own rows say what one may do', async () => {
  const own = await rightsOn('2.21.3', account(rows))
  expect(refusalOf(own, experiment, 'update')).toContain('your permission is READ')
  expect(refusalOf(own, { kind: 'model', id: 'unet' }, 'update')).toBeNull()
  expect(refusalOf(own, { kind: 'model', id: 'unet' }, 'delete')).toContain('This needs MANAGE on the model')
})

test.each(['3.12.0', '3.17.2'])('from %s on a role may give more: the server decides', async (newer) => {
  expect(refusalOf(await rightsOn(newer, account(rows)), experiment, 'delete')).toBeNull()
})

test('nobody is signed in: nothing is known, and nothing asked', async () => {
  expect(await client.fetchQuery(ownRightsQuery())).toBeNull()
  expect(asked).toEqual([])
})
