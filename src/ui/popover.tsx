import ChevronDown from 'lucide-react/icons/chevron-down'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { Button, type ButtonVariant } from './button'
import { Icon, type IconType } from './icon'
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
  children: (close: () => void) => ReactNode
}

const load = () => import('./popover-overlay')
const PopoverOverlay = lazy(load)

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
    children,
  } = props
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(false)
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
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(!open)}
      >
        {button}
        <span className={styles['chevron']}>
          <Icon of={ChevronDown} size={14} />
        </span>
      </Button>
      {open ? (
        <Suspense>
          <PopoverOverlay label={label} trigger={trigger} width={width} onClose={close}>
            {children(close)}
          </PopoverOverlay>
        </Suspense>
      ) : null}
    </>
  )
}
