import Download from 'lucide-react/icons/download'
import FolderOpen from 'lucide-react/icons/folder-open'
import Trash2 from 'lucide-react/icons/trash-2'
import { type ChangeEvent, useRef, useState } from 'react'
import { aliasesFrom, type StageAliases } from '~/domain/jenkins/columns'
import { formatCount } from '~/lib/format'
import { setStageAliases } from '~/stores/pipelines'
import { Button } from '~/ui/controls/button'
import { IconButton } from '~/ui/controls/icon-button'
import { SelectField } from '~/ui/controls/select'
import { Dialog } from '~/ui/overlays/dialog'
import { saveFile } from '~/ui/save-file'
import { Notice } from '~/ui/states/notice'
import styles from './page.module.css'

interface RenamesDialogProps {
  job: string
  aliases: StageAliases
  /** Of the columns that there are, renamed ones under their new names. */
  names: readonly string[]
  onClose: () => void
}

/** Which stages are the same under another name: kept in this browser, for this pipeline. */
export function RenamesDialog({ job, aliases, names, onClose }: RenamesDialogProps) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [loaded, setLoaded] = useState<{ tone: 'info' | 'error'; text: string } | null>(null)
  const picker = useRef<HTMLInputElement>(null)
  const list = Object.entries(aliases)
  const load = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    event.target.value = ''
    if (!file) return
    const read = await renamesOf(file)
    if ('wrong' in read) {
      setLoaded({ tone: 'error', text: `${file.name} cannot be used. ${read.wrong}` })
      return
    }
    const count = Object.keys(read.aliases).length
    setStageAliases(job, { ...aliases, ...read.aliases })
    setLoaded({
      tone: 'info',
      text: `${formatCount(count)} ${count === 1 ? 'rename' : 'renames'} loaded from ${file.name}.`,
    })
  }
  const options = [
    { value: '', label: 'Choose a stage' },
    ...names.map((name) => ({ value: name, label: name })),
  ]
  const whyNot =
    from === '' || to === '' ? 'Choose both stages.' : from === to ? 'These are the same stage.' : null
  const add = () => {
    setStageAliases(job, { ...aliases, [from]: to })
    setFrom('')
    setTo('')
  }
  const remove = (name: string) =>
    setStageAliases(job, Object.fromEntries(list.filter(([old]) => old !== name)))
  return (
    <Dialog
      open
      onClose={onClose}
      title="Renamed stages"
      subtitle="A renamed stage is counted under its new name, so that it has one history. Kept in this browser; Jenkins is not changed."
      size={640}
      actions={
        <>
          <input
            ref={picker}
            type="file"
            accept=".json,application/json"
            aria-label="A saved file of renames"
            hidden
            onChange={(event) => void load(event)}
          />
          <Button icon={FolderOpen} onClick={() => picker.current?.click()}>
            Load JSON
          </Button>
          <Button
            icon={Download}
            disabledReason={list.length === 0 ? 'No renames yet.' : null}
            onClick={() =>
              saveFile(
                new Blob([JSON.stringify(aliases, null, 2)], { type: 'application/json' }),
                'renames.json',
              )
            }
          >
            Save as JSON
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        {loaded === null ? null : (
          <Notice announce tone={loaded.tone}>
            {loaded.text}
          </Notice>
        )}
        {list.length === 0 ? null : (
          <ul className={styles['renames']} aria-label="Renames">
            {list.map(([old, now]) => (
              <li key={old} className={styles['rename']}>
                <span>
                  {old} is now <b>{now}</b>
                </span>
                <IconButton icon={Trash2} label={`Remove the rename of ${old}`} onClick={() => remove(old)} />
              </li>
            ))}
          </ul>
        )}
        <SelectField label="Old name" value={from} options={options} onChange={setFrom} />
        <SelectField label="New name" value={to} options={options} onChange={setTo} />
        <span>
          <Button disabledReason={whyNot} onClick={add}>
            Join both
          </Button>
        </span>
      </div>
    </Dialog>
  )
}

/** A map of renames is small. */
const MOST_BYTES = 1_000_000

async function renamesOf(file: File): Promise<ReturnType<typeof aliasesFrom>> {
  if (file.size > MOST_BYTES) return { wrong: 'It is larger than 1 MB: choose a file of renames.' }
  try {
    return aliasesFrom(JSON.parse(await file.text()) as unknown)
  } catch {
    return { wrong: 'It is not JSON. Choose a file that was saved here (Save as JSON).' }
  }
}
