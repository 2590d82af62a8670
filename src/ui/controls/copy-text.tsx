import { shortened } from '~/lib/shorten'
import { useCopy } from './copy-button'
import { Tooltip } from '../overlays/tooltip'
import styles from './copy-text.module.css'

export interface CopyTextProps {
  /** The whole text: what is copied, and what the tooltip shows. */
  text: string
  /** Characters kept at the start and at the end: 8 and 4 give "e7588319…a8ca". */
  keep?: readonly [start: number, end: number]
  /** What it is, for the accessible name: "digest". */
  what: string
}

/** An id, a hash, a key: mono, shortened in the middle, copied on click. */
export function CopyText({ text, keep = [8, 4], what }: CopyTextProps) {
  const { state, copy } = useCopy()
  return (
    <Tooltip
      text={state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused to copy' : text}
      named
    >
      <button
        type="button"
        className={styles['copy']}
        aria-label={`Copy ${what} ${text}`}
        onClick={() => void copy(text)}
      >
        {shortened(text, keep)}
      </button>
    </Tooltip>
  )
}
