import { CodedError, ContractError, HttpError, NetworkError, TooLargeError, isAbort } from './errors'

/** What a person can do about it, where the page has a button for that. */
export type NextStep = 'retry' | 'sign-in' | 'register' | 'reload' | null

export interface Explanation {
  /** A few words: what happened. */
  title: string
  /** A sentence: why. */
  why: string
  /** A sentence: what to do now. */
  next: string
  step: NextStep
  /** The server's own words on single fields (422): "tags.0" → "Length must be between 1 and 20." */
  fields: readonly FieldFault[]
}

export interface FieldFault {
  path: string
  says: string
}

/**
 * Any error of a server, in words: what happened, why, and what to do.
 * @param server the server's name, as it stands on the Connections page
 */
export function explain(error: unknown, server = 'Drift Watch'): Explanation {
  const { fields = [], ...said } = wordsFor(error, server)
  return { ...said, fields }
}

type Words = Omit<Explanation, 'fields'> & { fields?: readonly FieldFault[] }

function wordsFor(error: unknown, server: string): Words {
  if (isAbort(error)) {
    return {
      title: 'Stopped',
      why: 'This was cancelled before it was done; what had come by then is kept.',
      next: 'Load again to have the rest.',
      step: 'retry',
    }
  }
  if (error instanceof HttpError) return refusal(error, server)
  if (error instanceof NetworkError) {
    return {
      title: `${server} does not answer`,
      why: `No answer came (${trimmed(error.message)}): the server is down, its address is wrong, or this machine is offline.`,
      next: 'Check its address under Connections and that the server runs, then try again.',
      step: 'retry',
    }
  }
  if (error instanceof ContractError) return unreadable(error, server)
  if (error instanceof TooLargeError) {
    return {
      title: 'The answer is too large',
      why: `${error.where} answers more than ${error.limit / 1e6} MB; it was left unread, so that this page does not run out of memory.`,
      next: 'Look at what was logged there: an image or an array in the parameters can be stored elsewhere, and linked.',
      step: null,
    }
  }
  if (error instanceof CodedError && error.code === 'lost-answer') {
    return {
      title: 'It is not known whether this was written',
      why: `${server} took the record, but its answer was lost on the way.`,
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
    title: 'This page made a mistake',
    why: error instanceof Error ? error.message : String(error),
    next: 'Reload the page; if it happens again, report it with these words.',
    step: 'reload',
  }
}

function unreadable({ where, path, message, words }: ContractError, server: string): Words {
  const html = isHtml(words)
  if (path === '' && /is not JSON/.test(message)) {
    return {
      title: `${server} answered something that is not JSON`,
      why: html
        ? `${where} answered a web page: something else than ${server} listens at that address.`
        : `${where} answered ${quoted(words)}.`,
      next: 'Check the server’s address under Connections: it ends where the API begins, as in …/api/latest.',
      step: 'retry',
    }
  }
  return {
    title: `${server} answered something unexpected`,
    why: message,
    next: 'The server may be of another version than this page knows. Its version is shown under Connections.',
    step: 'retry',
  }
}

function refusal(error: HttpError, server: string): Words {
  const { status, where } = error
  const said = messageOf(error.body)
  switch (status) {
    case 400:
      return {
        title: 'The request was not understood',
        why: `${server} could not read ${where}${said ? `: ${said}` : ''}.`,
        next: 'This is a fault of this page: reload it; if it happens again, report it with these words.',
        step: 'reload',
        fields: fieldsOf(error.body),
      }
    case 401:
      return unauthorized(said, server)
    case 403:
      return forbidden(said, server, where)
    case 404:
      return notFound(said, server)
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
        title: 'The record is too large',
        why: `${server}, or the proxy before it, does not take so much at once.`,
        next: 'Publish fewer parameters, for example without the null distribution.',
        step: null,
      }
    case 422:
      return invalid(error, server)
    case 429:
      return {
        title: 'Too many requests',
        why: `${server}, or the proxy before it, asks to wait.`,
        next: 'Wait a minute, then try again.',
        step: 'retry',
      }
    case 502:
    case 503:
    case 504:
      return {
        title: `${server} is not reachable behind its proxy`,
        why: `The proxy answered ${status}${isHtml(error.words) ? ' with a page of its own' : ''}: the server behind it is down or starting.`,
        next: 'Wait a moment, then try again; if it lasts, tell whoever runs the server.',
        step: 'retry',
      }
    default:
      if (status >= 500) {
        return {
          title: `${server} failed`,
          why: `It answered ${status} to ${where}${said ? `: ${said}` : ' and gave no reason'}.`,
          next: 'Try again; if it lasts, tell whoever runs the server: the reason is in its log.',
          step: 'retry',
        }
      }
      return {
        title: `${server} refused`,
        why: `It answered ${status} to ${where}${said ? `: ${said}` : ''}.`,
        next: 'Check the server’s address under Connections, then try again.',
        step: 'retry',
      }
  }
}

const SIGN_IN = 'Sign in with a token under Connections, then try again.'

