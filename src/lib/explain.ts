import {
  CodedError,
  ContractError,
  HttpError,
  NetworkError,
  ServerError,
  SignInError,
  TooLargeError,
  type Words,
  isAbort,
} from './errors'
import { withoutSql } from './without-sql'

export interface Explanation extends Words {
  /** The server's own words on single fields (422): "tags.0" → "Length must be between 1 and 20." */
  fields: readonly FieldFault[]
}

export interface FieldFault {
  path: string
  says: string
}

/**
 * Any error in words: what happened, why, and what to do. An error of a server names it, and the server may have words
 * of its own for it.
 */
export function explain(error: unknown): Explanation {
  const own = error instanceof ServerError ? (error.server?.explain(error) ?? null) : null
  const { fields = [], ...said }: General = own ?? wordsFor(error)
  return { ...said, fields }
}

interface General extends Words {
  fields?: readonly FieldFault[]
}

function wordsFor(error: unknown): General {
  const server = (error instanceof ServerError ? error.server?.name : null) ?? 'The server'
  if (isAbort(error)) {
    return {
      title: 'Stopped',
      why: 'This was cancelled before it was done; what had come by then is kept.',
      next: 'Load again to have the rest.',
      step: 'retry',
    }
  }
  if (error instanceof SignInError) return error.words
  if (error instanceof HttpError) return refusal(error, server)
  if (error instanceof NetworkError) {
    return {
      title: `${server} does not answer`,
      why: `No answer to ${withoutQuery(error.where)}: the server is down, its address is wrong, or this machine is offline.`,
      next: 'Check its address under Connections and that the server runs, then try again.',
      step: 'retry',
    }
  }
  // What a worker could not read has the code alone.
  if (error instanceof CodedError && error.code === 'contract') return unreadable(error, server)
  if (error instanceof TooLargeError) {
    return {
      title: 'The answer is too large',
      why: `The answer of ${withoutQuery(error.where)} is larger than ${error.limit / 1e6} MB; it was not read, so that this page does not run out of memory.`,
      next: 'Ask for less of it at once, or look at it where it is.',
      step: null,
    }
  }
  if (error instanceof CodedError && error.code === 'lost-answer') {
    return {
      title: 'It is not known whether this was written',
      why: `${server} received the record, but its answer was lost.`,
      next: 'Try again: the record is looked for first, and only written where it is not there.',
      step: 'retry',
    }
  }
  if (error instanceof CodedError)
    return {
      title: 'This did not work',
      why: error.message,
      next: 'Correct it, then try again.',
      step: 'retry',
    }
  return {
    title: 'An error in this page',
    why: error instanceof Error ? error.message : String(error),
    next: 'Reload the page; if it happens again, report it with these words.',
    step: 'reload',
  }
}

function unreadable(error: CodedError, server: string): Words {
  if (error instanceof ContractError && error.path === '' && /is not JSON/.test(error.message)) {
    const { words } = error
    const where = withoutQuery(error.where)
    return {
      title: `${server} answered something that is not JSON`,
      why: isHtml(words)
        ? `${where} answered a web page: something else than ${server} listens at that address.`
        : `${where} answered ${quoted(words)}.`,
      next: 'Check the server’s address under Connections: it ends where the API begins. A sign-in page of your network may answer in its place, too.',
      step: 'retry',
    }
  }
  return {
    title: `${server} answered something unexpected`,
    why: withoutQuery(error.message),
    next: 'The server may be of another version than this page knows. Its version is shown under Connections.',
    step: 'retry',
  }
}

function refusal(error: HttpError, server: string): General {
  const { status } = error
  const where = withoutQuery(error.where)
  const said = messageOf(error.body)
  switch (status) {
    case 400:
      return {
        title: 'The request was not understood',
        why: sentence(`${server} could not read ${where}${said ? `: ${said}` : ''}`),
        next: 'This is a fault of this page: reload it; if it happens again, report it with these words.',
        step: 'reload',
        fields: fieldsOf(error.body),
      }
    case 401:
      return unauthorized(said, server)
    case 403:
      return forbidden(said, server)
    case 404:
      return notFound(server)
    case 405:
      return {
        title: `${server} does not know this request`,
        why: `${where} is not allowed there: it is of another version, or something else listens at that address.`,
        next: 'Check the server’s address and version under Connections.',
        step: null,
      }
    case 409:
      return conflict(said, server)
    case 413:
      return {
        title: 'This is too large',
        why: `${server}, or the proxy in front of it, does not accept so much at once.`,
        next: 'Send less at once.',
        step: null,
      }
    case 422:
      return invalid(error, server)
    case 429:
      return {
        title: 'Too many requests',
        why: `${server}, or the proxy in front of it, asks to wait.`,
        next: 'Wait a minute, then try again.',
        step: 'retry',
      }
    case 502:
    case 503:
    case 504:
      return {
        title: `The gateway answered, but ${server} did not (${status})`,
        why: `The proxy answered ${status}${isHtml(error.words) ? ' with a page of its own' : ''}: the server behind it is down or starting.`,
        next: 'Wait a moment, then try again; if it lasts, tell whoever runs the server.',
        step: 'retry',
      }
    default:
      if (status >= 500) {
        return {
          title: `${server} failed`,
          why: sentence(`It answered ${status} to ${where}${said ? `: ${said}` : ' and gave no reason'}`),
          next: 'Try again; if it lasts, tell whoever runs the server: the reason is in its log.',
          step: 'retry',
        }
      }
      return {
        title: `${server} refused`,
        why: sentence(`It answered ${status} to ${where}${said ? `: ${said}` : ''}`),
        next: 'Check the server’s address under Connections, then try again.',
        step: 'retry',
      }
  }
}

