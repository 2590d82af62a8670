import Plus from 'lucide-react/icons/plus'
import Trash2 from 'lucide-react/icons/trash-2'
import { useEffect, useState } from 'react'
import { formatCount } from '~/lib/format'
import { changeRuns, type RunChange, type RunsChanged } from '~/queries/mlflow/change-runs'
import type { RunTable, TagUse } from '~/queries/mlflow/runs'
import { DraftDialog } from '~/scaffold/draft-dialog'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { IconButton } from '~/ui/controls/icon-button'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { countOf, outcomeOf, refusalsOf, unsignedOf } from './change-words'
import styles from '~/scaffold/tags-dialog.module.css'

interface RunsTagsProps {
  table: RunTable
  ids: readonly string[]
  onClose: () => void
}

/** The longest value of a tag that every server takes, in characters. */
const MAX_VALUE_LENGTH = 5000

/** Tags of all chosen runs at once: set or removed on each, and what was refused is told with its reason. */
export default function RunsTagsDialog({ table, ids, onClose }: RunsTagsProps) {
  const [tags, setTags] = useState<readonly TagUse[]>([])
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const [done, setDone] = useState<{ of: RunsChanged; one: RunChange; words: string } | null>(null)
  const look = async () => {
    const outcome = await table.tags(ids)
    if (outcome.status === 'done') setTags(outcome.value)
  }
  useEffect(() => {
    let isLate = false
    const lookFirst = async () => {
      const outcome = await table.tags(ids)
      if (!isLate && outcome.status === 'done') setTags(outcome.value)
    }
    void lookFirst()
    return () => {
      isLate = true
    }
  }, [table, ids])
  const change = useAction((one: RunChange, client) => changeRuns(client, ids, one), {
    failure: 'here',
    onDone: (of, one) => {
      // By now the table has asked for these runs again.
      void look()
      setDone({ of, one, words: one.kind === 'remove tag' ? `without ${one.key}` : 'tagged' })
      // What was refused for all stays typed.
      if (one.kind !== 'set tag' || of.changed.length === 0) return
      setKey('')
      setValue('')
    },
  })
  const waiting = done && unsignedOf(done.of)
  return (
    <DraftDialog
      draft={{
        unsaved: (key !== '' || value !== '') && !change.busy,
        title: 'Leave without setting this tag?',
        lost: 'The key and value that you typed are lost.',
      }}
      onClose={onClose}
      title={`Tags of ${countOf(ids.length)}`}
      size={640}
      leave="Done"
    >
      {tags.length === 0 ? (
        <p className={styles['none']}>No tags yet.</p>
      ) : (
        <ul className={styles['tags']} aria-label="Tags">
          {tags.map((tag) => (
            <li key={tag.key}>
              <code>{tag.key}</code>
              <span>
                {tag.value ?? 'different values'}
                {tag.count < ids.length ? (
                  <span className={styles['none']}>
                    {' '}
                    on {formatCount(tag.count)} of {countOf(ids.length)}
                  </span>
                ) : null}
              </span>
              <IconButton
                icon={Trash2}
                label={`Remove ${tag.key}`}
                disabled={change.busy}
                onClick={() => change.run({ kind: 'remove tag', key: tag.key })}
              />
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (key.trim() !== '') change.run({ kind: 'set tag', key: key.trim(), value })
        }}
      >
        <TextField label="Key" value={key} onChange={setKey} maxLength={250} />
        <TextField label="Value" value={value} onChange={setValue} maxLength={MAX_VALUE_LENGTH} />
        <Button
          type="submit"
          icon={Plus}
          busy={change.busy}
          disabledReason={key.trim() === '' ? 'Type a key first.' : null}
        >
          {change.busy ? 'Changing' : `Set on ${countOf(ids.length)}`}
        </Button>
      </form>
      {done === null || change.busy ? null : (
        <Notice
          tone={done.of.refused.length === 0 ? 'info' : 'error'}
          title={`${outcomeOf(done.of, done.words)}.`}
          announce
        >
          {refusalsOf(done.of).join(' ')}
        </Notice>
      )}
      {done === null || waiting === null || change.busy ? null : (
        // On those that have it already it changes nothing.
        <Problem level={3} error={waiting.error} onRetry={() => change.run(done.one)} />
      )}
      {change.failure === null ? null : <Problem error={change.failure} />}
    </DraftDialog>
  )
}
