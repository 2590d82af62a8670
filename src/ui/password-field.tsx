import { Field, type FieldProps } from './field'
import styles from './field.module.css'

export interface PasswordFieldProps extends Pick<FieldProps, 'label' | 'help' | 'error'> {
  value: string
  onChange: (text: string) => void
}

/** A secret that is pasted once: shown as dots, and offered to no password manager. */
export function PasswordField({ label, help, error, value, onChange }: PasswordFieldProps) {
  return (
    <Field label={label} help={help} error={error}>
      {(control) => (
        <input
          {...control}
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={styles['input']}
        />
      )}
    </Field>
  )
}
