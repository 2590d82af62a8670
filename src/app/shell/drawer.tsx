import X from 'lucide-react/icons/x'
import { useEffect, useRef } from 'react'
import { IconButton } from '~/ui/controls/icon-button'
import { Logo } from '~/ui/words/logo'
import { PageList } from './sidebar'
import styles from './drawer.module.css'

interface DrawerProps {
  open: boolean
  pathname: string
  /** Memoise it. */
  onClose: () => void
}

/**
 * The sidebar of a narrow window. The platform's own modal dialog: it keeps focus inside, closes on Esc and
 * gives focus back, and costs nothing to load.
 */
export function Drawer({ open, pathname, onClose }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal()
    if (!open) dialog.current?.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      className={styles['drawer']}
      aria-label="Pages"
      onClose={onClose}
      // A press on the backdrop has the dialog itself as its target: its content fills it.
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles['content']}>
        <div className={styles['head']}>
          <Logo />
          <span className={styles['name']}>Tidemark</span>
          <IconButton icon={X} label="Close" onClick={onClose} />
        </div>
        <nav aria-label="Pages">
          <PageList pathname={pathname} onChosen={onClose} />
        </nav>
      </div>
    </dialog>
  )
}
