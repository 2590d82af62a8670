import { writePythonJson } from '../python-json'
import type { Reply } from '../request'
import type { Dialect } from '../server'
import { NO_SUCH_URL, Refusal } from './refusal'

/** Flask's manners: every error body is JSON, ids are UUIDs, a trailing slash is another address. */
export const driftWatchDialect: Dialect = {
  parameter: /[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}/,
  // An answer ends with a line break, also an empty list.
  write: (data) => `${writePythonJson(data)}\n`,
  unrouted: (allowed) => {
    if (allowed.length === 0) return replyOf(new Refusal(404, { message: NO_SUCH_URL }))
    const reply = replyOf(new Refusal(405))
    return { ...reply, headers: { ...reply.headers, allow: allowed.join(', ') } }
  },
  failed: (error) => replyOf(error instanceof Refusal ? error : new Refusal(500)),
}

function replyOf({ status, body }: Refusal): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: writePythonJson(body) }
}
