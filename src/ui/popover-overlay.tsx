import type { ReactNode, RefObject } from 'react'
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
      <Dialog aria-label={label} className={styles['dialog'] ?? ''}>
        {children}
      </Dialog>
    </Popover>
  )
}
