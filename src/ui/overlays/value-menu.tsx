import { Menu, type MenuProps } from './menu'
import styles from './value-menu.module.css'

interface ValueMenuProps extends Pick<MenuProps, 'label' | 'items' | 'selected'> {
  /** What is chosen here, and what is chosen now: `Sort by`, `name`. */
  word: string
  value: string
}

/** A menu whose button says what is chosen. */
export function ValueMenu({ word, value, ...menu }: ValueMenuProps) {
  return (
    <Menu {...menu} size={28}>
      <span className={styles['word']}>
        {word} <b>{value}</b>
      </span>
    </Menu>
  )
}

interface SortMenuProps<S extends string> {
  /** The orders by id, in words that follow “by”. */
  sorts: Readonly<Record<S, string>>
  value: S
  onChange: (sort: S) => void
}

/** The order of a list. */
export function SortMenu<S extends string>({ sorts, value, onChange }: SortMenuProps<S>) {
  return (
    <ValueMenu
      label="Sort by"
      word="Sort by"
      value={sorts[value]}
      selected={value}
      items={(Object.keys(sorts) as S[]).map((sort) => ({
        id: sort,
        title: `By ${sorts[sort]}`,
        run: () => onChange(sort),
      }))}
    />
  )
}
