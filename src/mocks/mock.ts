import type { Contract } from '~/api/contract'
import { createDb, type Db } from './db'
import type { Journal } from './journal'
import { type Ageing, movedTo } from './moved'
import type { DemoPersonId } from './people'
import { type Dialect, type Implementation, serve, type Server, type ServerParts } from './server'
import type { Scenario } from './table'
import type { Weather } from './weather'

/**
 * Every backend's mock by its id: each `<id>/mock.ts` adds its own, with
 * `declare module '../mock' { interface Mocks { '<id>': typeof mock } }`. `registry.ts` does not compile while a backend
 * is missing here.
 */
export interface Mocks {}

/** What one sends to a server to be somebody. */
export type Credential =
  | { kind: 'none' }
  | { kind: 'basic'; name: string; password: string }
  | { kind: 'bearer'; token: string }

/** What a mock does not make itself: it knows neither clock nor chance. */
export interface MockWorld {
  /** Milliseconds since 1970 UTC; a fraction is kept. */
  clock: () => number
  /** A fresh UUID. */
  newId: () => string
  /** Which version of the server is imitated, of the mock's `profiles`; null: its first, or its only one. */
  profile: string | null
  /** When the demo's rows are to end, in milliseconds since 1970 UTC. Absent: as they are written. */
  today?: number | undefined
}

/** How a mock answers, made for one start of it: what it remembers outside of its tables begins anew. */
export interface MockParts<C extends Contract> {
  implementation: Implementation<C>
  gate?: ServerParts['gate']
  /** Where a version of the server speaks otherwise. */
  dialect?: Dialect
}

interface MockOptions<Id extends string, C extends Contract> {
  /** The backend's, and the name of the mock's folder. */
  id: Id
  contract: C
  dialect: Dialect
  /** What its tables hold in the demo. */
  scenario: Scenario
  /** How these rows age. Absent: they do not. */
  ageing?: Ageing
  implement: (world: MockWorld) => MockParts<C>
  /** Who the demo's people are on this server. */
  credentials: Readonly<Record<DemoPersonId, Credential>>
  /** What stands before the server (a gateway that does not answer for one address). Absent: nothing. */
  storm?: Weather['storm']
  /** Versions of the server that it can imitate; the first is the demo's. Absent: one only. */
  profiles?: readonly string[]
}

export interface Mock<Id extends string = string> {
  id: Id
  contract: Contract
  credentials: Readonly<Record<DemoPersonId, Credential>>
  storm: Weather['storm']
  profiles: readonly string[]
  /** A server of its own. @param scenario other first rows than the demo's */
  start: (world: MockWorld, journal: Journal, scenario?: Scenario) => RunningMock<Id>
}

export interface RunningMock<Id extends string = string> {
  id: Id
  server: Server
  db: Db
}

/** A mock as the one object that says everything about it; its contract's types stay inside. */
export function defineMock<const Id extends string, C extends Contract>(
  options: MockOptions<Id, C>,
): Mock<Id> {
  const { id, contract, credentials, implement, ageing, storm = () => null, profiles = [] } = options
  return {
    id,
    contract,
    credentials,
    storm,
    profiles,
    start: (world, journal, scenario = options.scenario) => {
      const { today } = world
      const rows = ageing && today !== undefined ? movedTo(today, scenario, ageing) : scenario
      const db = createDb(rows, journal)
      const { implementation, gate, dialect = options.dialect } = implement(world)
      return { id, db, server: serve(contract, implementation, { dialect, db, ...(gate ? { gate } : {}) }) }
    },
  }
}
