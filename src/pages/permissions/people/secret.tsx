import type { PasswordDraft } from '~/forms/new-password'
import { Button } from '~/ui/controls/button'
import { Dialog } from '~/ui/overlays/dialog'
import { CopyButton } from '~/ui/controls/copy-button'
import { Notice } from '~/ui/states/notice'
import styles from './page.module.css'

/** A password that was made here, once: closing the dialog forgets it. */
function MadeSecret({ name, password }: { name: string; password: string }) {
  return (
    <>
      <div className={styles['secret']}>
        <code>{password}</code>
        <CopyButton size={28} text={password}>
          Copy password
        </CopyButton>
      </div>
      <Notice plain>
        Send it to {name} in a safe way. It is not shown again: a lost password can only be reset.
      </Notice>
    </>
  )
}

interface PasswordSetProps {
  title: string
  subtitle: string
  name: string
  draft: PasswordDraft
  onClose: () => void
}

/** After the server took a password: one that was made here is shown this once. */
export function PasswordSet({ title, subtitle, name, draft, onClose }: PasswordSetProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      question
      title={title}
      subtitle={subtitle}
      actions={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {draft.isMade ? <MadeSecret name={name} password={draft.value} /> : null}
    </Dialog>
  )
}
