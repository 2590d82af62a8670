import { htmlReply, type Reply, textOf } from '../request'
import { Answered, type Dialect } from '../server'

/** Code → status. Source: mlflow/exceptions.py; measured on 2.21.3 and 3.17.2. */
const STATUS = {
  INVALID_PARAMETER_VALUE: 400,
  BAD_REQUEST: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  RESOURCE_DOES_NOT_EXIST: 404,
  INVALID_STATE: 500,
  INTERNAL_ERROR: 500,
} as const

export type ErrorCode = keyof typeof STATUS

/** Refuses as MLflow's handlers do: JSON with a code and a message. */
export function refuse(code: ErrorCode, message: string): never {
  throw new Answered({
    status: STATUS[code],
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error_code: code, message }),
  })
}

/** What 3.17 says of a code beside it; the others are called there as they are here. */
const CLASSES: Readonly<Record<string, string>> = { RESOURCE_DOES_NOT_EXIST: 'RESOURCE_NOT_FOUND' }

/** A refusal as 3.17 words it: with a state and a class of SQL's kind. Pages and text stay as they are. */
export function withErrorClass(reply: Reply): Reply {
  if (reply.status < 400 || reply.headers['content-type'] !== 'application/json') return reply
  const said = JSON.parse(textOf(reply)) as { error_code: string }
  const error_class = CLASSES[said.error_code] ?? said.error_code
  return { ...reply, body: JSON.stringify({ ...said, sqlstate: 'KAM00', error_class }) }
}

/** Refuses as the basic-auth app does: text that calls itself HTML. */
export function forbid(): never {
  throw new Answered(forbidden())
}

const forbidden = (): Reply => htmlReply(403, 'Permission denied')

export const unauthenticated = (): Reply =>
  htmlReply(
    401,
    'You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html#authenticating-to-mlflow on how to authenticate.',
    { 'www-authenticate': 'Basic realm="mlflow"' },
  )

const page = (status: number, title: string, text: string): Reply =>
  htmlReply(
    status,
    `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`,
  )

export const notFoundPage = (): Reply =>
  page(
    404,
    'Not Found',
    'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  )

/** What is asked for is behind the end. */
export const unsatisfiable = ({ headers }: Reply): Reply => {
  const { body, ...rest } = page(
    416,
    'Requested Range Not Satisfiable',
    'The server cannot provide the requested range.',
  )
  return { ...rest, headers: { ...headers, ...rest.headers }, body }
}

export const failedPage = (): Reply =>
  page(
    500,
    'Internal Server Error',
    'The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.',
  )

export const mlflowDialect: Dialect = {
  write: (data) => JSON.stringify(data),
  unrouted: (allowed) =>
    allowed.length > 0
      ? {
          ...page(405, 'Method Not Allowed', 'The method is not allowed for the requested URL.'),
          headers: { 'content-type': 'text/html; charset=utf-8', allow: allowed.join(', ') },
        }
      : notFoundPage(),
  failed: failedPage,
}
