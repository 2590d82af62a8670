import Plus from 'lucide-react/icons/plus'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Experiment } from '~/domain/mlflow/experiment'
import { formatCount } from '~/lib/format'
import { pathTo } from '~/lib/paths'
import {
  deleteExperiment,
  deleteExperimentTag,
  restoreExperiment,
  setExperimentTag,
} from '~/queries/mlflow/actions'
import { ownRightsQuery, useHasAccounts } from '~/queries/mlflow/own-rights'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { TagsDialog } from '~/scaffold/tags-dialog'
import { useAction } from '~/scaffold/use-action'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { toast } from '~/stores/toasts'
import { useVisited } from '~/stores/visited'
import { Button } from '~/ui/controls/button'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { ListBar } from '~/ui/lists/list-bar'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { Problem } from '~/ui/states/problem'
import { Segmented } from '~/ui/controls/segmented'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { SortMenu, ValueMenu } from '~/ui/overlays/value-menu'
import { ExperimentForm } from './experiment-form'
import { ExperimentTable } from './experiment-table'
import { rowsOf, tagsOf } from './rows'
import { listCodec, type ListSettings } from './settings'
import styles from './page.module.css'

const SORTS: Readonly<Record<ListSettings['sort'], string>> = {
  changed: 'last change',
  name: 'name',
  created: 'created',
}

export const needs: Needs = { server: 'mlflow' }

export const loader: PageLoader<'experiments'> = async ({ client, search }) => {
  const isDeleted = listCodec.read(search).show === 'deleted'
  const { rows } = await client.ensureQueryData(mlflowQueries.experiments(isDeleted))
  if (rows.length === 0) await client.prefetchQuery(ownRightsQuery())
}

type Open = { kind: 'new' } | { kind: 'edit' | 'tags'; experiment: Experiment } | null

/** The experiments of the MLflow server that one may see: to find one, and to keep them in order. */
export function Component() {
  const [settings, change] = useUrlSettings(listCodec)
  const list = usePrefetched(mlflowQueries.experiments(settings.show === 'deleted'))
  const visited = useVisited()
  const navigate = useNavigate()
  const [open, setOpen] = useState<Open>(null)
  const { rows: experiments, unreadable } = list.data
  const rows = rowsOf(experiments, settings, visited)
  const tags = tagsOf(experiments)
  const restore = useAction(({ id }: Experiment, client) => restoreExperiment(client, id), {
    failure: { toast: 'The experiment was not restored' },
    onDone: (_, { name }) => toast({ tone: 'ok', title: 'Experiment restored', text: name }),
  })
  const remove = useAction(({ id }: Experiment, client) => deleteExperiment(client, id), {
    failure: { toast: 'The experiment was not deleted' },
    onDone: (_, experiment) =>
      toast({
        tone: 'ok',
        title: 'Experiment deleted',
        text: `${experiment.name}, with its runs. It can be restored until the server removes it for good.`,
        action: { label: 'Undo', run: () => restore.run(experiment) },
        brings: [experiment.id],
      }),
  })
  // To somebody new the page shows one way to begin, in the middle.
  const hasNone = experiments.length === 0 && settings.show !== 'deleted'
  const create = (
    <Button variant="primary" icon={Plus} onClick={() => setOpen({ kind: 'new' })}>
      New experiment
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Experiments"
        facts={`${formatCount(experiments.length)} ${settings.show === 'deleted' ? 'deleted ' : ''}${experiments.length === 1 ? 'experiment' : 'experiments'} you can read on the MLflow server`}
        actions={hasNone ? undefined : create}
      />
      <ListBar
        search={{
          label: 'Search experiments',
          placeholder: 'Search name, description or tag',
          value: settings.search,
          onChange: (search) => change({ search }),
        }}
        end={<SortMenu sorts={SORTS} value={settings.sort} onChange={(sort) => change({ sort })} />}
      >
        <Segmented
          label="Which experiments"
          value={settings.show}
          options={[
            { value: 'active', label: 'Active' },
            { value: 'deleted', label: 'Deleted' },
          ]}
          onChange={(show) => change({ show })}
        />
        {tags.length === 0 && settings.tag === '' ? null : (
          <ValueMenu
            label="Only with a tag"
            word="Tag"
            value={settings.tag === '' ? 'any' : settings.tag}
            selected={settings.tag}
            items={[
              { id: '', title: 'Any tag or none', run: () => change({ tag: '' }) },
              ...tags.slice(0, 30).map(({ tag, count }) => ({
                id: tag,
                title: tag,
                detail: `${formatCount(count)} ${count === 1 ? 'experiment' : 'experiments'}`,
                run: () => change({ tag }),
              })),
            ]}
          />
        )}
      </ListBar>
      <div className={styles['content']}>
        {list.error ? (
          <Problem error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
        ) : null}
        <Frame label="List of experiments" flush>
          {rows.length > 0 ? (
            <ExperimentTable
              rows={rows}
              onTag={(tag) => change({ tag })}
              onEdit={(experiment) => setOpen({ kind: 'edit', experiment })}
              onTags={(experiment) => setOpen({ kind: 'tags', experiment })}
              onDelete={remove.run}
              onRestore={restore.run}
            />
          ) : experiments.length > 0 ? (
            <EmptyState
              picture={null}
              title={`0 of ${formatCount(experiments.length)} experiments match`}
              text="No name, description or tag matches."
              actions={<Button onClick={() => change({ search: '', tag: '' })}>Clear all</Button>}
            />
          ) : settings.show === 'deleted' ? (
            <EmptyState
              title="Nothing was deleted"
              text="Deleted experiments and their runs are listed here until the server removes them for good."
            />
          ) : (
            <NoExperiments create={create} />
          )}
        </Frame>
        <UnreadableList what="experiment" rows={unreadable} />
      </div>
      {open === null ? null : open.kind === 'tags' ? (
        <TagsDialog
          title={`Tags of ${open.experiment.name}`}
          tags={open.experiment.tags}
          onClose={() => setOpen(null)}
          onSet={(client, key, value) => setExperimentTag(client, open.experiment.id, key, value)}
          onRemove={(client, key) => deleteExperimentTag(client, open.experiment.id, key)}
        />
      ) : (
        <ExperimentForm
          experiment={open.kind === 'edit' ? open.experiment : null}
          onClose={() => setOpen(null)}
          onDone={(id) => {
            setOpen(null)
            if (open.kind === 'new') void navigate(pathTo('experiments.runs', { experiment: id }))
          }}
        />
      )}
    </>
  )
}

/** Where nothing is to be seen: on a server without accounts nobody has to be given anything. */
function NoExperiments({ create }: { create: ReactNode }) {
  const hasAccounts = useHasAccounts()
  return (
    <EmptyState
      title={hasAccounts ? 'No experiments you can read' : 'No experiments yet'}
      text={`An experiment appears here when you log a run to it${hasAccounts ? ', or when somebody gives you permission on one' : ''}.`}
      actions={create}
    />
  )
}

/** Until the list is there. */
export function Pending() {
  return (
    <PagePending
      title="Experiments"
      facts="Experiments of the MLflow server"
      label="The experiments are loading"
      hasBar
      frame="List of experiments"
      flush
      content={{ rows: 5 }}
    />
  )
}
