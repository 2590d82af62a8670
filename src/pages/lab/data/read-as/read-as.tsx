import { useState } from 'react'
import type { ReadOptions } from '~/data/read-options'
import type { TableSummary } from '~/data/columns'
import type { FileRef } from '~/queries/lab'
import { Button } from '~/ui/controls/button'
import { late } from '~/ui/states/late'
import styles from './read-as.module.css'
import { readAsLine } from './words'

const { Late: ReadAsDialog, approach } = late(() => import('./read-as-dialog'))

interface ReadAsLineProps {
  file: FileRef
  /** Null where it could not be read. */
  summary: TableSummary | null
  onReadAs: (options: ReadOptions | null) => void
}

/** How a file was read, in one line, and the way to another one. */
export function ReadAsLine({ file, summary, onReadAs }: ReadAsLineProps) {
  const [open, setOpen] = useState(false)
  return (
    <div className={styles['line']}>
      <span>
        {summary === null
          ? 'It may need other reading options.'
          : readAsLine(summary.format, summary.readAs, file.options ?? {})}
        {file.options === undefined ? '' : ' (as set)'}
      </span>
      <Button
        size={28}
        aria-label={`Read ${file.name} as`}
        onPointerEnter={approach}
        onClick={() => setOpen(true)}
      >
        Read as…
      </Button>
      {open ? <ReadAsDialog file={file} onClose={() => setOpen(false)} onApply={onReadAs} /> : null}
    </div>
  )
}
