import ChevronDown from 'lucide-react/icons/chevron-down'
import { type ReactNode, useRef, useState } from 'react'
import { Button, type ButtonVariant } from '../controls/button'
import { Icon, type IconType } from '../words/icon'
import { late } from '../states/late'
import styles from './menu.module.css'

export interface PopoverProps {
  /** Name of what opens. */
  label: string
  /** Text of the button. */
  button: ReactNode
  icon?: IconType
  variant?: ButtonVariant
  size?: 32 | 28
  /** Width of what opens, in px. */
  width?: number
  disabledReason?: string | null | undefined
  /** Without the small chevron after the text. */
  plain?: boolean
  onOpenChange?: (open: boolean) => void
  children: (close: () => void) => ReactNode
}

const { Late: PopoverOverlay, approach } = late(() => import('./popover-overlay'))

/** A button that opens a small panel beside it: a list to choose from, a few settings. */
export function Popover(props: PopoverProps) {
  const {
    label,
    button,
    icon,
    variant = 'secondary',
    size = 32,
    width = 280,
    disabledReason,
    plain = false,
    onOpenChange,
    children,
  } = props
  const [open, setOpen] = useState(false)
  const change = (next: boolean) => {
    setOpen(next)
    onOpenChange?.(next)
  }
  const trigger = useRef<HTMLButtonElement>(null)
  const close = () => change(false)
  return (
    <>
      <Button
        ref={trigger}
        variant={variant}
        size={size}
        {...(icon ? { icon } : {})}
        disabledReason={disabledReason}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={approach}
        onFocus={approach}
        onClick={() => change(!open)}
      >
        {button}
        {plain ? null : (
          <span className={styles['chevron']}>
            <Icon of={ChevronDown} size={14} />
          </span>
        )}
      </Button>
      {open ? (
        <PopoverOverlay label={label} trigger={trigger} width={width} onClose={close}>
          {children(close)}
        </PopoverOverlay>
      ) : null}
    </>
  )
}
