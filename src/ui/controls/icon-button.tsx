import type { ButtonHTMLAttributes, Ref } from 'react'
import { classNames } from '../class-names'
import { Icon, type IconType } from '../words/icon'
import { Tooltip } from '../overlays/tooltip'
import styles from './icon-button.module.css'

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'disabled' | 'className' | 'style'>

export interface IconButtonProps extends Native {
  icon: IconType
  /** What it does, in words: its accessible name, and its tooltip. */
  label: string
  /** Shown after the label in the tooltip: "Ctrl K". */
  shortcut?: string
  /** Height and width in px. */
  size?: 32 | 28 | 24
  /** With the frame of a secondary button. */
  outlined?: boolean
  disabled?: boolean
  /** Why it cannot be pressed; it then stays reachable. */
  disabledReason?: string | null | undefined
  ref?: Ref<HTMLButtonElement>
}

/** A button that is only an icon. */
export function IconButton({
  icon,
  label,
  shortcut,
  size = 28,
  outlined = false,
  disabled = false,
  disabledReason,
  type = 'button',
  onClick,
  ...native
}: IconButtonProps) {
  const explained = disabledReason !== undefined && disabledReason !== null && disabledReason !== ''
  return (
    <Tooltip
      text={explained ? `${label}: ${disabledReason}` : label}
      {...(shortcut ? { shortcut } : {})}
      named
    >
      <button
        {...native}
        type={type}
        aria-label={label}
        className={classNames(styles['button'], styles[`size-${size}`], outlined && styles['outlined'])}
        disabled={disabled && !explained}
        {...(explained ? { 'aria-disabled': true } : {})}
        onClick={explained ? undefined : onClick}
      >
        <Icon of={icon} size={size === 24 ? 14 : 16} />
      </button>
    </Tooltip>
  )
}
