import type { QueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { draftFault, madePassword, NewPassword } from '~/forms/new-password'
import { DraftDialog } from '~/scaffold/draft-dialog'
import { useAction } from '~/scaffold/use-action'
import { Problem } from '~/ui/states/problem'
import { PasswordSet } from './secret'
import styles from './page.module.css'

interface PasswordDialogProps {
  /** Whose password it is. */
  name: string
  title: string
  subtitle?: string
  /** Of the button, and while the server is asked: "Reset", "Resetting". */
  verb: { now: string; busy: string }
  /** Something was typed into the fields above the password. */
  isTyped?: boolean
  /** Why it cannot be done yet, beside what is wrong with the password. */
  fault?: string | null
  /** Gives the server the password. */
  set: (client: QueryClient, password: string) => Promise<void>
  /** After the server took it. */
  done: { title: string; subtitle: string }
  onClose: () => void
  /** Fields above the password. */
  children?: ReactNode
}

/** A password for somebody, typed or made here. One that was made here is shown once, after the server took it. */
export function PasswordDialog(props: PasswordDialogProps) {
  const { name, title, subtitle, verb, isTyped = false, fault = null, set, done, onClose, children } = props
  const [draft, setDraft] = useState(madePassword)
  const [isDone, setDone] = useState(false)
  const action = useAction((_: void, client) => set(client, draft.value), {
    failure: 'here',
    onDone: () => setDone(true),
  })
  if (isDone) return <PasswordSet {...done} name={name} draft={draft} onClose={onClose} />
  return (
    <DraftDialog
      draft={{
        unsaved: (isTyped || (!draft.isMade && draft.value !== '')) && !action.busy,
        title: 'Leave without saving?',
        lost: 'What you typed is lost.',
      }}
      onClose={onClose}
      size={640}
      question
      title={title}
      {...(subtitle === undefined ? {} : { subtitle })}
      leave="Cancel"
      actions={{
        word: action.busy ? verb.busy : verb.now,
        busy: action.busy,
        disabledReason: fault ?? draftFault(draft),
        send: () => action.run(),
      }}
    >
      <div className={styles['form']}>
        {children}
        <NewPassword name={name} draft={draft} onChange={setDraft} />
        {action.failure === null ? null : <Problem error={action.failure} level={3} />}
      </div>
    </DraftDialog>
  )
}
