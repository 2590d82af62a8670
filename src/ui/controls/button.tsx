import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from '../class-names'
import { Icon, type IconType } from '../words/icon'
import { Spinner } from '../states/spinner'
import { Tooltip } from '../overlays/tooltip'
import styles from './button.module.css'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'destructive'

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'className' | 'style'>

export interface ButtonProps extends Native {
  children: ReactNode
  /** One primary button a page. */
  variant?: ButtonVariant
  /** Height in px: 32, or 28 in filter rows and frames. */
  size?: 32 | 28
  icon?: IconType
  /** Shows a turning ring and ignores presses; keep the word in the present ("Applying"). */
  busy?: boolean
  disabled?: boolean
  /** Why it cannot be pressed. The button then stays reachable, so that the reason can be read. */
  disabledReason?: string | null | undefined
  /** As wide as its container. */
  wide?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** Class names of a button, for what looks like one and is a link. */
export function buttonClass(variant: ButtonVariant, size: 32 | 28, wide = false): string {
  return classNames(styles['button'], styles[variant], size === 28 && styles['small'], wide && styles['wide'])
}

export function Button({
  children,
  variant = 'secondary',
  size = 32,
  icon,
  busy = false,
  disabled = false,
  disabledReason,
  wide = false,
  type = 'button',
  onClick,
  ...native
}: ButtonProps) {
  const explained = disabledReason !== undefined && disabledReason !== null && disabledReason !== ''
  const inert = explained || busy
  const button = (
    <button
      {...native}
      type={inert ? 'button' : type}
      className={buttonClass(variant, size, wide)}
      disabled={disabled && !explained}
      {...(inert ? { 'aria-disabled': true } : {})}
      {...(busy ? { 'aria-busy': true } : {})}
      onClick={inert ? undefined : onClick}
    >
      {busy ? <Spinner /> : icon ? <Icon of={icon} /> : null}
      {children}
    </button>
  )
  return explained ? <Tooltip text={disabledReason}>{button}</Tooltip> : button
}
