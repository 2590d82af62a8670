import { Field, type FieldProps } from './field'
import styles from './text-area.module.css'

interface TextAreaProps extends Pick<FieldProps, 'label' | 'help' | 'error'> {
  value: string
  onChange: (text: string) => void
  /** Lines that are seen at once. */
  rows?: number
}

/** Text of several lines. */
export function TextArea({ label, help, error, value, onChange, rows = 4 }: TextAreaProps) {
  return (
    <Field label={label} help={help} error={error}>
      {(control) => (
        <textarea
          {...control}
          className={styles['area']}
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
