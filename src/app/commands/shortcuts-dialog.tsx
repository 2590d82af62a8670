import type { Command } from '~/stores/commands'
import { Dialog } from '~/ui/overlays/dialog'
import { Kbd } from '~/ui/words/kbd'
import styles from './shortcuts-dialog.module.css'

interface ShortcutsDialogProps {
  onClose: () => void
  commands: readonly Command[]
}

/** Keys that no command has, because the parts of the page take them. */
const inParts = [
  { keys: '↑ ↓ ← →', what: 'Move through a table, a menu or a list; an open record follows' },
  { keys: 'Click', what: 'Show a row beside its table, or open its page' },
  { keys: 'Double-click', what: 'Move into the open record; reset a zoomed chart' },
  { keys: '↵', what: 'In a table: open the row; again: go into it. At a head: sort' },
  { keys: 'Space', what: 'In a table: choose the row' },
  { keys: 'Alt ← →', what: 'In a table: move the column; with Shift: size it' },
  { keys: 'Esc', what: 'Close what is open, end presenting' },
  { keys: '← →', what: 'While presenting: the previous and the next chart' },
  { keys: 'Ctrl C', what: 'Copy the table that has focus' },
]

/** Every shortcut that works on this page, from the commands themselves. */
export default function ShortcutsDialog({ onClose, commands }: ShortcutsDialogProps) {
  const withKeys = commands.filter((command) => command.shortcut !== undefined)
  const groups = [...new Set(withKeys.map((command) => command.group))]
  return (
    <Dialog open size={960} onClose={onClose} title="Keyboard shortcuts">
      {/* Taller than a small window: it is scrolled by keys too. */}
      <div className={styles['groups']} tabIndex={0} role="region" aria-label="Shortcuts by where they work">
        {groups.map((group) => (
          <section key={group} className={styles['section']}>
            <h3 className={styles['group']}>{group}</h3>
            <dl className={styles['list']}>
              {withKeys
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.id} className={styles['row']}>
                    <dt>{command.title}</dt>
                    <dd>
                      <Kbd>{command.shortcut ?? ''}</Kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section className={styles['section']}>
          <h3 className={styles['group']}>In the parts of a page</h3>
          <dl className={styles['list']}>
            {inParts.map(({ keys, what }) => (
              <div key={keys} className={styles['row']}>
                <dt>{what}</dt>
                <dd>
                  <Kbd>{keys}</Kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}