function unauthorized(said: string | null, server: string): Words {
  return {
    title: said === null ? 'You are not signed in' : 'The sign-in was refused',
    why:
      said === null ? `${server} asks who you are, and gave no reason.` : sentence(`${server} says: ${said}`),
    next: 'Sign in under Connections, then try again; what is on the screen stays.',
    step: 'sign-in',
  }
}

function forbidden(said: string | null, server: string): Words {
  return {
    title: `${server} refused`,
    why: said === null ? 'It gave no reason.' : sentence(`It says: ${said}`),
    next: 'Ask somebody who manages it, or whoever runs the server.',
    step: null,
  }
}

function notFound(server: string): Words {
  return {
    title: 'Nothing at this address',
    why: `${server} does not have what was asked for: the link or the server’s address is wrong.`,
    next: 'Check the link, and the server’s address under Connections.',
    step: null,
  }
}

function conflict(said: string | null, server: string): Words {
  return {
    title: `${server} refused`,
    why: said === null ? 'It conflicts with what is already on the server.' : sentence(`It says: ${said}`),
    next: 'Look at what is there now, then try again.',
    step: null,
  }
}

function invalid(error: HttpError, server: string): General {
  const fields = fieldsOf(error.body)
  const said = messageOf(error.body)
  const listed = fields.map(({ path, says }) => (path === '' ? says : `${path}: ${says}`)).join(' ')
  return {
    title: fields.length === 1 ? 'One field was refused' : 'Some fields were refused',
    why: listed !== '' ? sentence(`${server} says of ${listed}`) : (said ?? `${server} did not say which.`),
    next: 'Correct what is named, then send it again.',
    step: null,
    fields,
  }
}

/** How many faults are listed: a body of 10,000 bad entries is one mistake. */
const MAX_FIELDS = 20

/** `errors` of a 422: nested objects by field name and list index, with sentences as leaves. */
function fieldsOf(body: unknown): FieldFault[] {
  if (typeof body !== 'object' || body === null || !('errors' in body)) return []
  const faults: FieldFault[] = []
  const walk = (value: unknown, path: readonly string[]): void => {
    if (faults.length >= MAX_FIELDS || path.length > 20) return
    if (typeof value === 'string') faults.push({ path: cut(path.join('.')), says: cut(value) })
    else if (Array.isArray(value)) for (const item of value) walk(item, path)
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, key === '_schema' ? path : [...path, key])
  }
  const { errors } = body
  if (typeof errors !== 'object' || errors === null || Array.isArray(errors)) walk(errors, [])
  // The first level only says whether it was in the body or in the query.
  else for (const part of Object.values(errors)) walk(part, [])
  return faults
}

/** Of a server's own words, in characters: whoever answers may send a book. */
const MOST_SAID = 400

const cut = (words: string): string => (words.length > MOST_SAID ? `${words.slice(0, MOST_SAID)}…` : words)

/** `message` of an error's body, where there is one. */
export function messageOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('message' in body)) return null
  const message = typeof body.message === 'string' ? cut(withoutSql(body.message.slice(0, 4000)).trim()) : ''
  return message === '' ? null : message
}

function isHtml(words: string): boolean {
  return /^\s*<(?:!doctype|html|head|body)\b/i.test(words)
}

function quoted(sent: string): string {
  const words = withoutSql(sent)
  const line = words.trim().slice(0, 60)
  return line === '' ? 'nothing at all' : `“${line}${words.trim().length > 60 ? '…' : ''}”`
}

/** Words that a server sent end as they may: what follows them is a sentence of its own. */
export function sentence(text: string): string {
  return /[.!?…]["”’)]?$/.test(text) ? text : `${text}.`
}

/** A request without its query, which only machines read: the details have it. */
export function withoutQuery(text: string): string {
  return text.replace(/\?\S+?(?=[:.]?(?:\s|$))/, '')
}
