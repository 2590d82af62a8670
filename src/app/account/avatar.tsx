import { unseen } from '~/ui/words/unseen'
import styles from './demo-controls.module.css'

/** The first letter of who is signed in; their name for screen readers. `null`: not known. */
export function Avatar({ name }: { name: string | null }) {
  return (
    <>
      <span className={styles['avatar']} aria-hidden>
        {name === null ? '–' : name.charAt(0).toUpperCase()}
      </span>
      <span className={unseen}>Account: {name ?? 'nobody known'}</span>
    </>
  )
}
