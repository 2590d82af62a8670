import { useState } from 'react'
import { type Access, accessChanges, type AccessReview, type GrantChange } from '~/domain/drift-watch/access'
import { changeAccess } from '~/queries/drift-watch/actions'
import { useAction } from '~/scaffold/use-action'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { Dialog } from '~/ui/overlays/dialog'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import styles from './access.module.css'
import type { Whose } from './whose'

interface ReviewDialogProps {
  id: string
  name: string
  base: Access
  review: AccessReview
  whose: (entity: string) => Whose
  onClose: () => void
  /** Somebody saved meanwhile: the review is of the draft on top of that. */
  onConflict: (now: Access) => void
  onSaved: () => void
}

/** Before → after of each grant, what to think of, and the one button that writes. */
export function ReviewDialog(props: ReviewDialogProps) {
  const { id, name, base, review, whose, onClose, onConflict, onSaved } = props
  const { changes, publicAfter, warnings, outcome, stop } = review
  const [theirs, setTheirs] = useState<readonly GrantChange[] | null>(null)
  const save = useAction((_: void, client) => changeAccess(client, { id, base, outcome }), {
    failure: 'here',
    onDone: (done) => {
      if (done.state === 'conflict') {
        setTheirs(accessChanges(base, done.now))
        onConflict(done.now)
        return
      }
      toast(
        done.asReviewed
          ? { tone: 'ok', title: 'Access is changed', text: `The server has it as reviewed, for ${name}.` }
          : {
              tone: 'warn',
              title: 'The server has something else',
              text: `It took the change of ${name}, and answered with another list than was reviewed: the page shows what it has now.`,
            },
      )
      onSaved()
    },
  })
  const unchanged = changes.length === 0 && publicAfter === null
  return (
    <Dialog
      open
      size={640}
      question
      title={`Change the access to ${name}?`}
      subtitle="Nothing is written before you confirm."
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            variant="primary"
            busy={save.busy}
            disabledReason={stop ?? (unchanged ? 'Nothing is left to change' : null)}
            onClick={() => save.run()}
          >
            {save.busy ? 'Saving' : 'Save access'}
          </Button>
        </>
      }
    >
      <div className={styles['review']}>
        {theirs === null ? null : (
          <Notice
            tone="warning"
            announce
            title="Somebody else changed it since you began: nothing was written."
          >
            {theirs.length === 0
              ? 'They changed whether it is public. '
              : `Theirs: ${theirs.map((change) => `${whose(change.entity).name} ${words(change)}`).join('; ')}. `}
            Below is your draft on top of theirs: look at it again.
          </Notice>
        )}
        <table className={styles['changes']}>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.entity}>
                <th scope="row">
                  {whose(change.entity).name}
                  {change.byServer ? <span className={styles['draft']}> by the server</span> : null}
                </th>
                <td>{change.before ?? 'no access'}</td>
                <td>
                  <span aria-hidden>→ </span>
                  <b>{change.after ?? 'no access'}</b>
                </td>
              </tr>
            ))}
            {publicAfter === null ? null : (
              <tr>
                <th scope="row">Everybody</th>
                <td>{publicAfter ? 'no records' : 'sees its records'}</td>
                <td>
                  <span aria-hidden>→ </span>
                  <b>{publicAfter ? 'sees its records' : 'no records'}</b>
                </td>
              </tr>
            )}
          </tbody>
        </table>
        {[...(stop === null ? [] : [stop]), ...warnings].map((warning) => (
          <Notice key={warning} tone="warning">
            {warning}
          </Notice>
        ))}
        {save.failure ? (
          <Problem
            level={3}
            error={save.failure}
            onRetry={() => save.run()}
            retrying={save.busy}
            retryNote="It is read once more before it is written."
          />
        ) : null}
      </div>
    </Dialog>
  )
}

function words({ before, after }: GrantChange): string {
  return `${before ?? 'no access'} → ${after ?? 'no access'}`
}
