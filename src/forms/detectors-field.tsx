import { useId } from 'react'
import { COLUMNS_AS_MEMBERS, type MemberText, membersOf, membersText } from '~/drift/params'
import { Checkbox } from '~/ui/controls/checkbox'
import { TextField } from '~/ui/controls/field'
import styles from './detectors-field.module.css'

export interface DetectorOption {
  id: string
  name: string
  kind: 'stream' | 'batch'
}

interface DetectorsFieldProps {
  name: string
  label: string
  help: string
  /** What stands in the field, valid or not. */
  text: string
  options: readonly DetectorOption[]
  /** Whether columns may stand in the place of detectors. */
  columns: boolean
  error: string | null
  disabled: boolean
  onText: (text: string) => void
  onBlur: () => void
}

/**
 * A list of detectors: a box for each, and the same list as text, in which a detector can be given parameters or
 * stand more than once.
 */
export function DetectorsField({
  name,
  label,
  help,
  text,
  options,
  columns,
  error,
  disabled,
  onText,
  onBlur,
}: DetectorsFieldProps) {
  const id = useId()
  const given = text === COLUMNS_AS_MEMBERS
  const members = given ? [] : (membersOf(text) ?? [])
  const toggle = (option: DetectorOption, chosen: boolean): void => {
    const others = members.filter((m) => m.id !== option.id)
    onText(membersText(chosen ? [...others, { id: option.id, params: {} }] : others))
  }
  return (
    <fieldset className={styles['field']} aria-describedby={`${id}-help`}>
      <legend className={styles['legend']}>{label}</legend>
      <p id={`${id}-help`} className={styles['help']}>
        {help}
      </p>
      <ul className={styles['list']}>
        {options.map((option) => (
          <li key={option.id}>
            <Checkbox
              checked={members.some((m) => m.id === option.id)}
              disabled={disabled || given}
              onChange={(chosen) => toggle(option, chosen)}
            >
              {option.name}
              <Tunings of={members.filter((m) => m.id === option.id)} />
            </Checkbox>
          </li>
        ))}
        {columns ? (
          <li>
            <Checkbox
              checked={given}
              disabled={disabled}
              onChange={(chosen) => onText(chosen ? COLUMNS_AS_MEMBERS : (options[0]?.id ?? ''))}
            >
              Columns that hold the members’ states
            </Checkbox>
          </li>
        ) : null}
      </ul>
      <TextField
        name={name}
        label={`${label} as text`}
        help="Ids separated by commas; parameters follow a question mark, for example page-hinkley?threshold=20&delta=0.1."
        helpUnseen
        value={text}
        error={error}
        disabled={disabled}
        onChange={onText}
        onBlur={onBlur}
      />
    </fieldset>
  )
}

/** " (threshold 20), (threshold 50)": nothing where it runs once, with its defaults. */
function Tunings({ of }: { of: readonly MemberText[] }) {
  if (of.every(({ params }) => Object.keys(params).length === 0) && of.length < 2) return null
  const words = of.map(({ params }) => {
    const pairs = Object.entries(params).map(([key, value]) => `${key} ${value}`)
    return pairs.length > 0 ? pairs.join(', ') : 'defaults'
  })
  return <span className={styles['tunings']}> ({words.join('; ')})</span>
}
