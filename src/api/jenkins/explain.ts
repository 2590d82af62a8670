import { ContractError, HttpError, type ServerError, type Words } from '~/lib/errors'
import { credentialOf } from '../session'

/** What only a Jenkins means by a refusal. Null: the general words. */
export function explainJenkins(error: ServerError): Words | null {
  if (error instanceof ContractError && isSignInPage(error.words))
    return {
      title: 'Jenkins asks who you are',
      why: 'It sent its sign-in page instead of an answer.',
      next: 'Sign in with your name and an API token (in Jenkins: your name, Security, API Token), then try again.',
      step: 'sign-in',
    }
  if (!(error instanceof HttpError)) return null
  if (error.status === 401)
    return {
      title: 'Wrong name or token',
      why: 'Jenkins refused this sign-in. It wants an API token, not the password.',
      next: 'Sign in again with your name and an API token (in Jenkins: your name, Security, API Token).',
      step: 'sign-in',
    }
  if (error.status === 403)
    return {
      title: 'Jenkins does not show you this',
      why: 'You need the permission Job/Read there.',
      next:
        credentialOf('jenkins') === null
          ? 'Sign in, or ask whoever runs this Jenkins.'
          : 'Ask whoever runs this Jenkins for it.',
      step: credentialOf('jenkins') === null ? 'sign-in' : null,
    }
  if (error.status === 404)
    return {
      title: 'Nothing has this name',
      why: 'The pipeline or build was deleted or renamed, or you may not see it: Jenkins gives the same answer in both cases.',
      next: 'Go back to the list of pipelines, or sign in as somebody who may see it.',
      step: null,
    }
  return null
}

function isSignInPage(words: string): boolean {
  return /<html|<!doctype/i.test(words) && /j_spring_security_check|j_username|sign in|log in/i.test(words)
}
