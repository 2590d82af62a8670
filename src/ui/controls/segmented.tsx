import { useId } from 'react'
import { classNames } from '../class-names'
import styles from './segmented.module.css'

export interface SegmentedProps<V extends string> {
  /** Accessible name of the group: "Time axis". */
  label: string
  value: V
  options: readonly { value: V; label: string; disabled?: boolean }[]
  onChange: (value: V) => void
  /** As wide as its container, segments of equal width. */
  wide?: boolean
}

/** One of a few, all in sight: a radio group drawn as one control. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
  wide = false,
}: SegmentedProps<V>) {
  const name = useId()
  return (
    <fieldset className={classNames(styles['group'], wide && styles['wide'])} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles['segment']}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled ?? false}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
