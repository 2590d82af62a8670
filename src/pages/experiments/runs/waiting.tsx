import { ListBar } from '~/ui/lists/list-bar'
import { Frame } from '~/ui/page/frame'
import { Loading, Skeleton } from '~/ui/states/skeleton'

/** In the place of the table until its first runs are there. */
export function Waiting() {
  return (
    <Loading label="The runs are loading">
      <ListBar>
        <Skeleton height="36px" />
      </ListBar>
      <Frame label="Table of runs" flush>
        <Skeleton height="420px" />
      </Frame>
    </Loading>
  )
}
