import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { Dialog, Popover } from 'react-aria-components/Popover'
import styles from './popover.module.css'

interface PopoverOverlayProps {
  label: string
  trigger: RefObject<HTMLElement | null>
  width: number
  onClose: () => void
  children: ReactNode
}

export default function PopoverOverlay({ label, trigger, width, onClose, children }: PopoverOverlayProps) {
  const dialog = useRef<HTMLElement>(null)
  useEffect(() => {
    // What had focus may have gone with what it was about (a job that ended): Esc must still work.
    if (document.activeElement === document.body) dialog.current?.focus()
  })
  return (
    <Popover
      isOpen
      onOpenChange={(open) => !open && onClose()}
      triggerRef={trigger}
      placement="bottom start"
      offset={4}
      className={styles['popover'] ?? ''}
      style={{ width: `min(${width}px, calc(100vw - 24px))` }}
    >
      <Dialog ref={dialog} aria-label={label} className={styles['dialog'] ?? ''}>
        {children}
      </Dialog>
    </Popover>
  )
}
