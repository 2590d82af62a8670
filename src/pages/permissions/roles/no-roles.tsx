import { linkTo } from '~/lib/paths'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { EmptyState } from '~/ui/states/empty-state'
import { Sections } from '../sections'

/** In the place of roles, where the server is older than they are. */
export function NoRoles({ title, version }: { title: string; version: string }) {
  return (
    <>
      <PageHeader title={title} />
      <Sections hasRoles={false} />
      <Frame label={title} flush>
        <EmptyState
          picture={null}
          title="This server has no roles"
          text={`Roles need MLflow 3.13 or newer; this is ${version}. In the matrix you can change many people at once.`}
          actions={<LinkButton href={linkTo('permissions')}>Matrix</LinkButton>}
        />
      </Frame>
    </>
  )
}
