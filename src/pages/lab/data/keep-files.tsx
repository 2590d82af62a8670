import { useEffect } from 'react'
import { bundledFile } from '~/data/samples'
import { formatBytes, formatCount } from '~/lib/format'
import { allowKeeping, type FileRef } from '~/queries/lab'
import {
  followOtherTabs,
  forgetKeptFiles,
  listKeptFiles,
  setKeepingAllowed,
  useKeptFiles,
} from '~/stores/kept-files'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import styles from './keep-files.module.css'
import type { Slot } from './use-files'

/** The user's leave to keep files in the browser's storage, what is kept, and how to get rid of it. */
export function KeepFiles({ slots }: { slots: readonly Slot[] }) {
  const { allowed, files } = useKeptFiles()
  useEffect(() => void listKeptFiles(), [])
  useEffect(followOtherTabs, [])
  // Bundled samples open again anyway.
  if (files.length === 0 && !allowed && slots.every((s) => s.state === 'empty' || bundledFile(s.file.digest)))
    return null
  const bytes = files.reduce((sum, f) => sum + f.bytes, 0)
  const open: FileRef[] = slots.flatMap((s) => (s.state === 'loaded' ? [s.file] : []))

  const allow = async (): Promise<void> => {
    const notKept = await allowKeeping(open)
    if (notKept) toast({ tone: 'warn', title: notKept })
  }
  const forget = async (): Promise<void> => {
    await forgetKeptFiles()
    toast({
      tone: 'ok',
      title: 'Kept files forgotten',
      text: 'They are open until you reload this page.',
    })
  }
  return (
    <div className={styles['row']}>
      <Checkbox checked={allowed} onChange={(on) => (on ? void allow() : setKeepingAllowed(false))}>
        Reopen my files after a reload
      </Checkbox>
      {files.length > 0 ? (
        <div className={styles['kept']}>
          <span title={files.map((f) => f.name).join('\n')}>
            {files.length === 1 ? '1 file' : `${formatCount(files.length)} files`}, {formatBytes(bytes)}, kept
            in this browser
          </span>
          <Button variant="quiet" size={28} onClick={() => void forget()}>
            Forget
          </Button>
        </div>
      ) : null}
    </div>
  )
}
