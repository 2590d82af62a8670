import { HttpError, type ServerError, type Words } from '~/lib/errors'
import { messageOf, sentence } from '~/lib/explain'

/** What the sign-up service means, by its own sentences. Null: the general words. */
export function explainSignUp(error: ServerError): Words | null {
  if (!(error instanceof HttpError)) return null
  const said = messageOf(error.body) ?? ''
  const words = (title: string, why: string, next: string, step: Words['step'] = null): Words => ({
    title,
    why,
    next,
    step,
  })
  switch (error.status) {
    case 401:
      return words(
        'Your sign-in was refused',
        'The service asked the identity provider, which does not know the token: it expired, or is from another issuer.',
        'Sign in again; what is on the screen stays.',
        'sign-in',
      )
    case 403:
      if (said.startsWith('You lack the required'))
        return words(
          'Your account may not use this service',
          sentence(`The service says: ${said}`),
          'Ask whoever runs it which group or entitlement it asks for, then sign in again.',
        )
      if (said === 'Not registered')
        return words('You are not registered yet', 'MLflow has no account for you.', 'Register first.')
      return words(
        'You do not have permission',
        said === '' ? 'The service says nothing more.' : sentence(`The service says: ${said}`),
        'You need the level MANAGE on this experiment or model: ask somebody who has it.',
      )
    case 404:
      if (said === 'User permission entry not found')
        return words(
          'There is no such permission',
          'This person has no permission of their own there, or is not registered.',
          'Give one, or look at the address again.',
        )
      return null
    case 422:
      return words(
        'The request was refused',
        sentence(`The service says: ${said.slice(0, 300)}`),
        'Correct it, then try again.',
      )
    case 500:
      return failed(said)
    default:
      return null
  }
}

/** It passes MLflow's refusals on as its own failures, without the reason. */
function failed(said: string): Words | null {
  const words = (title: string, why: string, next: string): Words => ({ title, why, next, step: 'retry' })
  if (said === 'Could not update secret')
    return words(
      'Your password was changed in MLflow, but not in the secret store',
      'The service changed it in MLflow but could not update its copy, which your modules read.',
      'Sign in to MLflow with the new password, and set it once more here later.',
    )
  if (/create user in mlflow/i.test(said))
    return words(
      'MLflow did not create the account',
      'The service does not say why: an account of your address may exist already, or MLflow refused the password.',
      'Check whether you are registered by now; if not, choose another password of 12 characters or more.',
    )
  if (/updating user's password/i.test(said))
    return words(
      'The password is still the old one',
      'MLflow refused the new one, and the service does not say why.',
      'Choose another of 12 characters or more, then try again.',
    )
  if (/update user .*permissions/i.test(said))
    return words(
      'The permission is still the old one',
      'MLflow refused the change: there may be no account of this address.',
      'Check the address; the person has to register first.',
    )
  if (said !== '')
    return words(
      'The service failed',
      sentence(`It says: ${said.slice(0, 300)}`),
      'Try again; if it lasts, tell whoever runs it.',
    )
  return null
}
