import { connectionsContract } from '~/api/connections'
import type { BackendId } from '~/api/registry'
import type { Journal } from './journal'
import type { Credential, Mock, Mocks, MockWorld, RunningMock } from './mock'
import { demoPeople } from './people'
import { htmlReply } from './request'
import { serve, type Server } from './server'
import { seededDelay, withWeather } from './weather'

/** The ids, where each has a mock; does not compile where one has none. */
export type AllMocked<Ids extends keyof M, M = Mocks> = Ids

const found = import.meta.glob<Mock<AllMocked<BackendId>>>('./*/mock.ts', { eager: true, import: 'mock' })

/** Every backend's mock: whatever `<id>/mock.ts` exports as `mock`. */
export const mocks: readonly Mock<BackendId>[] = Object.values(found)

/** @throws Error where no mock has this id */
export function mockOf(id: string): Mock<BackendId> {
  const mock = mocks.find((one) => one.id === id)
  if (mock) return mock
  throw new Error(`No backend is called "${id}". There are: ${mocks.map((one) => one.id).join(', ')}.`)
}

export interface MocksOptions extends Omit<MockWorld, 'profile'> {
  /** Where a backend's changes are kept. */
  journalOf: (id: BackendId) => Journal | Promise<Journal>
  /** Small waits and the mocks' own storms, as the demo has them. */
  weather?: boolean
}

/** A server of each backend. */
export async function startMocks(options: MocksOptions): Promise<RunningMock<BackendId>[]> {
  const { clock, newId, today, journalOf, weather = false } = options
  return Promise.all(
    mocks.map(async (mock) => {
      const running = mock.start({ clock, newId, today, profile: null }, await journalOf(mock.id))
      if (!weather) return running
      const { storm } = mock
      return { ...running, server: withWeather(running.server, { delayMs: seededDelay(2024), storm }) }
    }),
  )
}

/** What is answered below one address: each server at its id, and beside them what is configured. */
export function sitesBelow(base: string, running: readonly RunningMock[]): [base: string, server: Server][] {
  return [
    ...running.map(({ id, server }): [string, Server] => [`${base}/${id}`, server]),
    [base, configServer(running.map(({ id }) => id))],
  ]
}

/** Somebody of the demo with their credentials, one for each backend, by its id. */
export interface DemoPerson {
  id: string
  name: string
  role: string
  email: string
  credentials: Readonly<Record<BackendId, Credential>>
}

/** Who one can be in the demo. */
export function listDemoPeople(): readonly DemoPerson[] {
  return demoPeople.map((person) => {
    const credentials = Object.fromEntries(mocks.map(({ id, credentials }) => [id, credentials[person.id]]))
    // Every backend has a mock (`AllMocked`), and every mock an account for each person.
    return { ...person, credentials: credentials as Record<BackendId, Credential> }
  })
}

/** What `backends/config.json` says in the demo: nothing is configured but the demo itself. */
function configServer(ids: readonly string[]): Server {
  const config = { demo: true, backends: ids.map((id) => ({ id, address: null, oidc: null })) }
  return serve(
    connectionsContract,
    { config: async () => ({ status: 200, data: config }) },
    {
      dialect: {
        write: (data) => JSON.stringify(data),
        unrouted: (allowed) =>
          allowed.length > 0
            ? htmlReply(405, 'Method Not Allowed', { allow: allowed.join(', ') })
            : htmlReply(404, 'Not Found'),
        failed: () => htmlReply(500, 'Internal Server Error'),
      },
    },
  )
}
