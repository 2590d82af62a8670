import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HttpError } from '~/lib/errors'
import {
  basic,
  identityQuery,
  isSignedIn,
  LOGGED,
  renewAfterRefusal,
  signInChecked,
  signOut,
} from './session'

const LIST = ['mlflow', 'experiments'] as const
const headers: (string | undefined)[] = []
let client: QueryClient

const text = (name: string, password: string) => `Basic ${btoa(`${name}:${password}`)}`
const ada = basic('ada', 'right')

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  headers.length = 0
  // An MLflow server where everybody's password is "right".
  vi.stubGlobal('fetch', (url: string, init: { headers: Record<string, string> }) => {
    const sent = new Headers(init.headers).get('authorization') ?? ''
    headers.push(sent)
    const [name, password] = atob(sent.split(' ')[1] ?? '').split(':')
    const body = { user: { id: 1, username: name } }
    return Promise.resolve(
      password === 'right' && url.includes('/users/get?')
        ? new Response(JSON.stringify(body))
        : new Response('You are not authenticated.', { status: 401 }),
    )
  })
  client.setQueryData(LIST, ['loaded'])
})
afterEach(async () => {
  await signOut(client, 'mlflow')
  client.clear()
  vi.unstubAllGlobals()
})

test('a password that is not taken forgets nothing that is on the screen', async () => {
  await expect(signInChecked(client, 'mlflow', basic('ada', 'wrong'))).rejects.toMatchObject({ status: 401 })
  expect(isSignedIn('mlflow')).toBe(false)
  expect(client.getQueryData(LIST)).toEqual(['loaded'])
})

test('a refused sign-in leaves whoever was signed in', async () => {
  await signInChecked(client, 'mlflow', ada)
  client.setQueryData(LIST, ['of ada'])
  await expect(signInChecked(client, 'mlflow', basic('bob', 'wrong'))).rejects.toMatchObject({ status: 401 })
  expect(client.getQueryData(LIST)).toEqual(['of ada'])
  await client.fetchQuery({ ...identityQuery('mlflow'), staleTime: 0 })
  expect(headers.at(-1)).toBe(text('ada', 'right'))
})

test('a refused sign-in asks once, and shows whoever was there', async () => {
  await signInChecked(client, 'mlflow', ada)
  const leave = new QueryObserver(client, identityQuery('mlflow')).subscribe(() => undefined)
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  headers.length = 0
  await expect(signInChecked(client, 'mlflow', basic('ada', 'wrong'))).rejects.toMatchObject({ status: 401 })
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  leave()
  expect(headers).toEqual([text('ada', 'wrong')])
  expect(client.getQueryState(identityQuery('mlflow').queryKey)).toMatchObject({
    status: 'success',
    data: { name: 'ada' },
  })
})

test('the same person keeps what is loaded; another one starts with nothing', async () => {
  await signInChecked(client, 'mlflow', ada)
  expect(client.getQueryData(LIST)).toBeUndefined()
  client.setQueryData(LIST, ['of ada'])
  await signInChecked(client, 'mlflow', ada)
  expect(client.getQueryData(LIST)).toEqual(['of ada'])
  expect(client.getQueryState(LIST)?.isInvalidated).toBe(true)
  await signInChecked(client, 'mlflow', basic('bob', 'right'))
  expect(client.getQueryData(LIST)).toBeUndefined()
})

test('who somebody is, is asked once at a sign-in, also where the page shows it', async () => {
  const leave = new QueryObserver(client, identityQuery('mlflow')).subscribe(() => undefined)
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  headers.length = 0
  await signInChecked(client, 'mlflow', ada)
  leave()
  expect(headers).toEqual([text('ada', 'right')])
  expect(client.getQueryData(identityQuery('mlflow').queryKey)).toMatchObject({ name: 'ada' })
})

test('what the page begins to ask at a sign-in is asked once', async () => {
  const asked: string[] = []
  let answer: ((value: string) => void) | undefined
  const watch = (key: string) =>
    new QueryObserver(client, {
      queryKey: ['mlflow', key],
      queryFn: () => {
        asked.push(`${key} of ${isSignedIn('mlflow') ? 'ada' : 'nobody'}`)
        return new Promise<string>((resolve) => {
          answer = resolve
        })
      },
    }).subscribe(() => {})
  const ends = [watch('list')]
  const signedIn = signInChecked(client, 'mlflow', ada)
  ends.push(watch('runs'))
  // Its first page is here, and the others are on their way.
  client.setQueryData(['mlflow', 'runs'], 'the first page')
  await vi.waitFor(() => expect(asked).toEqual(['list of nobody', 'runs of ada', 'list of ada']))
  answer?.('loaded')
  for (const end of ends) end()
  await client.cancelQueries()
  await signedIn
  expect(asked).toHaveLength(3)
})

test('after a refused change, what its server told is asked anew, and nothing else', () => {
  const refused = (status: number) => {
    const error = new HttpError('POST /runs/update', status, null, 'Permission denied')
    error.server = { id: 'mlflow', name: 'MLflow', explain: () => null }
    return error
  }
  const isOld = () => client.getQueryState(LIST)?.isInvalidated
  client.setQueryData(['jenkins', 'jobs'], [])
  for (const error of [new Error('lost'), refused(401), refused(500)]) renewAfterRefusal(client, error)
  expect(isOld()).toBe(false)
  renewAfterRefusal(client, refused(403))
  expect(isOld()).toBe(true)
  expect(client.getQueryData(LIST)).toEqual(['loaded'])
  expect(client.getQueryState(['jenkins', 'jobs'])?.isInvalidated).toBe(false)
})

test('a refused change begins nothing again that is being loaded, and asks for nothing again that was logged', async () => {
  const refused = new HttpError('POST /runs/update', 403, null, 'Permission denied')
  refused.server = { id: 'mlflow', name: 'MLflow', explain: () => null }
  const asked: string[] = []
  const answers: ((value: string) => void)[] = []
  const watch = (key: string, meta: Record<string, unknown>) =>
    new QueryObserver(client, {
      queryKey: ['mlflow', key],
      queryFn: () => {
        asked.push(key)
        return key === 'runs' ? new Promise<string>((resolve) => answers.push(resolve)) : key
      },
      staleTime: Number.POSITIVE_INFINITY,
      meta,
    }).subscribe(() => {})
  const ends = [watch('runs', {}), watch('rights', {}), watch('history', LOGGED)]
  await vi.waitFor(() => expect(client.getQueryData(['mlflow', 'history'])).toBe('history'))
  client.setQueryData(['mlflow', 'runs'], 'the first page')
  renewAfterRefusal(client, refused)
  await vi.waitFor(() => expect(asked).toEqual(['runs', 'rights', 'history', 'rights']))
  answers[0]?.('loaded')
  await vi.waitFor(() => expect(client.getQueryData(['mlflow', 'runs'])).toBe('loaded'))
  expect(asked).toHaveLength(4)
  for (const end of ends) end()
})
