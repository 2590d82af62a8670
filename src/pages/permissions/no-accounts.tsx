import LockOpen from 'lucide-react/icons/lock-open'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { EmptyState } from '~/ui/states/empty-state'

/** In the place of a page about permissions, where the server has none. */
export function NoAccounts({ title }: { title: string }) {
  return (
    <>
      <PageHeader title={title} />
      <Frame label={title} flush>
        <EmptyState
          picture={LockOpen}
          title="This server has no accounts"
          text="It runs without MLflow’s basic-auth app, so everybody who reaches it may do everything. Start it with --app-name basic-auth to control access."
        />
      </Frame>
    </>
  )
}
