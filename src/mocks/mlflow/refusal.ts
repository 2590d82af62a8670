import { htmlReply, type Reply } from '../request'
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
