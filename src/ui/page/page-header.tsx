import type { ReactNode } from 'react'
import styles from './page-header.module.css'

export interface PageHeaderProps {
  title: ReactNode
  /** Beside the title, and no part of it: an id. */
  mark?: ReactNode
  /** One line of facts under the title. */
  facts?: ReactNode
  /** At the right; below the facts where the page is narrow. */
  actions?: ReactNode
}

/** The title row: it holds the page's only h1. */
export function PageHeader({ title, mark, facts, actions }: PageHeaderProps) {
  return (
    <header className={styles['header']}>
      <div className={styles['row']}>
        <div className={styles['words']}>
          {mark === undefined ? (
            <h1 className={styles['title']}>{title}</h1>
          ) : (
            <div className={styles['marked']}>
              <h1 className={styles['title']}>{title}</h1>
              <span className={styles['mark']}>{mark}</span>
            </div>
          )}
          {facts === undefined ? null : <p className={styles['facts']}>{facts}</p>}
        </div>
        {actions === undefined ? null : (
          <div className={styles['actions']} data-unprinted="">
            {actions}
          </div>
        )}
      </div>
    </header>
  )
}
