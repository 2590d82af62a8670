import type { ReactNode } from 'react'
import { ListBar } from '../lists/list-bar'
import { ListSkeleton } from '../lists/list-table'
import { Loading, Skeleton } from '../states/skeleton'
import { Frame } from './frame'
import { PageHeader } from './page-header'

interface PagePendingProps {
  title: ReactNode
  facts?: ReactNode
  /** What is waited for, as a sentence: "The roles are loading". */
  label: string
  /** A bar of filters will stand above the frame. */
  hasBar?: boolean
  /** Name of the frame that will hold the content, as the page calls it. */
  frame?: string
  /** The content reaches the frame's edges. */
  flush?: boolean
  /** The content's final size: as many rows of a list, or a height in CSS. */
  content: { rows: number } | { height: string }
}

/** A page whose data is on its way: its title, and its one frame at the final size. */
export function PagePending({
  title,
  facts,
  label,
  hasBar = false,
  frame,
  flush = false,
  content,
}: PagePendingProps) {
  return (
    <>
      <PageHeader title={title} facts={facts} />
      {hasBar ? (
        <ListBar>
          <Skeleton height="28px" />
        </ListBar>
      ) : null}
      <Loading label={label}>
        <Frame {...(frame === undefined ? {} : { label: frame })} flush={flush}>
          {'rows' in content ? <ListSkeleton rows={content.rows} /> : <Skeleton height={content.height} />}
        </Frame>
      </Loading>
    </>
  )
}
