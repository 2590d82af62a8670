import { holesOf } from '~/domain/mlflow/holes'
import type { KnownDefault } from '~/domain/mlflow/permissions/table'
import { linkTo } from '~/lib/paths'
import { usesShippedPassword } from '~/queries/mlflow/account-actions'
import type { MlflowServer } from '~/queries/mlflow/queries'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import { Notice } from '~/ui/states/notice'
import styles from './holes.module.css'

/** What the server does not protect, for its admins. */
export function Holes({ server, known }: { server: MlflowServer; known: KnownDefault | null }) {
  const { abilities, version } = server
  const holes = holesOf(abilities, version.text, known, usesShippedPassword())
  return (
    <Frame title="What this server leaves unprotected">
      <ul className={styles['holes']}>
        {holes.map(({ id, tone, title, text }) => (
          <li key={id}>
            <Notice
              plain
              tone={tone}
              title={title}
              actions={
                id === 'shipped-password' ? (
                  <LinkButton size={28} href={linkTo('connections.account')}>
                    Change password
                  </LinkButton>
                ) : undefined
              }
            >
              {text}
            </Notice>
          </li>
        ))}
      </ul>
    </Frame>
  )
}
