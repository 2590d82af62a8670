import type { ReactNode } from 'react'
import { TextInput } from '../controls/field'
import styles from './list-bar.module.css'

export interface ListBarProps {
  search?: { label: string; placeholder: string; value: string; onChange: (value: string) => void }
  children?: ReactNode
  /** At the other end: the order, counts, what is done with all rows. */
  end?: ReactNode
}

/** The line above a list: what narrows it, and in which order it stands. */
export function ListBar({ search, children, end }: ListBarProps) {
  return (
    <div className={styles['bar']} data-unprinted="">
      {search ? (
        <div className={styles['search']}>
          <TextInput
            kind="search"
            size={28}
            aria-label={search.label}
            placeholder={search.placeholder}
            value={search.value}
            onChange={search.onChange}
          />
        </div>
      ) : null}
      {children}
      {end === undefined ? null : <div className={styles['end']}>{end}</div>}
    </div>
  )
}
