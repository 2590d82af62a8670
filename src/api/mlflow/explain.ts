import { ContractError, HttpError, type ServerError, type Words } from '~/lib/errors'
import { messageOf } from '~/lib/explain'
import { memberOf } from '../rows'
import { credentialOf } from '../session'

const REFUSED_ORIGIN = 'Cross-origin request blocked'
const REFUSED_HOST = 'Invalid Host header'
/** Asked only with a name and a password: of whoever signs in, who is nobody again where they are not taken. */
const SIGN_IN = '/users/get?'
const SEARCH = 'POST /api/2.0/mlflow/runs/search'

/** What only an MLflow server means by a refusal, as measured on 2.21.3 and 3.17.2. Null: the general words. */
export function explainMlflow(error: ServerError): Words | null {
  if (error instanceof ContractError) return null
  if (!(error instanceof HttpError)) return null
  const { status, words, where } = error
  const code = memberOf(error.body, 'error_code')
  const said = harmless(messageOf(error.body))
  if (status === 401 && credentialOf('mlflow') === null && !where.includes(SIGN_IN))
    return {
      title: 'You are not signed in',
      why: 'Only people with an account can see what is on this MLflow server.',
      next: 'Sign in with your name and password; what is on the screen stays.',
      step: 'sign-in',
    }
  // Whoever is signed in was taken when they signed in: this password was right once.
  if (status === 401 && !where.includes(SIGN_IN))
    return {
      title: 'Sign in again',
      why: 'MLflow no longer accepts the password you signed in with: it may have been changed.',
      next: 'What is on the screen stays.',
      step: 'sign-in',
    }
  if (status === 401)
    return {
      title: 'Wrong name or password',
      why: 'MLflow asks for a name and a password, and refused these.',
      next: 'Try again; what is on the screen stays.',
      step: 'sign-in',
    }
  if (status === 403 && words.startsWith(REFUSED_ORIGIN))
    return {
      title: 'MLflow refuses this page’s address',
      why: 'From 3.5 on it accepts changes and searches only from origins on its list, unless the proxy removes the Origin header.',
      next: 'Ask whoever runs the site to blank the Origin header in the proxy, or to start MLflow with --cors-allowed-origins.',
      step: null,
    }
  if (status === 403 && words.startsWith(REFUSED_HOST))
    return {
      title: 'MLflow refuses this host name',
      why: 'It answers only under the host names in its settings.',
      next: 'Ask whoever runs the server to add this page’s host to --allowed-hosts.',
      step: null,
    }
  if (status === 403)
    return {
      title: 'You do not have permission',
      why: 'You lack the permission, or it does not exist: MLflow does not say which.',
      next: 'Ask a manager of the experiment or model for permission.',
      step: null,
    }
  const ofAccounts = accountWords(error, code, said)
  if (ofAccounts) return ofAccounts
  const isTaken = /already exists|UNIQUE constraint|Duplicate/i.test(words)
  if (code === 'RESOURCE_ALREADY_EXISTS' || (code === 'BAD_REQUEST' && isTaken))
    return {
      title: 'This name is taken',
      why: 'Names are unique, and a deleted one keeps its name until the server removes it for good.',
      next: 'Choose another name, or restore the one that has it.',
      step: null,
    }
  if (status === 404 && where.startsWith('GET /get-artifact'))
    return {
      title: 'This file is not there',
      why: 'It was deleted, or the link is wrong.',
      next: 'Look at the list of files again.',
      step: 'retry',
    }
  const deleted = /^The (run|experiment) \S+ must be in the 'active' state/.exec(said ?? '')?.[1]
  if (code === 'INVALID_PARAMETER_VALUE' && deleted)
    return {
      title: `The ${deleted} was deleted meanwhile`,
      why: 'Deleted things cannot be changed. They can be restored until the server removes them for good.',
      next: `Restore the ${deleted}, then try again; what you typed stays.`,
      step: null,
    }
  if (code === 'INVALID_PARAMETER_VALUE' && where === SEARCH && /filter|clause|comparator/i.test(said ?? ''))
    return {
      title: 'MLflow refused this filter',
      why: `It said: “${said ?? ''}”.`,
      next: 'The loaded runs are filtered here all the same; to search the server, write the filter another way.',
      step: null,
    }
  if (code === 'INVALID_PARAMETER_VALUE' || code === 'BAD_REQUEST')
    return {
      title: 'MLflow refused a value',
      why: said ?? 'It did not say which.',
      next: 'Correct it, then try again.',
      step: null,
    }
  if (code === 'RESOURCE_DOES_NOT_EXIST')
    return {
      title: 'It is gone',
      why: said ?? 'It was deleted, or the link is wrong.',
      next: 'Go back to the list.',
      step: null,
    }
  if (status === 500 && error.where.startsWith('GET /get-artifact'))
    return {
      title: 'This file is not there',
      why: 'MLflow before 3.0 answers a missing file, and a folder, with an internal error.',
      next: 'Look at the list of files again: it may have been deleted.',
      step: 'retry',
    }
  if (status === 503 && /--no-serve-artifacts|--artifacts-only/.test(words))
    return {
      title: 'This server does not serve files',
      why: 'It was started without serving files of runs: they are in a separate store.',
      next: 'Ask whoever runs the server where they are.',
      step: null,
    }
  if (status === 400 && /Request Line is too large/.test(words))
    return {
      title: 'Too much at once',
      why: 'The address of this request is longer than the server accepts.',
      next: 'Choose fewer runs.',
      step: null,
    }
  return null
}

/** Refusals about accounts, roles and rows, whose codes mean other things there. */
function accountWords({ where }: HttpError, code: unknown, said: string | null): Words | null {
  const isTaken = code === 'RESOURCE_ALREADY_EXISTS'
  if (isTaken && where.includes('/users/create'))
    return {
      title: 'This account exists already',
      why: 'Names of accounts are unique.',
      next: 'Choose another name, or reset the password of this one.',
      step: null,
    }
  if (isTaken && where.includes('/permissions/'))
    return {
      title: 'This row exists already',
      why: 'Somebody else added it in the meantime.',
      next: 'Reload it before you change it.',
      step: 'retry',
    }
  if (isTaken && where.includes('/roles/'))
    return {
      title: 'It exists already',
      why: said ?? 'A role has one name, each member once, and one level on each thing.',
      next: 'Change the existing one.',
      step: null,
    }
  if (code === 'BAD_REQUEST' && where.includes('/users/delete'))
    return {
      title: 'This account could not be deleted',
      why: said?.startsWith('Users cannot')
        ? said
        : 'Before 3.13 the server deletes no account that has permissions, including those not shown here (of scorers and of the gateway).',
      next: 'Remove all of its permissions, then try again.',
      step: 'retry',
    }
  return null
}

/** The server's sentence up to where it repeats its own SQL. */
function harmless(message: string | null): string | null {
  if (message === null) return null
  const sentence = message.split(/\n|Error:|\(sqlite3|\[SQL|psycopg2|pymysql/)[0]?.trim() ?? ''
  return sentence === '' ? null : sentence.slice(0, 400)
}
