import ChevronDown from 'lucide-react/icons/chevron-down'
import type { Ref, SelectHTMLAttributes } from 'react'
import { classNames } from '../class-names'
import { Field, type FieldProps } from './field'
import { Icon } from '../words/icon'
import styles from './select.module.css'

export interface SelectOption<V extends string = string> {
  value: V
  label: string
  /** In grey after the label, in the closed control: "Maximum Mean Discrepancy". */
  detail?: string
  disabled?: boolean
}

type Native = Omit<
  SelectHTMLAttributes<HTMLSelectElement>,
  'value' | 'onChange' | 'size' | 'className' | 'style' | 'children' | 'multiple'
>

export interface SelectProps<V extends string> extends Native {
  value: V
  options: readonly SelectOption<V>[]
  onChange: (value: V) => void
  /** Height in px. */
  size?: 32 | 28
  ref?: Ref<HTMLSelectElement>
}

/** The platform's own select (its list, its keyboard, its touch behaviour) in our frame. */
function Select<V extends string>({ value, options, onChange, size = 32, ...native }: SelectProps<V>) {
  const chosen = options.find((option) => option.value === value)
  const detailed = options.some((option) => option.detail !== undefined)
  return (
    <span className={classNames(styles['box'], size === 28 && styles['small'])}>
      <select
        {...native}
        value={value}
        onChange={(event) => {
          const next = options.find((option) => option.value === event.target.value)
          if (next) onChange(next.value)
        }}
        className={classNames(styles['select'], detailed && styles['hiddenText'])}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
            {option.detail === undefined ? option.label : `${option.label} · ${option.detail}`}
          </option>
        ))}
      </select>
      {detailed ? (
        <span className={styles['shown']} aria-hidden>
          <b>{chosen?.label}</b> {chosen?.detail}
        </span>
      ) : null}
      <Icon of={ChevronDown} size={14} />
    </span>
  )
}

export interface SelectFieldProps<V extends string>
  extends Omit<SelectProps<V>, 'id'>, Pick<FieldProps, 'label' | 'unit' | 'help' | 'helpUnseen' | 'error'> {}

export function SelectField<V extends string>({
  label,
  unit,
  help,
  helpUnseen,
  error,
  ...select
}: SelectFieldProps<V>) {
  return (
    <Field
      label={label}
      unit={unit}
      help={help}
      error={error}
      disabled={select.disabled ?? false}
      helpUnseen={helpUnseen ?? false}
    >
      {(control) => <Select {...select} {...control} />}
    </Field>
  )
}
