import { Frame } from '~/ui/page/frame'
import { EmptyState } from '~/ui/states/empty-state'

/** In the place of a pipeline's builds before the first one. @param what stands here then: "stages", "times" */
export function NoBuilds({ what }: { what: string }) {
  return (
    <Frame label="Builds">
      <EmptyState
        title="No builds yet"
        text={`Once Jenkins has built this pipeline, its ${what} appear here.`}
      />
    </Frame>
  )
}
