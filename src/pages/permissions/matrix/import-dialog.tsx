import { useState } from 'react'
import { settled } from '~/domain/mlflow/permissions/bulk'
import { readAccessCsv, type AccessImport } from '~/domain/mlflow/permissions/csv'
import type { DraftCell } from '~/domain/mlflow/permissions/draft'
import type { AccessTable } from '~/domain/mlflow/permissions/table'
import type { ResourceRef } from '~/domain/mlflow/permissions/server'
import { formatBytes, formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { FileDrop } from '~/ui/controls/file-drop'
import { Dialog } from '~/ui/overlays/dialog'
import { Notice } from '~/ui/states/notice'
import styles from './dialogs.module.css'

interface ImportDialogProps {
  table: AccessTable
  kind: ResourceRef['kind']
  /** Whether the server lists its users: then an unknown name is a fault. */
  listsUsers: boolean
  onClose: () => void
  /** Names that are new go into the directory first. */
  onDraft: (cells: readonly DraftCell[], newUsers: readonly string[], note: string) => void
}

/** Of one file, in bytes. */
const MOST_BYTES = 20_000_000

/** Changes from a list. It drafts; nothing is written here. */
export function ImportDialog({ table, kind, listsUsers, onClose, onDraft }: ImportDialogProps) {
  const [read, setRead] = useState<(AccessImport & { name: string }) | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setRead(null)
    setRefusal(null)
    if (file.size > MOST_BYTES)
      return setRefusal(
        `${file.name} has ${formatBytes(file.size)}; at most ${formatBytes(MOST_BYTES)} are read.`,
      )
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
      setRead({ ...readAccessCsv(text, table, kind, !listsUsers), name: file.name })
    } catch {
      setRefusal(`${file.name} cannot be read as text: save it as CSV in UTF-8.`)
    }
  }
  const drafted = read ? settled(table, read.cells).set.length : 0
  const same = (read?.cells.length ?? 0) - drafted
  return (
    <Dialog
      open
      title="Import changes"
      subtitle="A CSV with the columns user, experiment (or model, id, name) and level, as in the export."
      size={640}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={drafted > 0 ? null : 'Nothing to draft yet.'}
            onClick={() => {
              if (!read) return
              onDraft(read.cells, read.newUsers, `from ${read.name}`)
              onClose()
            }}
          >
            Draft {formatCount(drafted)} {drafted === 1 ? 'change' : 'changes'}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <FileDrop
          title="Drop a CSV here"
          hint="user,experiment,level · None removes a row · an empty level changes nothing"
          button="Choose a file"
          accept=".csv,.tsv,text/csv"
          multiple={false}
          onFiles={(files) => void take(files[0])}
        />
        {refusal === null ? null : <Notice tone="error">{refusal}</Notice>}
        {read ? <Read read={read} drafted={drafted} same={same} /> : null}
      </div>
    </Dialog>
  )
}

function Read({
  read,
  drafted,
  same,
}: {
  read: AccessImport & { name: string }
  drafted: number
  same: number
}) {
  const { faults, newUsers } = read
  return (
    <>
      <Notice
        title={`${read.name}: ${formatCount(drafted)} ${drafted === 1 ? 'change' : 'changes'}.`}
        announce
      >
        {same > 0 ? `${formatCount(same)} ${same === 1 ? 'line changes' : 'lines change'} nothing.` : ''}
      </Notice>
      {newUsers.length > 0 ? (
        <Notice
          tone="warning"
          title={`${formatCount(newUsers.length)} ${newUsers.length === 1 ? 'name is' : 'names are'} new here.`}
        >
          This server does not list its people, so they may exist; you will know after applying.{' '}
          {newUsers.slice(0, 8).join(', ')}
          {newUsers.length > 8 ? ', …' : ''}
        </Notice>
      ) : null}
      {faults.length > 0 ? (
        <section aria-label="Lines that are not imported">
          <h3 className={styles['title']}>Lines that are not imported</h3>
          <ul className={styles['faults']}>
            {faults.map(({ line, says }) => (
              <li key={`${line} ${says}`}>
                <b>Line {formatCount(line)}</b> {says}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
