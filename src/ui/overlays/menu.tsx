import ChevronDown from 'lucide-react/icons/chevron-down'
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react'
import { Button, type ButtonVariant } from '../controls/button'
import { Icon, type IconType } from '../words/icon'
import { IconButton } from '../controls/icon-button'
import { late } from '../states/late'
import styles from './menu.module.css'

export interface MenuItem {
  id: string
  title: string
  icon?: IconType
  /** In grey under the title. */
  detail?: string
  /** Printed at the right; pressing it is the page's business. */
  shortcut?: string
  /** Deletes or takes something away: red, and below a line. */
  destructive?: boolean
  /** Why it cannot be chosen now; shown under the title. */
  disabledReason?: string | null | undefined
  run: () => void
}

export interface MenuProps {
  /** Name of the menu, and of its button where that is an icon. */
  label: string
  items: readonly MenuItem[]
  /** Text of the button; without it, the button is `icon` alone. */
  children?: ReactNode
  icon?: IconType
  variant?: ButtonVariant
  size?: 32 | 28
  /** Without the small chevron after the text. */
  plain?: boolean
  /** The id of the item that holds now: the items are then choices, and it has a tick. */
  selected?: string
}

const { Late: MenuOverlay, approach } = late(() => import('./menu-overlay'))

/** The list alone, at an element that was pressed. */
export function MenuAt(props: Pick<MenuProps, 'label' | 'items' | 'selected'> & MenuPlace) {
  return <MenuOverlay {...props} selected={props.selected} />
}

interface MenuPlace {
  trigger: RefObject<HTMLElement | null>
  onClose: () => void
}

/** A button that opens a list of actions. The list comes in its own chunk, fetched when the button is approached. */
export function Menu(props: MenuProps) {
  const { label, items, children, icon, variant = 'secondary', size = 32, plain = false, selected } = props
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const button = {
    ref: trigger,
    size,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    onPointerEnter: approach,
    onFocus: approach,
    onClick: () => setOpen(!open),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown') return
      event.preventDefault()
      setOpen(true)
    },
  } as const
  return (
    <>
      {children === undefined && icon ? (
        <IconButton {...button} icon={icon} label={label} outlined={variant === 'secondary'} />
      ) : (
        <Button {...button} variant={variant} {...(icon ? { icon } : {})}>
          {children ?? label}
          {plain ? null : (
            <span className={styles['chevron']}>
              <Icon of={ChevronDown} size={14} />
            </span>
          )}
        </Button>
      )}
      {open ? (
        <MenuOverlay
          label={label}
          items={items}
          trigger={trigger}
          selected={selected}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
