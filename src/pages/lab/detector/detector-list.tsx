import Check from 'lucide-react/icons/check'
import Search from 'lucide-react/icons/search'
import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react'
import { Dialog, Popover } from 'react-aria-components/Popover'
import { detectors } from '~/drift/registry'
import { classNames } from '~/ui/class-names'
import { Icon } from '~/ui/words/icon'
import { filterDetectors, looksAt } from './detector-groups'
import styles from './detector-picker.module.css'

interface DetectorListProps {
  label: string
  value: string | null
  trigger: RefObject<HTMLElement | null>
  onClose: () => void
  onChoose: (id: string) => void
}

/** Type a few letters, press Enter: a combobox with a list box in groups. */
export default function DetectorList({ label, value, trigger, onClose, onChoose }: DetectorListProps) {
  const [query, setQuery] = useState('')
  const groups = useMemo(() => filterDetectors(detectors, query), [query])
  const rows = groups.flatMap((group) => group.detectors)
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      rows.findIndex((d) => d.id === value),
    ),
  )
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const current = rows[Math.min(active, rows.length - 1)]
  const optionId = (detector: string): string => `${id}-${detector}`

  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const last = rows.length - 1
    const moves: Record<string, number> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      PageDown: Math.min(last, active + 8),
      PageUp: Math.max(0, active - 8),
      ...(event.ctrlKey ? { Home: 0, End: last } : {}),
    }
    const next = moves[event.key]
    if (next !== undefined && last >= 0) {
      event.preventDefault()
      setActive(next)
    } else if (event.key === 'Enter' && current) {
      event.preventDefault()
      onChoose(current.id)
    }
  }

  return (
    <Popover
      isOpen
      onOpenChange={(open) => !open && onClose()}
      triggerRef={trigger}
      placement="bottom start"
      offset={4}
      className={styles['popover'] ?? ''}
    >
      <Dialog aria-label={label} className={styles['dialog'] ?? ''}>
        <div className={styles['head']}>
          <Icon of={Search} />
          <input
            // The list is opened to be searched.
            autoFocus
            className={styles['input']}
            role="combobox"
            aria-label={`Search ${detectors.length} detectors`}
            aria-expanded
            aria-controls={id}
            aria-autocomplete="list"
            {...(current ? { 'aria-activedescendant': optionId(current.id) } : {})}
            autoComplete="off"
            spellCheck={false}
            placeholder={`Search ${detectors.length} detectors`}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div ref={list} id={id} role="listbox" aria-label="Detectors" className={styles['list']}>
          {groups.map((group) => (
            <div key={group.name} role="group" aria-label={group.name}>
              <p className={styles['group']} aria-hidden>
                {group.name}
              </p>
              {group.detectors.map((d) => (
                <div
                  key={d.id}
                  id={optionId(d.id)}
                  role="option"
                  aria-selected={d.id === value}
                  {...(d === current ? { 'data-active': '' } : {})}
                  className={classNames(styles['row'], d === current && styles['active'])}
                  onPointerMove={() => setActive(rows.indexOf(d))}
                  onClick={() => onChoose(d.id)}
                >
                  <span className={styles['words']}>
                    <b>{d.name}</b>
                    {d.longName === d.name ? null : <span className={styles['long']}>{d.longName}</span>}
                  </span>
                  <span className={styles['looks']}>{looksAt(d)}</span>
                  <span className={styles['tick']}>{d.id === value ? <Icon of={Check} /> : null}</span>
                </div>
              ))}
            </div>
          ))}
        </div>
        <p className={styles['none']} role="status">
          {rows.length === 0 ? `No detector matches “${query.trim()}”.` : ''}
        </p>
      </Dialog>
    </Popover>
  )
}
