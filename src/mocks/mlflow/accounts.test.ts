import { expect, test } from 'vitest'
import { createClient } from '~/api/client'
import { mlflowContract } from '~/api/mlflow/contract'
import { headerOf } from '~/api/session'
import { countedWorld } from '../counted-world'
import { memoryJournal } from '../journal'
import { plainRequest, textOf } from '../request'
import { mock } from './mock'
import { accountOf } from './people'

/** The demo's server, and a way to ask it as somebody. */
function started() {
  const journal = memoryJournal()
  const { server } = mock.start({ ...countedWorld(), profile: null }, journal)
  const as = (name: string, password: string) =>
    createClient(mlflowContract, async ({ method, path, body, accept }) => {
      const authorization = headerOf({ kind: 'basic', name, password })
      const headers = { accept, authorization, 'content-type': 'application/json' }
      const { reply } = await server(plainRequest(method, path, headers, body ?? ''))
      return {
        status: reply.status,
        headers: new Headers(reply.headers),
        bytes: new TextEncoder().encode(textOf({ body: reply.body })),
      }
    })
  const { name, password } = accountOf('admin@example.org')
  return { journal, as, admin: as(name, password) }
}

const SECRET = 'typed-by-somebody-17'

test('a typed password signs in, and is in no row of the journal', async () => {
  const { journal, as, admin } = started()
  await admin.createUser({ body: { username: 'ada', password: SECRET } })
  await expect(as('ada', 'wrong').version({})).rejects.toMatchObject({ status: 401 })
  await as('ada', SECRET).version({})
  await as('ada', SECRET).updatePassword({ body: { username: 'ada', password: `${SECRET}-new` } })
  await expect(as('ada', SECRET).version({})).rejects.toMatchObject({ status: 401 })
  await as('ada', `${SECRET}-new`).version({})
  const kept = JSON.stringify(await journal.read(0))
  expect(kept).toContain('"ada"')
  expect(kept).not.toContain(SECRET)
})

test('the last admin may step down, as on the real server, and nobody can undo it', async () => {
  const { admin } = started()
  await admin.updateAdmin({ body: { username: 'lead@example.org', is_admin: false } })
  await admin.updateAdmin({ body: { username: 'admin@example.org', is_admin: false } })
  const again = admin.updateAdmin({ body: { username: 'admin@example.org', is_admin: true } })
  await expect(again).rejects.toMatchObject({ status: 403 })
})
