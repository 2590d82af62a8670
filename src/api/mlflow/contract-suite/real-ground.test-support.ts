import * as v from 'valibot'
import { headerOf } from '../../session'
import { fetchTransport } from '../../transport'
import { type Ground, GUEST_PASSWORDS, guestName, type Person } from './ground.test-support'
import { send } from './world.test-support'

const personSchema = v.object({ name: v.string(), password: v.string() })
const peopleSchema = v.object({ admin: personSchema, owner: personSchema, reader: personSchema })

/** What `npm run test:real` says of a server that it started. */
export interface RealServer {
  url: string
  version: string
  /** JSON: `{ admin, owner, reader }`, each with name and password. */
  people: string
}

/** A real server, with the people that it was started with. */
export function realGround({ url, version, people }: RealServer, salt: string): Ground {
  const known = v.parse(v.pipe(v.string(), v.parseJson(), peopleSchema), people)
  const headers: Readonly<Record<Person, string | null>> = {
    admin: headerOf({ kind: 'basic', ...known.admin }),
    owner: headerOf({ kind: 'basic', ...known.owner }),
    reader: headerOf({ kind: 'basic', ...known.reader }),
    wrong: headerOf({ kind: 'basic', name: known.reader.name, password: 'wrong-password-1234' }),
    nobody: null,
    guest: headerOf({ kind: 'basic', name: guestName(salt), password: GUEST_PASSWORDS.guest }),
    renewed: headerOf({ kind: 'basic', name: guestName(salt), password: GUEST_PASSWORDS.renewed }),
  }
  const transportOf = (person: Person) =>
    fetchTransport({ base: url, authorization: async () => headers[person] })
  const api = '/api/2.0/mlflow'
  return {
    version,
    salt,
    userNames: { admin: known.admin.name, owner: known.owner.name, reader: known.reader.name },
    transportOf,
    grantReader: (kind, resource, permission) => {
      const username = known.reader.name
      if (!version.startsWith('2.')) {
        const grant = { username, resource_type: kind, resource_id: resource, permission }
        return send(transportOf('owner'), '/api/3.0/mlflow/users/permissions/grant', grant)
      }
      const [path, of] =
        kind === 'experiment'
          ? ['experiments', { experiment_id: resource }]
          : ['registered-models', { name: resource }]
      return send(transportOf('owner'), `${api}/${path}/permissions/create`, { username, permission, ...of })
    },
    registerModel: async (name, { runId, experimentId }) => {
      await send(transportOf('owner'), `${api}/registered-models/create`, { name })
      const source = `mlflow-artifacts:/${experimentId}/${runId}/artifacts/model`
      for (let i = 0; i < 2; i += 1)
        await send(transportOf('owner'), `${api}/model-versions/create`, { name, source, run_id: runId })
    },
    logDataset: (run_id, { context, ...dataset }) =>
      send(transportOf('owner'), `${api}/runs/log-inputs`, {
        run_id,
        datasets: [
          {
            tags: [{ key: 'mlflow.data.context', value: context }],
            dataset: { ...dataset, source_type: 'local', source: '{"uri":"/data"}' },
          },
        ],
      }),
  }
}
