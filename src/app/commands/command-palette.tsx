import CornerDownLeft from 'lucide-react/icons/corner-down-left'
import Search from 'lucide-react/icons/search'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { Command } from '~/stores/commands'
import { rememberCommand, useRecentCommands } from '~/stores/recent-commands'
import { classNames } from '~/ui/class-names'
import { Icon } from '~/ui/words/icon'
import { Kbd } from '~/ui/words/kbd'
import { commandIcons } from './command-icons'
import { offered } from './palette-offer'
import { type Found } from './palette-filter'
import styles from './command-palette.module.css'

export interface CommandPaletteProps {
  commands: readonly Command[]
  /** Lists of what can be gone to by its name. Keep it: another function loads them anew. */
  loadPlaces: () => Promise<readonly Promise<readonly Command[]>[]>
  onClose: () => void
}

/** In a narrow window the sidebar is a drawer: there is nothing to collapse. */
const isPossible = ({ id }: Command): boolean =>
  id !== 'sidebar' || window.matchMedia('(width >= 900px)').matches

/** Type a few letters, press Enter. A combobox with a list box, in a modal dialog. */
export default function CommandPalette({ commands, loadPlaces, onClose }: CommandPaletteProps) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const places = usePlaces(loadPlaces)
  const recent = useRecentCommands((state) => state.ids)
  const groups = useMemo(
    () => grouped(offered({ commands: commands.filter(isPossible), places, recent, query })),
    [commands, places, recent, query],
  )
  const rows = groups.flatMap((group) => group.rows)
  const current = rows[active]
  const optionId = (command: Command) => `${listId}-${command.id}`

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })

  const choose = (command: Command) => {
    onClose()
    rememberCommand(command.id)
    // After the dialog has given focus back, so that a command that moves focus has the last word.
    setTimeout(command.run)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const last = rows.length - 1
    const moves: Record<string, number> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      PageDown: Math.min(last, active + 8),
      PageUp: Math.max(0, active - 8),
    }
    const next = moves[event.key]
    if (next !== undefined && last >= 0) {
      event.preventDefault()
      setActive(next)
    } else if (event.key === 'Enter' && current) {
      event.preventDefault()
      choose(current.command)
    } else if (event.key === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onClose()
    }
  }

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className={styles['scrim'] ?? ''}
    >
      <Modal className={styles['modal'] ?? ''}>
        <Dialog aria-label="Search or jump to" className={styles['dialog'] ?? ''}>
          <div className={styles['head']}>
            <Icon of={Search} size={18} />
            <input
              className={styles['input']}
              // The palette is opened to type into it.
              autoFocus
              role="combobox"
              aria-label="Search or jump to"
              aria-expanded
              aria-controls={listId}
              aria-autocomplete="list"
              {...(current ? { 'aria-activedescendant': optionId(current.command) } : {})}
              autoComplete="off"
              spellCheck={false}
              placeholder="Search or jump to"
              value={query}
              onChange={(event) => {
                setQuery(event.target.value)
                setActive(0)
              }}
              onKeyDown={onKeyDown}
            />
            <Kbd>Esc</Kbd>
          </div>
          <div ref={list} id={listId} role="listbox" aria-label="Commands" className={styles['list']}>
            {groups.map((group, place) => (
              <div key={group.name} role="group" aria-labelledby={`${listId}-group-${place}`}>
                <p id={`${listId}-group-${place}`} className={styles['group']}>
                  {group.name}
                </p>
                {group.rows.map(({ command, pieces }) => {
                  const glyph = commandIcons[command.id]
                  const selected = command === current?.command
                  return (
                    <div
                      key={command.id}
                      id={optionId(command)}
                      role="option"
                      aria-selected={selected}
                      className={classNames(styles['row'], selected && styles['active'])}
                      onPointerMove={() => setActive(rows.findIndex((row) => row.command === command))}
                      onClick={() => choose(command)}
                    >
                      {glyph ? <Icon of={glyph} /> : <span className={styles['noIcon']} />}
                      <span className={styles['title']}>
                        {pieces.map((piece, i) => (piece.hit ? <b key={i}>{piece.text}</b> : piece.text))}
                        {command.detail ? <span className={styles['detail']}>{command.detail}</span> : null}
                      </span>
                      {command.shortcut ? (
                        <Kbd>{command.shortcut}</Kbd>
                      ) : selected ? (
                        <Icon of={CornerDownLeft} />
                      ) : null}
                    </div>
                  )
                })}
              </div>
            ))}
          </div>
          <p className={styles['none']} role="status">
            {rows.length === 0 ? `No results for “${query.trim()}”.` : ''}
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** What can be gone to by name, as its lists arrive. */
function usePlaces(loadPlaces: CommandPaletteProps['loadPlaces']): readonly Command[] {
  const [places, setPlaces] = useState<readonly Command[]>([])
  useEffect(() => {
    let open = true
    const load = async () => {
      for (const list of await loadPlaces())
        void list.then((more) => open && more.length > 0 && setPlaces((all) => [...all, ...more]))
    }
    // Without its code there are the commands all the same.
    load().catch(() => undefined)
    return () => {
      open = false
      setPlaces([])
    }
  }, [loadPlaces])
  return places
}

/** Groups in the order of their best hit. */
function grouped(found: readonly Found<Command>[]): { name: string; rows: Found<Command>[] }[] {
  const groups = new Map<string, Found<Command>[]>()
  for (const hit of found) {
    const rows = groups.get(hit.command.group)
    if (rows) rows.push(hit)
    else groups.set(hit.command.group, [hit])
  }
  return Array.from(groups, ([name, rows]) => ({ name, rows }))
}
