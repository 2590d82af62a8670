import { HttpError, type ServerError, TooLargeError, type Words } from '~/lib/errors'
import { messageOf, sentence, withoutQuery } from '~/lib/explain'

/** What only a Drift Watch server means by a refusal: by its own sentences, as measured. Null: the general words. */
export function explainDriftWatch(error: ServerError): Words | null {
  if (error instanceof TooLargeError) {
    return {
      title: 'The answer is too large',
      why: `The answer of ${withoutQuery(error.where)} is larger than ${error.limit / 1e6} MB; it was not read, so that this page does not run out of memory.`,
      next: 'Look at what was logged there: an image or an array in the parameters can be stored elsewhere, and linked.',
      step: null,
    }
  }
  if (!(error instanceof HttpError)) return null
  const said = messageOf(error.body)
  const server = error.server?.name ?? 'The server'
  switch (error.status) {
    case 401:
      return unauthorized(said, server)
    case 403:
      return forbidden(said, server, error.where)
    case 404:
      return notFound(said)
    case 409:
      return conflict(said, server)
    case 413:
      return {
        title: 'The record is too large',
        why: `${server}, or the proxy in front of it, does not accept so much at once.`,
        next: 'Publish fewer parameters, for example without the null distribution.',
        step: null,
      }
    default:
      return null
  }
}

const SIGN_IN = 'Sign in with a token under Connections, then try again.'

function unauthorized(said: string | null, server: string): Words {
  const words = (title: string, why: string, next = SIGN_IN): Words => ({ title, why, next, step: 'sign-in' })
  if (said === null) return words('You are not signed in', `${server} asks who you are, and gave no reason.`)
  if (said === 'No authorization header')
    return words('You are not signed in', `${server} allows this only after signing in.`)
  if (said === 'No bearer token in authorization header')
    return words('The token did not arrive', `${server} found no bearer token in the request.`)
  if (said === 'User identity could not be determined') {
    return words(
      'The token is not known',
      `No identity provider that ${server} trusts could tell whose token this is: it is mistyped, expired, or from another issuer.`,
      'Get a new token from the provider that the server trusts, and sign in with it under Connections.',
    )
  }
  if (said.startsWith('Issuer is not trusted')) {
    const issuer = said.slice('Issuer is not trusted'.length).replace(/^:\s*/, '')
    return words(
      'The token is from another issuer',
      `${server} does not trust who issued it${issuer ? ` (${issuer})` : ''}.`,
      'Get a token from the provider that the server trusts, and sign in with it under Connections.',
    )
  }
  if (/Signature has expired/i.test(said)) {
    return words(
      'Your session has ended',
      'The token has expired.',
      'Get a new token, and sign in with it under Connections; what is on the screen stays.',
    )
  }
  if (/Signature verification failed/i.test(said)) {
    return words(
      'The token is not genuine',
      'Its signature does not match its issuer: it was changed or cut short.',
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
  return words('The token was refused', sentence(`${server} says: ${said}`))
}

function forbidden(said: string | null, server: string, where: string): Words | null {
  if (said === 'User not registered.') {
    return {
      title: 'You are not registered yet',
      why: `${server} knows your token but not you, and shows unregistered people nothing, not even what is public.`,
      next: 'Register under Connections, or sign out to see what is public.',
      step: 'register',
    }
  }
  if (said === 'Insufficient permissions.') {
    return {
      title: 'You do not have permission',
      why: `Your level on this experiment is too low, or ${server} does not count you among its users.`,
      next: 'Ask a manager of the experiment for a higher level: your id is shown under Connections.',
      step: null,
    }
  }
  // To change something takes a token that the server took: what is missing then is the entitlement of its users.
  if (said === 'Resource is not public.' && !/^GET |\/search(?:\?|$)/.test(where)) {
    return {
      title: `${server} does not count you among its users`,
      why: 'Your sign-in is valid, but lacks the entitlement that the server requires (often platform-access). Without it no level counts.',
      next: 'Ask whoever runs the server or the identity provider for it, then sign in with a new token.',
      step: null,
    }
  }
  if (said === 'Resource is not public.') {
    return {
      title: 'This experiment is private',
      why: `Only people with a level on it see its records, and ${server} does not count you among them (an expired token can be why).`,
      next: 'Sign in under Connections; if you are signed in, ask a manager of the experiment for access.',
      step: 'sign-in',
    }
  }
  if (said !== null && /does not meet requirements/.test(said)) {
    return {
      title: 'Only admins may do this',
      why: sentence(`${server} says: ${said}`),
      next: 'Ask an admin of the server.',
      step: null,
    }
  }
  return null
}

function notFound(said: string | null): Words | null {
  if (said === 'Drift not found.') {
    return {
      title: 'This record is gone',
      why: 'It was deleted, or the link is wrong.',
      next: 'Close it; the other records of the history are still there.',
      step: null,
    }
  }
  if (said === 'Experiment not found.') {
    return {
      title: 'This experiment is gone',
      why: 'It was deleted, or the link is wrong.',
      next: 'Go back to the list of experiments.',
      step: null,
    }
  }
  return null
}

function conflict(said: string | null, server: string): Words | null {
  if (said === 'User already exists.') {
    return {
      title: 'You are registered already',
      why: `${server} knows you.`,
      next: 'You can go on.',
      step: null,
    }
  }
  if (said !== 'Name conflict.' && said !== null) return null
  return {
    title: 'This name is taken',
    why: `Names are unique on ${server}, also among experiments that you do not see.`,
    next: 'Choose another name, or look for the experiment that has it.',
    step: null,
  }
}
