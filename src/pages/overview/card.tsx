import type { ReactNode } from 'react'
import { linkTo, type PageId } from '~/lib/paths'
import { classNames } from '~/ui/class-names'
import { Frame } from '~/ui/page/frame'
import { Problem } from '~/ui/states/problem'
import { ListSkeleton } from '~/ui/lists/list-table'
import { Loading } from '~/ui/states/skeleton'
import styles from './page.module.css'

interface CardProps {
  title: string
  subtitle: string
  /** The page that has all of it, and how it is called there. */
  all: { page: Extract<PageId, 'drift' | 'pipelines' | 'experiments' | 'connections'>; label: string }
  /** What of it could not be had. */
  error: Error | null
  onRetry: () => void
  isPending: boolean
  /** In the place of rows where there are none. */
  none: string | null
  children: ReactNode
}

/** One server's newest things: loading, failed, empty, or its rows. */
export function Card({ title, subtitle, all, error, onRetry, isPending, none, children }: CardProps) {
  return (
    <Frame title={title} subtitle={subtitle} flush actions={<a href={linkTo(all.page)}>{all.label}</a>}>
      {error ? (
        <div className={styles['failed']}>
          <Problem level={3} error={error} onRetry={onRetry} retrying={false} isBrief />
        </div>
      ) : isPending ? (
        <Loading label={`${title} are loading`}>
          <ListSkeleton rows={4} />
        </Loading>
      ) : none === null ? (
        <div className={styles['held']}>{children}</div>
      ) : (
        <p className={classNames(styles['none'], styles['held'])}>{none}</p>
      )}
    </Frame>
  )
}
