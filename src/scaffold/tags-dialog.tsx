import Plus from 'lucide-react/icons/plus'
import Trash2 from 'lucide-react/icons/trash-2'
import type { QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { IconButton } from '~/ui/controls/icon-button'
import { Problem } from '~/ui/states/problem'
import { DraftDialog } from './draft-dialog'
import styles from './tags-dialog.module.css'
import { UndoNotice } from './undo-notice'
import { useAction } from './use-action'

interface KeyedTag {
  key: string
  value: string
}

interface TagsDialogProps {
  title: string
  /** As the server has them; kept up to date by the caller. */
  tags: readonly KeyedTag[]
  /** Why none may be removed, where setting is allowed. */
  noRemove?: string | null
  onClose: () => void
  onSet: (client: QueryClient, key: string, value: string) => Promise<void>
  onRemove: (client: QueryClient, key: string) => Promise<void>
}

/** Tags that an application gives itself are not a person's to edit. */
const isOwn = ({ key }: KeyedTag) => !key.startsWith('mlflow.')

/** Tags of one thing: each is set or removed at once, can be taken back, and says where the server refuses. */
export function TagsDialog({ title, tags, noRemove, onClose, onSet, onRemove }: TagsDialogProps) {
  const [shown, setShown] = useState(() => tags.filter(isOwn))
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  // What the last change took away.
  const [taken, setTaken] = useState<{ before: KeyedTag; how: 'changed' | 'removed' } | null>(null)
  const showSet = (tag: KeyedTag) => setShown((known) => [...known.filter((one) => one.key !== tag.key), tag])
  const set = useAction(async (tag: KeyedTag, client) => onSet(client, tag.key, tag.value), {
    failure: 'here',
    onDone: (_, tag) => {
      const before = shown.find((one) => one.key === tag.key && one.value !== tag.value)
      setTaken(before ? { before, how: 'changed' } : null)
      showSet(tag)
      setKey('')
      setValue('')
    },
  })
  const remove = useAction(async (gone: KeyedTag, client) => onRemove(client, gone.key), {
    failure: 'here',
    onDone: (_, gone) => {
      setTaken({ before: gone, how: 'removed' })
      setShown((known) => known.filter((one) => one.key !== gone.key))
    },
  })
  const failure = set.failure ?? remove.failure
  return (
    <DraftDialog
      draft={{
        unsaved: (key !== '' || value !== '') && !set.busy,
        title: 'Leave without setting this tag?',
        lost: 'The key and value that you typed are lost.',
      }}
      onClose={onClose}
      title={title}
      size={640}
      leave="Done"
    >
      {shown.length === 0 ? (
        <p className={styles['none']}>No tags yet.</p>
      ) : (
        <ul className={styles['tags']}>
          {shown.map((tag) => (
            <li key={tag.key}>
              <code>{tag.key}</code>
              <span>{tag.value}</span>
              <IconButton
                icon={Trash2}
                label={`Remove ${tag.key}`}
                onClick={() => remove.run(tag)}
                disabled={remove.busy}
                disabledReason={noRemove}
              />
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (key.trim() !== '') set.run({ key: key.trim(), value })
        }}
      >
        <TextField label="Key" value={key} onChange={setKey} maxLength={250} />
        <TextField label="Value" value={value} onChange={setValue} />
        <Button
          type="submit"
          icon={Plus}
          busy={set.busy}
          disabledReason={key.trim() === '' ? 'Type a key first.' : null}
        >
          {set.busy ? 'Setting' : 'Set tag'}
        </Button>
      </form>
      {taken === null ? null : (
        <UndoNotice
          of={taken}
          title={`“${taken.before.key}” was ${taken.how}.`}
          undo={(client) => onSet(client, taken.before.key, taken.before.value)}
          onUndone={() => {
            showSet(taken.before)
            setTaken((now) => (now === taken ? null : now))
          }}
        />
      )}
      {failure === null ? null : <Problem error={failure} />}
    </DraftDialog>
  )
}
