import { jenkinsContract } from '~/api/jenkins/contract'
import { defineMock } from '../mock'
import { htmlReply } from '../request'
import { BAD_GATEWAY } from '../weather'
import { jenkinsHandlers, nameOf, NOT_FOUND } from './handlers'
import { JOBS } from './jobs'

declare module '../mock' {
  interface Mocks {
    jenkins: typeof mock
  }
}

/** API tokens of the demo's people; nobody else can sign in. */
const TOKENS: Readonly<Record<string, string>> = {
  researcher: 'demo-researcher',
  owner: 'demo-owner',
  admin: 'demo-admin',
}
const accountOf = (name: string) => ({ kind: 'basic', name, password: TOKENS[name] ?? '' }) as const

const pathOf = (job: string) =>
  job
    .split('/')
    .map((name) => `/job/${encodeURIComponent(name)}`)
    .join('')

export const mock = defineMock({
  id: 'jenkins',
  contract: jenkinsContract,
  dialect: {
    write: (data) => JSON.stringify(data),
    unrouted: (allowed) =>
      allowed.length > 0 ? htmlReply(405, 'Method Not Allowed', { allow: allowed.join(', ') }) : NOT_FOUND,
    failed: () => htmlReply(500, '<html><body>Oops!</body></html>'),
  },
  scenario: [],
  implement: ({ clock, today = 0 }) => ({
    implementation: jenkinsHandlers(clock, today),
    // Anybody may read; who signs in must be known.
    gate: async ({ headers }) => {
      const given = headers.get('authorization')
      if (given === null) return null
      const name = nameOf(given)
      const isKnown = name !== null && given === `Basic ${btoa(`${name}:${TOKENS[name] ?? ''}`)}`
      return isKnown && TOKENS[name] !== undefined
        ? null
        : htmlReply(401, 'Invalid password/token for user', { 'www-authenticate': 'Basic realm="Jenkins"' })
    },
  }),
  credentials: {
    researcher: accountOf('researcher'),
    owner: accountOf('owner'),
    admin: accountOf('admin'),
    stranger: { kind: 'none' },
  },
  storm: ({ path }) => (path.startsWith(pathOf(JOBS.unreachable)) ? BAD_GATEWAY : null),
})
