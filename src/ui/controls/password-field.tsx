import { Field, type FieldProps } from './field'
import styles from './field.module.css'

export interface PasswordFieldProps extends Pick<FieldProps, 'label' | 'help' | 'error'> {
  value: string
  onChange: (text: string) => void
  /** `off` where it is pasted once and no password manager should keep it. */
  autoComplete?: 'off' | 'current-password' | 'new-password'
}

/** A secret: shown as dots. */
export function PasswordField({
  label,
  help,
  error,
  value,
  onChange,
  autoComplete = 'off',
}: PasswordFieldProps) {
  return (
    <Field label={label} help={help} error={error}>
      {(control) => (
        <input
          {...control}
          type="password"
          autoComplete={autoComplete}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={styles['input']}
        />
      )}
    </Field>
  )
}
