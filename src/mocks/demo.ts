import { backendsContract } from '~/api/backends'
import { driftWatchContract } from '~/api/drift-watch/contract'
import { createDb, type Db, type Scenario } from './db'
import { driftWatchDialect } from './drift-watch/dialect'
import { driftWatchServer } from './drift-watch/handlers'
import { demoTokens, ROLES, type Tokens } from './identity'
import type { Journal } from './journal'
import { SENTINELS } from './scenarios/egi-2024'
import { createServer, type Server } from './server'
import { BAD_GATEWAY, seededDelay, type Weather } from './weather'

export interface DriftWatchParts {
  scenario: Scenario
  journal: Journal
  tokens?: Tokens
  clock: () => number
  newId: () => string
}

/** One Drift Watch server and its tables. */
export function createDriftWatch(parts: DriftWatchParts): { server: Server; db: Db } {
  const { scenario, journal, tokens = demoTokens, clock, newId } = parts
  const db = createDb(scenario, journal)
  const implementation = driftWatchServer({ db, tokens, roles: ROLES, clock, newId })
  return { server: createServer(driftWatchContract, implementation, driftWatchDialect), db }
}

/** What `backends/config.json` says in the demo: nothing is configured but the demo itself. */
export const demoConfig: Server = createServer(
  backendsContract,
  {
    config: async () => ({
      status: 200,
      data: { demo: true, backends: [{ id: 'drift-watch', address: null }] },
    }),
  },
  driftWatchDialect,
)

/** Small waits, and a gateway that does not answer for one experiment. */
export const demoWeather: Weather = {
  delayMs: seededDelay(2024),
  storm: ({ path }) => (path.startsWith(`/experiment/${SENTINELS.unreachable}/drift`) ? BAD_GATEWAY : null),
}
