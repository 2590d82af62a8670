import { driftWatchContract } from '~/api/drift-watch/contract'
import { defineMock } from '../mock'
import { BAD_GATEWAY } from '../weather'
import { driftWatchDialect } from './dialect'
import { egi2024, NEWEST, SENTINELS } from './egi-2024'
import { driftWatchServer } from './handlers'
import { demoTokens, ROLES, TOKEN_OF } from './identity'

declare module '../mock' {
  interface Mocks {
    'drift-watch': typeof mock
  }
}

export const mock = defineMock({
  id: 'drift-watch',
  contract: driftWatchContract,
  dialect: driftWatchDialect,
  scenario: egi2024,
  ageing: { newest: NEWEST },
  implement: (world) => ({
    implementation: driftWatchServer({ ...world, tokens: demoTokens, roles: ROLES }),
  }),
  credentials: {
    researcher: { kind: 'bearer', token: TOKEN_OF.researcher },
    owner: { kind: 'bearer', token: TOKEN_OF.owner },
    stranger: { kind: 'bearer', token: TOKEN_OF.stranger },
    admin: { kind: 'bearer', token: TOKEN_OF.admin },
  },
  storm: ({ path }) => (path.startsWith(`/experiment/${SENTINELS.unreachable}/drift`) ? BAD_GATEWAY : null),
})
