import { type ReactNode, useState } from 'react'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import styles from './artifacts.module.css'

/** Members of one object or list that are drawn at once. */
const STEP = 200
/** Levels that are open at first. */
const OPEN_LEVELS = 2

/** A JSON value that opens and closes level by level: what is closed is not drawn. */
export function JsonTree({ value, label }: { value: unknown; label: string }) {
  return (
    <div className={styles['json']} tabIndex={0} role="region" aria-label={label}>
      <Value value={value} level={0} />
    </div>
  )
}

function Value({ value, level }: { value: unknown; level: number }) {
  if (Array.isArray(value)) {
    const entries = value.map((item: unknown, i) => [String(i), item] as const)
    return <Members what={`list of ${formatCount(value.length)}`} entries={entries} level={level} />
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    return <Members what={`object of ${formatCount(entries.length)}`} entries={entries} level={level} />
  }
  return (
    <span className={styles[typeof value]}>{typeof value === 'string' ? `"${value}"` : String(value)}</span>
  )
}

interface MembersProps {
  what: string
  entries: readonly (readonly [key: string, value: unknown])[]
  level: number
}

function Members({ what, entries, level }: MembersProps): ReactNode {
  const [isOpen, setOpen] = useState(level < OPEN_LEVELS)
  const [shown, setShown] = useState(STEP)
  if (entries.length === 0) return <span className={styles['note']}>empty {what.split(' ')[0]}</span>
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles['note']}>{what}</summary>
      {isOpen ? (
        <ul className={styles['members']}>
          {entries.slice(0, shown).map(([key, value]) => (
            <li key={key}>
              <span className={styles['key']}>{key}</span> <Value value={value} level={level + 1} />
            </li>
          ))}
          {entries.length > shown ? (
            <li>
              <Button size={28} variant="quiet" onClick={() => setShown(shown + STEP)}>
                {`Show ${formatCount(Math.min(STEP, entries.length - shown))} more of ${formatCount(entries.length)}`}
              </Button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </details>
  )
}
