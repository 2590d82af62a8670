import { backendFacts } from '~/queries/backend-facts'
import type { BackendId } from '~/queries/connections'
import styles from './not-configured.module.css'

/** What to do where nobody has said where a server is. */
export function NotConfigured({ id }: { id: BackendId }) {
  const { variable, example } = backendFacts(id)
  return (
    <div className={styles['words']}>
      <p>
        No address is set for this server. Add a line to <code>.env.local</code> beside package.json, or set
        it in the environment:
      </p>
      <pre className={styles['code']}>{`${variable}=${example}`}</pre>
      <p>
        Then start again with <code>npm run connect</code>. The address stays on the development server and is
        not part of a build.
      </p>
    </div>
  )
}
