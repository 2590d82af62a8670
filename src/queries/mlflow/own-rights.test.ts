import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refusalOf } from '~/domain/mlflow/own-rights'
import { basic, signInChecked, signOut } from '../session'
import { ownRightsQuery } from './own-rights'

let client: QueryClient
let version = '2.21.3'
let user: object = {}
let held: readonly object[] = []
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
    if (url.endsWith('/version')) return Promise.resolve(new Response(version))
    const answer = url.includes('/users/permissions/list') ? { is_admin: false, permissions: held } : { user }
    return Promise.resolve(Response.json(answer))
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

test('on 3.12 a role may give more, and is not told: the server decides', async () => {
  expect(refusalOf(await rightsOn('3.12.0', account(rows)), experiment, 'delete')).toBeNull()
})

test('from 3.13 on rows and roles say it together', async () => {
  const told = (resource_pattern: string, permission: string, role_name: string) => ({
    resource_type: 'experiment',
    resource_pattern,
    permission,
    role_id: 2,
    role_name,
    workspace: 'default',
  })
  held = [told('83', 'READ', '__user_6__'), told('84', 'LOOK', '__user_6__'), told('*', 'EDIT', 'team')]
  const own = await rightsOn('3.17.2', account({}))
  expect(refusalOf(own, experiment, 'update')).toBeNull()
  expect(refusalOf(own, experiment, 'delete')).toContain('your permission is EDIT')
  // A level that is not known here may be more.
  expect(refusalOf(own, { kind: 'experiment', id: '84' }, 'delete')).toBeNull()
})

test('nobody is signed in: nothing is known, and nothing asked', async () => {
  expect(await client.fetchQuery(ownRightsQuery())).toBeNull()
  expect(asked).toEqual([])
})