function unauthorized(said: string | null, server: string): Words {
  const words = (title: string, why: string, next = SIGN_IN): Words => ({ title, why, next, step: 'sign-in' })
  if (said === null) return words('You are not signed in', `${server} asks who you are, and gave no reason.`)
  if (said === 'No authorization header')
    return words('You are not signed in', `${server} lets only people do this whom it knows.`)
  if (said === 'No bearer token in authorization header')
    return words('The token did not arrive', `${server} found no bearer token in the request.`)
  if (said === 'User identity could not be determined') {
    return words(
      'The token is not known',
      `No identity provider that ${server} trusts could tell whose token this is: it is mistyped, ended, or from elsewhere.`,
      'Get a new token from the provider that the server trusts, and sign in with it under Connections.',
    )
  }
  if (said.startsWith('Issuer is not trusted')) {
    const issuer = said.slice('Issuer is not trusted'.length).replace(/^:\s*/, '')
    return words(
      'The token is from elsewhere',
      `${server} does not trust who issued it${issuer ? ` (${issuer})` : ''}.`,
      'Get a token from the provider that the server trusts, and sign in with it under Connections.',
    )
  }
  if (/Signature has expired/i.test(said)) {
    return words(
      'Your session has ended',
      'The token’s time is over.',
      'Get a new token, and sign in with it under Connections; what is on the screen stays.',
    )
  }
  if (/Signature verification failed/i.test(said)) {
    return words(
      'The token is not genuine',
      'Its signature is not that of who issued it: it was changed or cut.',
      'Copy the token again, whole, and sign in with it under Connections.',
    )
  }
  if (/No 'iss' claim in body/i.test(said)) {
    return words(
      'The identity provider does not answer',
      `${server} could not ask the token’s issuer: the identity provider is down, or not known to the server.`,
      'Wait a moment and try again; if it lasts, sign in with a token of another provider.',
    )
  }
  return words('The token was not taken', `${server} says: ${said}`)
}

function forbidden(said: string | null, server: string, where: string): Words {
  if (said === 'User not registered.') {
    return {
      title: 'You are not registered yet',
      why: `${server} knows your token but not you, and shows the unregistered nothing, not even what is public.`,
      next: 'Register under Connections, or sign out to see what is public.',
      step: 'register',
    }
  }
  if (said === 'Insufficient permissions.') {
    return {
      title: 'You may not do this',
      why: `None of your grants on this experiment suffices, or ${server} does not count you among its users.`,
      next: 'Ask somebody who manages the experiment for a grant: your id is shown under Connections.',
      step: null,
    }
  }
  // To change something takes a token that the server took: what is missing then is the entitlement of its users.
  if (said === 'Resource is not public.' && !/^GET |\/search(?:\?|$)/.test(where)) {
    return {
      title: `${server} does not count you among its users`,
      why: 'Your sign-in is valid, but has not the entitlement that the server asks of its users (often platform-access): without it no grant counts, also none of your own.',
      next: 'Ask whoever runs the server or the identity provider for it, then sign in with a new token.',
      step: null,
    }
  }
  if (said === 'Resource is not public.') {
    return {
      title: 'This experiment is private',
      why: `Only people with a grant see its records, and ${server} does not take you for one of them (also where a token has ended).`,
      next: 'Sign in under Connections; if you are, ask somebody who manages the experiment for a grant.',
      step: 'sign-in',
    }
  }
  if (said !== null && /does not meet requirements/.test(said)) {
    return {
      title: 'Only admins may do this',
      why: `${server} says: ${said}`,
      next: 'Ask an admin of the server.',
      step: null,
    }
  }
  return {
    title: `${server} refused`,
    why: said === null ? 'It gave no reason.' : `It says: ${said}`,
    next: 'Ask somebody who manages the experiment, or whoever runs the server.',
    step: null,
  }
}

function notFound(said: string | null, server: string): Words {
  if (said === 'Drift not found.') {
    return {
      title: 'This record is gone',
      why: 'Somebody has deleted it, or the link is wrong.',
      next: 'Close it; the other records of the history are still there.',
      step: null,
    }
  }
  if (said === 'Experiment not found.') {
    return {
      title: 'This experiment is gone',
      why: 'Somebody has deleted it, or the link is wrong.',
      next: 'Go back to the list of experiments.',
      step: null,
    }
  }
  return {
    title: 'There is nothing at this address',
    why: `${server} does not know what was asked for: the link is wrong, or the server’s address is.`,
    next: 'Check the link, and the server’s address under Connections.',
    step: null,
  }
}

function conflict(said: string | null, server: string): Words {
  if (said === 'User already exists.') {
    return {
      title: 'You are registered already',
      why: `${server} knows you.`,
      next: 'Nothing is left to do: go on.',
      step: null,
    }
  }
  return {
    title: said === 'Name conflict.' || said === null ? 'This name is taken' : `${server} refused`,
    why:
      said === 'Name conflict.' || said === null
        ? `Names are unique on ${server}, also among experiments that you do not see.`
        : `It says: ${said}`,
    next: 'Choose another name, or look for the experiment that has it.',
    step: null,
  }
}

function invalid(error: HttpError, server: string): Words {
  const fields = fieldsOf(error.body)
  const said = messageOf(error.body)
  const listed = fields.map(({ path, says }) => (path === '' ? says : `${path}: ${says}`)).join(' ')
  return {
    title: fields.length === 1 ? 'One field was not taken' : 'Some fields were not taken',
    why: listed !== '' ? `${server} says of ${listed}` : (said ?? `${server} did not say which.`),
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
    if (typeof value === 'string') faults.push({ path: path.join('.'), says: value })
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

/** `message` of an error's body, where there is one. */
export function messageOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('message' in body)) return null
  return typeof body.message === 'string' && body.message.trim() !== '' ? body.message : null
}

function isHtml(words: string): boolean {
  return /^\s*<(?:!doctype|html|head|body)\b/i.test(words)
}

function quoted(words: string): string {
  const line = words.trim().slice(0, 60)
  return line === '' ? 'nothing at all' : `“${line}${words.trim().length > 60 ? '…' : ''}”`
}

/** Without its full stop, to stand in brackets. */
function trimmed(message: string): string {
  return message.replace(/\.$/, '')
}
