import { useState } from 'react'
import { counted, formatCount } from '~/lib/format'
import { TextInput } from '~/ui/controls/field'
import { Popover } from '~/ui/overlays/popover'
import type { ScatterKey } from './scatter-values'
import styles from './page.module.css'

interface AxisPickerProps {
  /** Before what is chosen: "x". */
  word: string
  label: string
  keys: readonly ScatterKey[]
  /** Id of the chosen one. */
  value: string
  onChange: (id: string) => void
}

/** What an axis shows: one of all parameters and metrics, by search. */
export function AxisPicker({ word, label, keys, value, onChange }: AxisPickerProps) {
  return (
    <Popover
      label={label}
      size={28}
      button={
        <span className={styles['quiet']}>
          {word} <b>{keys.find(({ id }) => id === value)?.title ?? 'none'}</b>
        </span>
      }
    >
      {(close) => (
        <Choice
          keys={keys}
          value={value}
          onChange={(id) => {
            onChange(id)
            close()
          }}
        />
      )}
    </Popover>
  )
}

/** Keys that are listed at once. */
const MOST_KEYS = 60

function Choice({ keys, value, onChange }: Pick<AxisPickerProps, 'keys' | 'value' | 'onChange'>) {
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const found = keys.filter(({ title }) => title.toLowerCase().includes(wanted))
  const beyond = found.length - MOST_KEYS
  return (
    <div className={styles['picker']}>
      <TextInput
        kind="search"
        size={28}
        aria-label="Search parameters and metrics"
        placeholder={`Search ${counted(keys.length, 'key')}`}
        value={typed}
        onChange={setTyped}
      />
      <ul className={styles['keys']}>
        {found.slice(0, MOST_KEYS).map(({ id, title, kind }) => (
          <li key={id}>
            <button
              type="button"
              className={styles['key']}
              aria-pressed={id === value}
              onClick={() => onChange(id)}
            >
              <span>{title}</span>
              <small>{kind}</small>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 || beyond > 0 ? (
        <p className={styles['quiet']}>
          {beyond > 0 ? `${formatCount(beyond)} more: search for them.` : 'No parameter or metric matches.'}
        </p>
      ) : null}
    </div>
  )
}
