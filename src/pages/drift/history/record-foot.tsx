import Box from 'lucide-react/icons/box'
import Columns2 from 'lucide-react/icons/columns-2'
import Radar from 'lucide-react/icons/radar'
import Trash from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import type { Permission } from '~/domain/drift-watch/permission'
import { rerunOf } from '~/domain/drift-watch/rerun'
import { recordText } from '~/queries/drift-watch/queries'
import { deleteRecord } from '~/queries/drift-watch/actions'
import { useAction } from '~/scaffold/use-action'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { CopyButton } from '~/ui/controls/copy-button'
import { Dialog } from '~/ui/overlays/dialog'
import { LinkButton } from '~/ui/controls/link-button'
import { Problem } from '~/ui/states/problem'
import { minuteText } from '~/lib/dates'
import { Tag } from '~/ui/words/tag'
import styles from './record-panel.module.css'

interface FootProps {
  experiment: string
  record: DriftRecord
  /** The completed record before it. */
  before: DriftRecord | null
  onCompare: (ids: readonly string[]) => void
  mayDelete: Permission
  onDeleted: () => void
}

/** Model and tags, and what can be done with a record. */
export function RecordFoot({ experiment, record, before, onCompare, mayDelete, onDeleted }: FootProps) {
  const [asking, setAsking] = useState(false)
  const rerun = rerunOf(record.parameters)
  return (
    <>
      <section aria-label="Model and tags" className={styles['tags']}>
        <h3>Model and tags</h3>
        <p>
          {record.model === '' ? null : <Tag icon={Box}>{record.model}</Tag>}
          {record.tags.map((tag, i) => (
            // A tag may be there twice.
            <Tag key={`${tag} ${i}`}>{tag}</Tag>
          ))}
          {record.model === '' && record.tags.length === 0 ? (
            <span className={styles['none']}>None was logged.</span>
          ) : null}
        </p>
      </section>
      <footer className={styles['foot']}>
        {rerun.link === null ? (
          <Button icon={Radar} disabledReason={rerun.why}>
            Re-run in Lab
          </Button>
        ) : (
          <LinkButton href={rerun.link} variant="primary" icon={Radar}>
            Re-run in Lab
          </LinkButton>
        )}
        <Button
          icon={Columns2}
          disabledReason={before === null ? 'No completed record stands before it.' : null}
          onClick={() => before && onCompare([before.id, record.id])}
        >
          Compare with previous
        </Button>
        <CopyButton text={() => recordText(record)}>Copy JSON</CopyButton>
        <span className={styles['delete']}>
          <Button
            variant="destructive"
            icon={Trash}
            disabledReason={mayDelete.allowed ? null : mayDelete.reason}
            onClick={() => setAsking(true)}
          >
            Delete
          </Button>
        </span>
      </footer>
      {asking ? (
        <DeleteDialog
          experiment={experiment}
          record={record}
          onClose={() => setAsking(false)}
          onDeleted={onDeleted}
        />
      ) : null}
    </>
  )
}

function DeleteDialog({
  experiment,
  record,
  onClose,
  onDeleted,
}: Pick<FootProps, 'experiment' | 'record' | 'onDeleted'> & { onClose: () => void }) {
  const removal = useAction((_: void, client) => deleteRecord(client, experiment, record.id), {
    failure: 'here',
    onDone: () => {
      onClose()
      onDeleted()
      toast({ tone: 'ok', title: 'Record deleted' })
    },
  })
  return (
    <Dialog
      open
      question
      size={440}
      title="Delete this record?"
      subtitle={`The record of ${minuteText(record.createdAt)} UTC is deleted for everyone and cannot be restored.`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="destructive" icon={Trash} busy={removal.busy} onClick={() => removal.run()}>
            {removal.busy ? 'Deleting' : 'Delete record'}
          </Button>
        </>
      }
    >
      {removal.failure === null ? null : <Problem error={removal.failure} />}
    </Dialog>
  )
}
