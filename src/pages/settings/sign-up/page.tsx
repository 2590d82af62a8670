import ArrowLeft from 'lucide-react/icons/arrow-left'
import { linkTo } from '~/lib/paths'
import { signUpQueries } from '~/queries/sign-up/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { LinkButton } from '~/ui/controls/link-button'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { AccountSettings } from './account-settings'
import { OwnPermissions } from './own-permissions'
import { Registration } from './registration'
import styles from './sign-up.module.css'

export const needs: Needs = { server: 'sign-up', signIn: true }

export const loader: PageLoader<'sign-up'> = ({ client }) => client.ensureQueryData(signUpQueries.me())

/** An account of MLflow for somebody of the identity provider: first the registration, then its settings. */
export function Component() {
  const me = usePrefetched(signUpQueries.me()).data
  return (
    <>
      <PageHeader
        title={me.account ? 'MLflow user settings' : 'MLflow registration'}
        facts={me.email}
        actions={
          <LinkButton href={linkTo('connections')} icon={ArrowLeft}>
            Connections
          </LinkButton>
        }
      />
      <div className={styles['page']}>
        {me.account ? (
          <>
            <OwnPermissions email={me.email} permissions={me.account.permissions} />
            <AccountSettings email={me.email} account={me.account} />
          </>
        ) : (
          <Registration email={me.email} />
        )}
      </div>
    </>
  )
}

export function Pending() {
  return (
    <PagePending
      title="MLflow account"
      label="Checking who you are"
      frame="Account"
      content={{ height: '240px' }}
    />
  )
}
