import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { explain } from '~/lib/explain'
import { useKnownUsers } from '~/stores/known-users'
import { signIn } from '~/api/session'
import { basic, signOut } from '../session'
import {
  changeOwnPassword,
  createUser,
  deleteUser,
  resetPassword,
  setAdmin,
  usesShippedPassword,
} from './account-actions'

interface Asked {
  method: string
  path: string
  body: string
  authorization: string
}

const SECRET = 'a-secret-of-nobody-17'
const asked: Asked[] = []
let answer: (request: Asked) => Response = () => Response.json({})

beforeEach(() => {
  asked.length = 0
  answer = () => Response.json({})
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const request = {
      method: init.method ?? 'GET',
      path: url.replace(/^.*\/mlflow(?=\/(?:api|version))/, ''),
      body: typeof init.body === 'string' ? init.body : '',
      authorization: new Headers(init.headers).get('authorization') ?? '',
    }
    asked.push(request)
    if (request.path.startsWith('/version')) return Promise.resolve(new Response('2.21.3'))
    return Promise.resolve(answer(request))
  })
  useKnownUsers.setState({ names: {} })
  signIn('mlflow', basic('admin', 'present-password'))
})
afterEach(() => vi.unstubAllGlobals())

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  )

/** Everything of an error that could be shown, copied or logged. */
const all = (error: unknown): string =>
  JSON.stringify([
    error,
    String(error),
    Object.entries(error as object),
    explain(error),
    (error as Error).stack,
  ])

test('a taken name is told without the SQL and the hash that the server repeats', async () => {
  answer = () =>
    Response.json(
      {
        error_code: 'RESOURCE_ALREADY_EXISTS',
        message: `User (username=ada) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: users.username\n[SQL: INSERT INTO users]\n[parameters: ('ada', 'scrypt:32768:8:1$x$${SECRET}', 0)]`,
      },
      { status: 400 },
    )
  const error = await caught(createUser(new QueryClient(), 'here', { name: 'ada', password: SECRET }))
  expect(explain(error).title).toBe('This account exists already')
  expect(all(error)).not.toContain(SECRET)
  expect(all(error)).not.toContain('scrypt')
  expect(asked.map(({ path }) => path).join()).not.toContain(SECRET)
  expect(JSON.stringify(useKnownUsers.getState())).not.toContain('ada')
})

test('a page that repeats the request is told without it', async () => {
  answer = () => new Response(`<html>\n<pre>{"password":"${SECRET}"}</pre>`, { status: 502 })
  expect(all(await caught(resetPassword('ada', SECRET)))).not.toContain(SECRET)
})

test('a new account is remembered by its name alone', async () => {
  answer = () => Response.json({ user: { id: 4, username: 'ada', is_admin: false } })
  await createUser(new QueryClient(), 'here', { name: 'ada', password: SECRET })
  expect(useKnownUsers.getState().names).toEqual({ here: ['ada'] })
})

test('the new password signs in from the next request on', async () => {
  await changeOwnPassword(new QueryClient(), 'present-password', 'renewed-password')
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
    username: 'admin',
    password: 'renewed-password',
    current_password: 'present-password',
  })
  await resetPassword('ada', SECRET)
  expect(atob((asked[1]?.authorization ?? '').replace('Basic ', ''))).toBe('admin:renewed-password')
})

test('a wrong present password is refused before the server is asked, which might not look at it', async () => {
  const error = await caught(changeOwnPassword(new QueryClient(), 'another-password', 'renewed-password'))
  expect(error).toMatchObject({ code: 'wrong-password' })
  expect(asked).toEqual([])
  await signOut(new QueryClient(), 'mlflow')
  expect(
    await caught(changeOwnPassword(new QueryClient(), 'present-password', 'renewed-password')),
  ).toMatchObject({
    code: 'signed-out',
  })
})

test('nobody takes the last admin’s right, also where another was one before', async () => {
  answer = ({ path }) =>
    path.includes('/users/get')
      ? Response.json({ user: { id: 5, username: 'bob', is_admin: false } })
      : Response.json({})
  const error = await caught(setAdmin(new QueryClient(), 'admin', false, ['bob']))
  expect(error).toMatchObject({ code: 'last-admin' })
  expect(asked.some(({ path }) => path.includes('update-admin'))).toBe(false)
})

test('rows are taken before an account of 2.x is deleted, and counted', async () => {
  const left: number[] = []
  answer = ({ path }) =>
    path.includes('/users/get')
      ? Response.json({ user: { id: 1, username: 'admin', is_admin: true } })
      : Response.json({})
  const rows = new Map([['e:1', 'READ'] as const, ['m:net/a', 'MANAGE'] as const])
  await deleteUser(new QueryClient(), 'here', { name: 'ada', rows }, { hasRoles: false }, (n) => left.push(n))
  expect(left).toEqual([1, 0])
  expect(
    asked
      .filter(({ method }) => method === 'DELETE')
      .map(({ path, body }) => [path.split('/mlflow/')[1], JSON.parse(body)]),
  ).toEqual([
    ['experiments/permissions/delete', { experiment_id: '1', username: 'ada' }],
    ['registered-models/permissions/delete', { name: 'net/a', username: 'ada' }],
    ['users/delete', { username: 'ada' }],
  ])
})

test('only what was typed tells whether a shipped password is in use', () => {
  expect(usesShippedPassword()).toBe(false)
  signIn('mlflow', basic('admin', 'password1234'))
  expect(usesShippedPassword()).toBe(true)
  expect(asked).toEqual([])
})
