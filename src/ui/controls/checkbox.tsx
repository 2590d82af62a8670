import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import styles from './checkbox.module.css'

type Native = Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'onChange' | 'className' | 'style' | 'checked'
>

export interface CheckboxProps extends Native {
  /** `mixed`: some of what it stands for. */
  checked: boolean | 'mixed'
  onChange: (checked: boolean) => void
  /** Beside the box. Leave it out only with an `aria-label`. */
  children?: ReactNode
  help?: ReactNode
}

export function Checkbox({ checked, onChange, children, help, ...native }: CheckboxProps) {
  const id = useId()
  return (
    <span className={styles['checkbox']}>
      <label className={styles['label']}>
        <input
          {...native}
          type="checkbox"
          className={styles['input']}
          checked={checked === true}
          ref={(input) => {
            if (input) input.indeterminate = checked === 'mixed'
          }}
          onChange={(event) => onChange(event.target.checked)}
          {...(help === undefined ? {} : { 'aria-describedby': id })}
        />
        <svg className={styles['glyph']} width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden>
          <path className={styles['tick']} d="m3.75 8.4 2.7 2.7 5.8-6" />
          <path className={styles['dash']} d="M4.25 8h7.5" />
        </svg>
        {children === undefined ? null : <span>{children}</span>}
      </label>
      {help === undefined ? null : (
        <span id={id} className={styles['help']}>
          {help}
        </span>
      )}
    </span>
  )
}
