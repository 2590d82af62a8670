import ChevronDown from 'lucide-react/icons/chevron-down'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { detectorById } from '~/drift/registry'
import { Icon } from '~/ui/words/icon'
import { late } from '~/ui/states/late'
import styles from './detector-picker.module.css'

const { Late: DetectorList, approach } = late(() => import('./detector-list'))

interface DetectorPickerProps {
  /** Accessible name: "Detector". */
  label: string
  /** The detector that is chosen now; null: none, the button adds one. */
  value: string | null
  /** Text of the button where nothing is chosen. */
  children?: ReactNode
  onChoose(id: string): void
}

/** Which detector: a button that opens the list of all, by family, with a search. The list is a chunk of its own. */
export function DetectorPicker({ label, value, children, onChoose }: DetectorPickerProps) {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const chosen = value === null ? null : detectorById(value)
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={styles[chosen ? 'box' : 'add']}
        aria-haspopup="dialog"
        aria-expanded={open}
        {...(chosen ? { 'aria-label': `${label}: ${chosen.name}, ${chosen.longName}` } : {})}
        onPointerEnter={approach}
        onFocus={approach}
        onClick={() => setOpen(!open)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {chosen ? (
          <>
            <span className={styles['shown']}>
              <b>{chosen.name}</b> {chosen.longName === chosen.name ? '' : chosen.longName}
            </span>
            <Icon of={ChevronDown} size={14} />
          </>
        ) : (
          children
        )}
      </button>
      {open ? (
        <DetectorList
          label={label}
          value={value}
          trigger={trigger}
          onClose={() => setOpen(false)}
          onChoose={(id: string) => {
            setOpen(false)
            onChoose(id)
          }}
        />
      ) : null}
    </>
  )
}
