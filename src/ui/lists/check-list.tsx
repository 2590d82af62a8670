import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { classNames } from '../class-names'
import { useRowWindow } from './use-row-window'
import styles from './check-list.module.css'

export interface CheckListItem {
  key: string
  label: string
  /** In grey at the end: "number". */
  detail?: string
}

export interface CheckListProps {
  /** Accessible name. */
  label: string
  items: readonly CheckListItem[]
  checked: ReadonlySet<string>
  onToggle: (key: string) => void
  /** In the place of the items where there are none. */
  emptyState: ReactNode
  /** Height at which it scrolls, in px. */
  maxHeight?: number
}

const ROW = 28

/**
 * Any number of things to tick: only those in view are in the page. Focus is on the list itself and the active item is
 * named by `aria-activedescendant`; arrows, Page Up and Down, Home and End walk, Space or Enter ticks.
 */
export function CheckList({ label, items, checked, onToggle, emptyState, maxHeight = 252 }: CheckListProps) {
  const [asked, setActive] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const last = items.length - 1
  const active = Math.max(0, Math.min(asked, last))
  const { first, end, scrollTo } = useRowWindow(scroller, {
    count: items.length,
    rowHeight: ROW,
    height: maxHeight,
  })
  const isInPage = active >= first && active < end

  const onKeyDown = (event: KeyboardEvent) => {
    const item = items[active]
    if (item === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault()
      onToggle(item.key)
      return
    }
    const page = Math.max(1, Math.floor(maxHeight / ROW) - 1)
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: last,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    const to = Math.max(0, Math.min(last, next))
    setActive(to)
    scrollTo(to)
  }

  if (items.length === 0) return <div className={styles['empty']}>{emptyState}</div>
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      aria-multiselectable
      tabIndex={0}
      className={styles['list']}
      style={{ maxHeight }}
      {...(isInPage ? { 'aria-activedescendant': `${id}-${active}` } : {})}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles['all']} style={{ height: items.length * ROW }}>
        {items.slice(first, end).map((item, place) => {
          const index = first + place
          const isChecked = checked.has(item.key)
          return (
            <div
              key={item.key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={isChecked}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className={classNames(styles['item'], index === active && styles['active'])}
              style={{ transform: `translateY(${index * ROW}px)` }}
              onClick={() => {
                setActive(index)
                onToggle(item.key)
              }}
            >
              <svg
                className={styles['box']}
                width="16"
                height="16"
                viewBox="0 0 16 16"
                fill="none"
                aria-hidden
              >
                {isChecked ? <path d="m3.75 8.4 2.7 2.7 5.8-6" /> : null}
              </svg>
              <span className={styles['label']} title={item.label}>
                {item.label}
              </span>
              {item.detail === undefined ? null : <span className={styles['detail']}>{item.detail}</span>}
            </div>
          )
        })}
      </div>
    </div>
  )
}
