import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RegisteredModel } from '~/domain/mlflow/model'
import { formatCount } from '~/lib/format'
import { deleteVersionTag, setVersionTag } from '~/queries/mlflow/model-actions'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { TagsDialog } from '~/scaffold/tags-dialog'
import { Button } from '~/ui/controls/button'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { Problem } from '~/ui/states/problem'
import { ListSkeleton } from '~/ui/lists/list-table'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { AliasDialog } from './alias-dialog'
import { LoggedModels } from './logged-models'
import { VersionTable } from './version-table'
import styles from './page.module.css'

/** Versions that are shown at once: each costs the server a question about its run. */
const STEP = 20

interface VersionsProps {
  model: RegisteredModel
  /** Why aliases and tags may not be set, or removed. */
  noUpdate: string | null
  noDelete: string | null
}

/** The versions of a model, and what their experiments logged besides. */
export function Versions({ model, noUpdate, noDelete }: VersionsProps) {
  const { data, error, refetch, isFetching } = useQuery(mlflowQueries.versions(model.name))
  const [count, setCount] = useState(STEP)
  const [open, setOpen] = useState<{ of: 'aliases' | 'tags'; version: string } | null>(null)
  const which = (version: string) => ({ name: model.name, version })
  const shown = (data?.rows ?? []).slice(0, count)
  const runIds = [...new Set(shown.flatMap(({ runId }) => runId ?? []))]
  const answers = useQueries({ queries: runIds.map((id) => mlflowQueries.run(id)) })
  const runs = new Map(runIds.flatMap((id, i) => (answers[i] ? [[id, answers[i]] as const] : [])))
  const server = useQuery(mlflowQueries.server()).data
  const experimentIds = [...new Set(answers.flatMap(({ data: run }) => run?.experimentId ?? []))]
  const rest = (data?.rows.length ?? 0) - shown.length
  return (
    <>
      <Frame title={data ? `Versions ${formatCount(data.rows.length)}` : 'Versions'} flush>
        {error ? (
          <Problem level={3} error={error} onRetry={() => void refetch()} retrying={isFetching} />
        ) : !data ? (
          <ListSkeleton rows={2} />
        ) : data.rows.length === 0 ? (
          <EmptyState
            level={3}
            title="No versions yet"
            text="This model is only a name so far: register a version from a run."
          />
        ) : (
          <VersionTable
            model={model}
            versions={shown}
            runs={runs}
            noUpdate={noUpdate}
            onAliases={(version) => setOpen({ of: 'aliases', version })}
            onTags={(version) => setOpen({ of: 'tags', version })}
          />
        )}
        {rest > 0 ? (
          <div className={styles['more']}>
            <Button size={28} onClick={() => setCount(count + STEP)}>
              Show {formatCount(Math.min(STEP, rest))} more
            </Button>
          </div>
        ) : null}
      </Frame>
      <UnreadableList what="version" rows={data?.unreadable ?? []} />
      {(server?.abilities.hasLoggedModels ? experimentIds : []).map((id) => (
        <LoggedModels key={id} experimentId={id} />
      ))}
      {open?.of === 'aliases' ? (
        <AliasDialog model={model} version={open.version} noRemove={noDelete} onClose={() => setOpen(null)} />
      ) : open?.of === 'tags' ? (
        <TagsDialog
          title={`Tags of version ${open.version}`}
          tags={data?.rows.find(({ version }) => version === open.version)?.tags ?? []}
          noRemove={noDelete}
          onClose={() => setOpen(null)}
          onSet={(client, key, value) => setVersionTag(client, which(open.version), { key, value })}
          onRemove={(client, key) => deleteVersionTag(client, which(open.version), key)}
        />
      ) : null}
    </>
  )
}
