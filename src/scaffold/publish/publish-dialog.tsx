import Plug from 'lucide-react/icons/plug'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { tagsFromText } from '~/domain/drift-watch/publish'
import { counted } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { connectionsQuery } from '~/queries/connections'
import { driftWatchQueries } from '~/queries/drift-watch/queries'
import { useSession } from '~/queries/session'
import { useDraft } from '../use-draft'
import { Dialog } from '~/ui/overlays/dialog'
import { EmptyState } from '~/ui/states/empty-state'
import { LinkButton } from '~/ui/controls/link-button'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { PublishFields } from './publish-fields'
import { type RecordToPublish, usePublish } from './use-publish'

interface PublishDialogProps {
  record: RecordToPublish
  /** What is sent, and what is not, as a sentence. */
  subtitle: string
  onClose(): void
}

/** What was found here becomes a record on a Drift Watch server. */
export default function PublishDialog({ record, subtitle, onClose }: PublishDialogProps) {
  const [typed, setTyped] = useState(false)
  const draft = useDraft({
    unsaved: typed,
    title: 'Leave without publishing?',
    lost: 'What you chose and typed for this record is lost; your result stays.',
  })
  const leave = () => draft.leave(onClose)
  return (
    <>
      <Dialog open onClose={leave} title="Publish to Drift Watch" subtitle={subtitle} size={640}>
        <Ready record={record} onTyped={() => setTyped(true)} onDone={onClose} onCancel={leave} />
      </Dialog>
      {draft.guard}
    </>
  )
}

interface ReadyProps {
  record: RecordToPublish
  onTyped: () => void
  onDone: () => void
  onCancel: () => void
}

/** Asks for one thing after the other: a server, a person, a registration; then the form. */
function Ready({ record, ...does }: ReadyProps) {
  const backends = useQuery(connectionsQuery())
  const { signedIn } = useSession('drift-watch')
  const server = backends.data?.connections.find(({ id }) => id === 'drift-watch')
  const usable = server?.configured === true && signedIn
  const me = useQuery({ ...driftWatchQueries.me(), enabled: usable })
  const experiments = useQuery({
    ...driftWatchQueries.experiments(),
    enabled: usable && me.data?.user !== undefined && me.data?.user !== null,
  })
  const publish = usePublish()

  const failed = [backends, me, experiments].find((query) => query.isError)
  if (failed)
    return (
      <Problem
        level={3}
        error={failed.error}
        onRetry={() => void failed.refetch()}
        retrying={failed.isFetching}
        actions={<Connections size={28} />}
      />
    )
  if (backends.data && !server?.configured)
    return (
      <Ask
        title="No Drift Watch server is configured"
        text="Set DRIFT_WATCH_URL in .env.local or in the environment and start again with npm run connect."
      />
    )
  if (backends.data && !signedIn)
    return <Ask title="Sign in to publish" text="Drift Watch records who publishes. Your result stays." />
  if (me.data && me.data.user === null)
    return (
      <Ask
        title="This server does not know you yet"
        text="Your sign-in is valid: register once, then publish. Your result stays."
      />
    )
  if (!me.data || !experiments.data)
    return (
      <Loading label="Loading the experiments">
        {[0, 1, 2, 3].map((row) => (
          <p key={row}>
            <Skeleton height="28px" />
          </p>
        ))}
      </Loading>
    )
  return (
    <PublishFields
      experiments={experiments.data.experiments}
      me={me.data}
      tags={record.tags}
      preview={({ model, tags }) =>
        JSON.stringify(record.draft({ model, tags: tagsFromText(tags) }), shortLists, 2)
      }
      onSend={(form, onCreated) => publish(form, { record, onCreated })}
      {...does}
    />
  )
}

function Ask({ title, text }: { title: string; text: ReactNode }) {
  return <EmptyState level={3} picture={Plug} title={title} text={text} actions={<Connections />} />
}

function Connections({ size = 32 }: { size?: 32 | 28 }) {
  return (
    <LinkButton href={linkTo('connections')} icon={Plug} size={size}>
      Connections
    </LinkButton>
  )
}

/** A thousand permuted statistics would bury the rest. */
function shortLists(_key: string, value: unknown): unknown {
  return Array.isArray(value) && value.length > 12 && typeof value[0] === 'number'
    ? counted(value.length, 'number')
    : value
}
