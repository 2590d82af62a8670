import { expect, test } from 'vitest'
import { createClient } from '~/api/client'
import { signUpContract } from '~/api/sign-up/contract'
import { explainSignUp } from '~/api/sign-up/explain'
import { HttpError } from '~/lib/errors'
import { explain } from '~/lib/explain'
import { countedWorld } from '../counted-world'
import { memoryJournal } from '../journal'
import { plainRequest, textOf } from '../request'
import { mock } from './mock'

// The service's rules, by the app's own client: who is let in, what it refuses, and its words.

function start() {
  const { server } = mock.start({ ...countedWorld(), profile: null }, memoryJournal())
  return (token: string | null) =>
    createClient(
      signUpContract,
      async ({ method, path, body }) => {
        const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
        const { reply } = await server(plainRequest(method, path, headers, body ?? ''))
        return {
          status: reply.status,
          headers: new Headers(reply.headers),
          bytes: new TextEncoder().encode(textOf(reply)),
        }
      },
      { id: 'sign-up', name: 'Sign-up service', explain: explainSignUp },
    )
}

const failure = (work: Promise<unknown>): Promise<[number, string] | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof HttpError)) throw error
      return [error.status, explain(error).title]
    },
  )

const good = { password: 'a good one, long' }

test('who is let in: a token, of the group, registered', async () => {
  const as = start()
  expect(await failure(as(null).me({}))).toEqual([401, 'Your sign-in was refused'])
  expect(await failure(as('unknown').me({}))).toEqual([401, 'Your sign-in was refused'])
  expect(await failure(as('demo-outsider').me({}))).toEqual([403, 'Your account may not use this service'])
  expect(await failure(as('demo-newcomer').experiment({ query: { experiment_id: '83' } }))).toEqual([
    403,
    'You are not registered yet',
  ])
})

test('registered once, by a password that MLflow takes, renamed never, and deleted whole', async () => {
  const as = start()
  const stranger = as('demo-stranger')
  expect((await stranger.me({})).data.mlflow).toBeNull()
  expect(await failure(stranger.register({ body: { password: '' } }))).toEqual([
    422,
    'The request was refused',
  ])
  expect(await failure(stranger.register({ body: { password: 'short' } }))).toEqual([
    500,
    'MLflow did not create the account',
  ])
  expect((await stranger.me({})).data.mlflow).toBeNull()
  await stranger.register({ body: good })
  expect((await stranger.me({})).data.mlflow?.user).toMatchObject({
    username: 'stranger@example.org',
    is_admin: false,
    experiment_permissions: [],
  })
  expect(await failure(stranger.register({ body: good }))).toEqual([500, 'MLflow did not create the account'])
  expect(await failure(stranger.changePassword({ body: { password: 'short' } }))).toEqual([
    500,
    'The password is still the old one',
  ])
  await stranger.changePassword({ body: good })
  await stranger.remove({})
  expect((await stranger.me({})).data.mlflow).toBeNull()
})

test('levels: seen by EDIT, set by MANAGE, for who is registered', async () => {
  const as = start()
  const [owner, researcher] = [as('demo-owner'), as('demo-researcher')]
  const of = (username: string) => ({ username, experiment_id: '83' })
  expect((await researcher.experimentPermission({ query: of('owner@example.org') })).data.permission).toBe(
    'MANAGE',
  )
  expect(await failure(owner.experimentPermission({ query: of('stranger@example.org') }))).toEqual([
    404,
    'There is no such permission',
  ])
  const set = { ...of('researcher@example.org'), permission: 'READ' } as const
  expect(await failure(researcher.setExperimentPermission({ body: set }))).toEqual([
    403,
    'You do not have permission',
  ])
  await owner.setExperimentPermission({ body: set })
  expect((await owner.experimentPermission({ query: of('researcher@example.org') })).data.permission).toBe(
    'READ',
  )
  // READ is not told even the name.
  expect(await failure(researcher.experiment({ query: { experiment_id: '83' } }))).toEqual([
    403,
    'You do not have permission',
  ])
  expect(
    await failure(
      owner.setExperimentPermission({ body: { ...of('nobody@example.org'), permission: 'READ' } }),
    ),
  ).toEqual([500, 'The permission is still the old one'])
  const model = { username: 'researcher@example.org', model_name: 'thermal-unet' }
  await owner.setModelPermission({ body: { ...model, permission: 'NO_PERMISSIONS' } })
  expect((await owner.modelPermission({ query: model })).data.permission).toBe('NO_PERMISSIONS')
  expect(await failure(researcher.modelPermission({ query: model }))).toEqual([
    403,
    'You do not have permission',
  ])
})

test('a password that reached MLflow and not the secret store is told as just that', () => {
  const error = new HttpError('PATCH /user/me/password', 500, { message: 'Could not update secret' }, '')
  expect(explainSignUp(error)).toMatchObject({
    title: 'Your password was changed in MLflow, but not in the secret store',
  })
})
