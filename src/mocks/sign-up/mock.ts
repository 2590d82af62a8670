import { signUpContract } from '~/api/sign-up/contract'
import { defineMock } from '../mock'
import { demoPeople } from '../people'
import { type Reply, textReply } from '../request'
import { Refusal, signUpServer, type Userinfo } from './handlers'
import { signUpScenario } from './tables'

declare module '../mock' {
  interface Mocks {
    'sign-up': typeof mock
  }
}

const GROUPS = ['vo.ai4eosc.eu']

/** The demo's people, and beside them one whom the service does not let in, and a newcomer. */
const tokens: ReadonlyMap<string, Userinfo> = new Map(
  [
    ...demoPeople.map(({ id, email }) => ({ id, email, groups: GROUPS })),
    { id: 'newcomer', email: 'newcomer@example.org', groups: GROUPS },
    { id: 'outsider', email: 'outsider@example.org', groups: [] },
  ].map(({ id, email, groups }) => [`demo-${id}`, { sub: `demo-${id}`, email, groups }]),
)

export const mock = defineMock({
  id: 'sign-up',
  contract: signUpContract,
  dialect: {
    write: (data) => (data === null ? '' : JSON.stringify(data)),
    unrouted: (allowed) =>
      allowed.length > 0
        ? textReply(405, '', { allow: allowed.join(', ') })
        : { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<h1>404</h1>' },
    failed: (error) => (error instanceof Refusal ? replyOf(error) : textReply(500, 'Internal Server Error')),
  },
  scenario: signUpScenario,
  implement: () => ({ implementation: signUpServer(tokens) }),
  credentials: {
    researcher: { kind: 'bearer', token: 'demo-researcher' },
    owner: { kind: 'bearer', token: 'demo-owner' },
    stranger: { kind: 'bearer', token: 'demo-stranger' },
    admin: { kind: 'bearer', token: 'demo-admin' },
  },
})

/** A failure that it did not foresee has no message: Next's own page. */
function replyOf({ status, message }: Refusal): Reply {
  if (message === '') return textReply(status, 'Internal Server Error')
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) }
}
