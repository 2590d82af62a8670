import { hasNoAccounts } from '~/queries/mlflow/people'
import type { Needs } from '~/scaffold/needs'

/** What pages of accounts and permissions need: somebody's sign-in, where the server has accounts at all. */
export const ACCOUNTS: Needs = { server: 'mlflow', signIn: true, isOpen: hasNoAccounts }
