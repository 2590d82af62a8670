import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refusalByDefault, refusalOf } from '~/domain/mlflow/own-rights'
import { basic, signInChecked, signOut } from '../session'
import { foundRightsQuery, ownRightsQuery } from './own-rights'
import { forgetPeople } from './people'
import { mlflowQueries } from './queries'

let client: QueryClient
let version = '2.21.3'
let user: object = {}
let held: readonly object[] = []
const asked: string[] = []
/** What the server says to the questions that find a right out. */
let answers: Readonly<Record<string, Response>> = {}

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
    const found = Object.entries(answers).find(([part]) => url.includes(part))
    if (found) return Promise.resolve(found[1].clone())
    if (url.endsWith('/version')) return Promise.resolve(new Response(version))
    const answer = url.includes('/users/permissions/list') ? { is_admin: false, permissions: held } : { user }
    return Promise.resolve(Response.json(answer))
  })
})
afterEach(async () => {
  await signOut(client, 'mlflow')
  client.clear()
  asked.length = 0
  answers = {}
  held = []
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

test('at a sign-in one is asked for once, and after a change of permissions anew', async () => {
  const ofUser = () => asked.filter((url) => url.includes('/users/get?'))
  for (const server of ['2.21.3', '3.17.2']) {
    await rightsOn(server, account(rows))
    expect(ofUser()).toHaveLength(1)
    user = account({ is_admin: true })
    await forgetPeople(client)
    expect(await client.fetchQuery(ownRightsQuery())).toMatchObject({ isAdmin: true })
    expect(ofUser()).toHaveLength(2)
    await signOut(client, 'mlflow')
    asked.length = 0
  }
})

test('one’s rights are told although who asked for the version left meanwhile', async () => {
  await rightsOn('2.21.3', account(rows))
  client.clear()
  const leave = new QueryObserver(client, mlflowQueries.server()).subscribe(() => undefined)
  const own = client.fetchQuery(ownRightsQuery())
  leave()
  expect(await own).toMatchObject({ isAdmin: false })
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

const noRow = { kind: 'experiment', id: '9' } as const
const other = { kind: 'model', id: 'without a row' } as const
const refused = new Response('Permission denied', { status: 403 })
const saying = (status: number, error_code: string) => Response.json({ error_code }, { status })

async function found(server: string, said: Readonly<Record<string, Response>>) {
  answers = {}
  client.clear()
  const own = await rightsOn(server, account(server.startsWith('3.17') ? {} : rows))
  answers = said
  const rights = await client.fetchQuery({ ...foundRightsQuery(noRow), staleTime: 0 })
  const of = rights && { of: noRow, rights }
  return {
    update: refusalByDefault(own, noRow, 'update', of),
    delete: refusalByDefault(own, noRow, 'delete', of),
    ofOther: refusalByDefault(own, other, 'update', of),
    ofRow: refusalByDefault(own, experiment, 'delete', of),
  }
}

test('without a row, what the server’s default gives is found out by what it refuses', async () => {
  const invalid = saying(400, 'INVALID_PARAMETER_VALUE')
  const reads = { 'permissions/get': refused, 'set-experiment-tag': refused }
  const mayNot = expect.stringMatching(/^This needs EDIT on the (experiment|model); you have no permission/)
  expect(await found('2.21.3', reads)).toEqual({
    update: mayNot,
    delete: expect.stringContaining('needs MANAGE'),
    ofOther: mayNot,
    // Its row says it.
    ofRow: null,
  })
  // Roles of 3.12 are not told: what holds of one thing says nothing of another.
  expect(await found('3.12.0', reads)).toMatchObject({ update: mayNot, ofOther: null })
  const edits = await found('2.21.3', { ...reads, 'set-experiment-tag': invalid })
  expect(edits).toMatchObject({ update: null, delete: expect.stringContaining('MANAGE'), ofOther: null })
  const manages = { 'permissions/get': saying(404, 'RESOURCE_DOES_NOT_EXIST'), 'set-experiment-tag': refused }
  expect(await found('2.21.3', manages)).toMatchObject({ update: null, delete: null })
})

test('from 3.13 on the server is asked by name; what it cannot answer refuses nothing', async () => {
  const told = (permission: string) => ({
    'users/permissions/get': Response.json({ allowed: false, permission }),
  })
  expect(await found('3.17.2', told('READ'))).toMatchObject({ update: expect.stringContaining('needs EDIT') })
  expect(await found('3.17.2', told('MANAGE'))).toMatchObject({ update: null, delete: null })
  expect(await found('3.17.2', told('LOOK'))).toMatchObject({ update: null, delete: null })
  const broken = { 'permissions/get': new Response('', { status: 502 }) }
  await expect(found('2.21.3', broken)).rejects.toMatchObject({ status: 502 })
})

test('nobody is signed in: nothing is known, and nothing asked', async () => {
  expect(await client.fetchQuery(ownRightsQuery())).toBeNull()
  expect(asked).toEqual([])
})
