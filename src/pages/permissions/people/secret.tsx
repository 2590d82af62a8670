import { CopyButton } from '~/ui/controls/copy-button'
import { Notice } from '~/ui/states/notice'
import styles from './page.module.css'

/** A password that was made here, once: closing the dialog forgets it. */
export function MadeSecret({ name, password }: { name: string; password: string }) {
  return (
    <>
      <div className={styles['secret']}>
        <code>{password}</code>
        <CopyButton size={28} text={password}>
          Copy password
        </CopyButton>
      </div>
      <Notice plain>
        Give it to {name} on a safe way. It is not shown again, and nobody can look it up: it could only be
        reset.
      </Notice>
    </>
  )
}
