import X from 'lucide-react/icons/x'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal'
import { classNames } from '../class-names'
import type { DialogProps } from './dialog'
import { IconButton } from '../controls/icon-button'
import styles from './dialog.module.css'

export default function DialogOverlay(props: Omit<DialogProps, 'open'>) {
  const { onClose, title, subtitle, size = 440, actions, question = false, children } = props
  return (
    <ModalOverlay
      isOpen
      isDismissable={!question}
      onOpenChange={(open) => !open && onClose()}
      className={styles['scrim'] ?? ''}
    >
      <Modal className={classNames(styles['modal'], styles[`size-${size}`])}>
        <Dialog className={styles['dialog'] ?? ''} role={question ? 'alertdialog' : 'dialog'}>
          <header className={styles['head']}>
            <div>
              <Heading slot="title" level={2} className={styles['title'] ?? ''}>
                {title}
              </Heading>
              {subtitle === undefined ? null : <p className={styles['subtitle']}>{subtitle}</p>}
            </div>
            <IconButton icon={X} label="Close" shortcut="Esc" onClick={onClose} />
          </header>
          {children === undefined ? null : <div className={styles['body']}>{children}</div>}
          {actions === undefined ? null : <footer className={styles['foot']}>{actions}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
