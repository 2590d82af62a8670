import CircleAlert from 'lucide-react/icons/circle-alert'
import Search from 'lucide-react/icons/search'
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import { classNames } from '../class-names'
import { Icon } from '../words/icon'
import { unseen } from '~/ui/words/unseen'
import styles from './field.module.css'

/** What a control inside a field must carry, so that label, help and error belong to it. */
export interface ControlIds {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

export interface FieldProps {
  label: ReactNode
  /** After the label, in grey: "rows". */
  unit?: string | undefined
  help?: ReactNode
  /** Help for screen readers alone: the form shows it elsewhere, or it is plain from the page. */
  helpUnseen?: boolean
  /** A sentence. Announced when it appears. */
  error?: string | null | undefined
  disabled?: boolean
  children: (control: ControlIds) => ReactNode
}

/** Label above, control, then its error or its help. */
export function Field({
  label,
  unit,
  help,
  helpUnseen = false,
  error,
  disabled = false,
  children,
}: FieldProps) {
  const id = useId()
  const wrong = error !== undefined && error !== null && error !== ''
  const described = [wrong ? `${id}-error` : '', help === undefined ? '' : `${id}-help`]
    .filter(Boolean)
    .join(' ')
  return (
    <div className={classNames(styles['field'], disabled && styles['disabled'])}>
      <label className={styles['label']} htmlFor={id}>
        {label}
        {unit === undefined ? null : <span className={styles['unit']}>{unit}</span>}
      </label>
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(wrong ? { 'aria-invalid': true } : {}),
      })}
      <div className={styles['below']} aria-live="polite">
        {wrong ? (
          <p id={`${id}-error`} className={styles['error']}>
            <Icon of={CircleAlert} size={14} />
            <span>{error}</span>
          </p>
        ) : null}
      </div>
      {help === undefined ? null : (
        <p id={`${id}-help`} className={classNames(styles['help'], helpUnseen && unseen)}>
          {help}
        </p>
      )}
    </div>
  )
}

type NativeInput = Omit<InputHTMLAttributes<HTMLInputElement>, 'size' | 'className' | 'style' | 'onChange'>

export interface TextInputProps extends NativeInput {
  value: string
  onChange: (text: string) => void
  /** In grey at the right end, inside the frame: "rows", "ms". */
  suffix?: string | undefined
  /** `number`: tabular figures and the numeric keyboard; what is typed stays text. `search`: a magnifier, no suffix. */
  kind?: 'text' | 'number' | 'search'
  /** Height in px. */
  size?: 32 | 28
  ref?: Ref<HTMLInputElement>
}

/** The bare control; `TextField` is the one with a label. */
export function TextInput({ value, onChange, suffix, kind = 'text', size = 32, ...native }: TextInputProps) {
  const input = (
    <input
      {...native}
      type={kind === 'search' ? 'search' : 'text'}
      // Not type="number": it loses what was typed as soon as it is no number.
      inputMode={kind === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={classNames(
        styles['input'],
        size === 28 && styles['small'],
        kind === 'number' && styles['number'],
      )}
    />
  )
  if (kind === 'search')
    return (
      <span className={styles['searched']}>
        <Icon of={Search} size={14} />
        {input}
      </span>
    )
  if (suffix === undefined) return input
  return (
    <span className={styles['suffixed']}>
      {input}
      <span className={styles['suffix']} aria-hidden>
        {suffix}
      </span>
    </span>
  )
}

export interface TextFieldProps
  extends Omit<TextInputProps, 'id'>, Pick<FieldProps, 'label' | 'unit' | 'help' | 'helpUnseen' | 'error'> {}

export function TextField({ label, unit, help, helpUnseen, error, ...input }: TextFieldProps) {
  return (
    <Field
      label={label}
      unit={unit}
      help={help}
      error={error}
      disabled={input.disabled ?? false}
      helpUnseen={helpUnseen ?? false}
    >
      {(control) => <TextInput {...input} {...control} />}
    </Field>
  )
}
