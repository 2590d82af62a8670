import { Frame } from '~/ui/page/frame'
import { Loading, Skeleton } from '~/ui/states/skeleton'

/** Until the code of the first page is here, and for pages that have no skeleton of their own. */
export function PageSkeleton() {
  return (
    <Loading label="The page is loading">
      <p>
        <Skeleton width="120px" height="20px" />
      </p>
      <p>
        <Skeleton width="260px" />
      </p>
      <br />
      <Frame>
        <Skeleton height="240px" />
      </Frame>
    </Loading>
  )
}
