import {
  type Ground,
  GUEST_PASSWORDS,
  guestName,
  type Person,
} from '~/api/mlflow/contract-suite/ground.test-support'
import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import { headerOf } from '~/api/session'
import type { Transport } from '~/api/contract'
import { countedWorld } from '../counted-world'
import { memoryJournal } from '../journal'
import { plainRequest } from '../request'
import { rowsOf } from '../table'
import { mock } from './mock'
import { grants, models, runs, users, versions, type UserRow } from './tables'

const people: Readonly<Record<'admin' | 'owner' | 'reader', UserRow & { password: string }>> = {
  admin: { id: 1, username: 'admin', password: 'admin-password-1234', is_admin: true },
  owner: { id: 2, username: 'owner@example.org', password: 'owner-password-1234', is_admin: false },
  reader: { id: 3, username: 'reader@example.org', password: 'reader-password-1234', is_admin: false },
}

const SALT = 'm1'

/** The mock as a server for the suite: empty but for its people. */
export function mockGround(profile: string): Ground {
  const { clock, newId } = countedWorld()
  // With letters in the ids, as real ones have: lists before 3.17 pass over what holds none.
  const world = { clock, newId: () => newId().replace('0000', 'abcd') }
  const { server, db } = mock.start({ ...world, profile }, memoryJournal(), [
    rowsOf(users, async () => Object.values(people)),
  ])
  const transportOf =
    (person: Person): Transport =>
    async ({ method, path, body, accept, range }) => {
      const authorization = authorizationOf(person, SALT)
      const headers = {
        accept,
        ...(authorization === null ? {} : { authorization }),
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(range ? { range: `bytes=${range[0]}-${range[1]}` } : {}),
      }
      const { reply } = await server(plainRequest(method, path, headers, body ?? ''))
      const bytes =
        typeof reply.body === 'string' ? new TextEncoder().encode(reply.body) : new Uint8Array(reply.body)
      return { status: reply.status, headers: new Headers(reply.headers), bytes }
    }
  const grant = async (
    person: 'owner' | 'reader',
    kind: 'experiment' | 'registered_model',
    resource: string,
    level: MlflowLevel,
  ) => {
    await db.transact(async (tx) =>
      tx.put(grants, { username: people[person].username, kind, resource, permission: level }),
    )
  }
  return {
    version: profile,
    salt: SALT,
    userNames: { admin: people.admin.username, owner: people.owner.username, reader: people.reader.username },
    transportOf,
    grantReader: (kind, resource, level) => grant('reader', kind, resource, level as MlflowLevel),
    registerModel: async (name, { runId, experimentId }) => {
      await grant('owner', 'registered_model', name, 'MANAGE')
      const at = { creation_timestamp: 1_800_000_000_000, last_updated_timestamp: 1_800_000_000_000 }
      await db.transact(async (tx) => {
        tx.put(models, { name, ...at, tags: [], aliases: [] })
        for (const version of ['1', '2'])
          tx.put(versions, {
            name,
            version,
            ...at,
            current_stage: 'None',
            source: `mlflow-artifacts:/${experimentId}/${runId}/artifacts/model`,
            run_id: runId,
            status: 'READY',
            tags: [],
          })
      })
    },
    logDataset: async (runId, { name, digest, context }) => {
      await db.transact(async (tx) => {
        const row = (await tx.rows(runs)).get(runId)
        if (!row) throw new Error(`There is no run ${runId}.`)
        const dataset = { name, digest, source_type: 'local', source: '{"uri":"/data"}' }
        const tags = [{ key: 'mlflow.data.context', value: context }]
        tx.put(runs, { ...row, inputs: { dataset_inputs: [{ tags, dataset }] } })
      })
    },
  }
}

function authorizationOf(person: Person, salt: string): string | null {
  if (person === 'nobody') return null
  if (person === 'guest' || person === 'renewed')
    return headerOf({ kind: 'basic', name: guestName(salt), password: GUEST_PASSWORDS[person] })
  const { username, password } = people[person === 'wrong' ? 'reader' : person]
  return headerOf({ kind: 'basic', name: username, password: person === 'wrong' ? 'wrong' : password })
}
