import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { plainOptions, type ReadOptions } from '~/data/read-options'
import { type FileRef, labQueries } from '~/queries/lab'
import { Button } from '~/ui/controls/button'
import { Dialog } from '~/ui/overlays/dialog'
import { readOptionsInUrl } from '../../read-as-url'
import { ReadAsFields } from './fields'
import { PreviewRows } from './preview'
import styles from './read-as.module.css'
import { wordsIn } from './words'

interface ReadAsDialogProps {
  file: FileRef
  onClose: () => void
  /** Null: as its data say. */
  onApply: (options: ReadOptions | null) => void
}

/** Typing is over after this. Milliseconds. */
const PAUSE_MS = 300

/** How a file is read, and another way to read it, with its first rows. */
export default function ReadAsDialog({ file, onClose, onApply }: ReadAsDialogProps) {
  const [told, setTold] = useState<ReadOptions>(file.options ?? {})
  // Null: not touched.
  const [typed, setTyped] = useState<string | null>(null)
  const found = useQuery(labQueries.preview(file, {}))
  const wanted = useSettled(told)
  const shown = useQuery({ ...labQueries.preview(file, wanted), placeholderData: keepPreviousData })
  const usual = (found.data ?? shown.data)?.summary.readAs.missing ?? []
  const isTold = Object.keys(plainOptions(told)).length > 0
  const tooLong = isTold && readOptionsInUrl(told) === null
  const takeMissing = (text: string): void => {
    setTyped(text)
    const words = wordsIn(text)
    const { missing: _, ...rest } = told
    const isUsual = words.length === usual.length && words.every((word) => usual.includes(word))
    setTold(isUsual ? rest : { ...rest, missing: words })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Read ${file.name} as`}
      subtitle="What is not set is detected from the data. Your choice is kept in the link."
      size={960}
      actions={
        <>
          <Button
            disabledReason={isTold ? null : 'No option is set: the file is read as detected.'}
            onClick={() => {
              setTold({})
              setTyped(null)
            }}
          >
            Reset
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={
              tooLong ? 'This is more than a link can hold (2 kB): set the types of fewer columns.' : null
            }
            onClick={() => {
              onApply(isTold ? plainOptions(told) : null)
              onClose()
            }}
          >
            Apply
          </Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <ReadAsFields
          found={found.data?.summary.readAs ?? null}
          told={told}
          missing={typed ?? (told.missing ?? usual).join(', ')}
          onMissing={takeMissing}
          onChange={setTold}
        />
        <PreviewRows name={file.name} preview={shown.data} error={shown.error} />
      </div>
    </Dialog>
  )
}

/** The value, once it has not changed for a while: each one is read. */
function useSettled(value: ReadOptions): ReadOptions {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
