import Copy from 'lucide-react/icons/link'
import Ellipsis from 'lucide-react/icons/ellipsis'
import Pencil from 'lucide-react/icons/pencil'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import StickyNote from 'lucide-react/icons/sticky-note'
import TagsIcon from 'lucide-react/icons/tags'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { durationMs, noteOf, type Run, RUN_TAGS } from '~/domain/mlflow/run'
import { minuteText } from '~/lib/dates'
import { formatDuration } from '~/lib/format'
import { deleteRun, deleteRunTag, restoreRun, setRunTag } from '~/queries/mlflow/actions'
import { useRefusal } from '~/queries/mlflow/own-rights'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { copyLink } from '~/scaffold/copy-link'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { NoteDialog, RenameDialog } from '~/scaffold/run-dialogs'
import { TagsDialog } from '~/scaffold/tags-dialog'
import { useAction } from '~/scaffold/use-action'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { CopyText } from '~/ui/controls/copy-text'
import { Frame } from '~/ui/page/frame'
import { Menu } from '~/ui/overlays/menu'
import { PagePending } from '~/ui/page/page-pending'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { PageHeader } from '~/ui/page/page-header'
import { RunStatusBadge } from '~/ui/words/run-status'
import { Segmented } from '~/ui/controls/segmented'
import { Artifacts } from './artifacts/artifacts'
import { MetricCharts } from './metric-charts'
import { Overview } from './overview'
import { runCodec } from './settings'
import styles from './page.module.css'

export const needs: Needs = { server: 'mlflow' }

export const loader: PageLoader<'experiments.run'> = ({ params, client }) =>
  Promise.all([
    client.ensureQueryData(mlflowQueries.run(params.run)),
    client.ensureQueryData(mlflowQueries.experiment(params.experiment)),
  ])

type Open = 'rename' | 'note' | 'tags' | null

/** One run: what went in, what came out, what it stored. */
export function Component() {
  const { experiment: experimentId, run: id } = usePathParams('experiments.run')
  const [settings, change] = useUrlSettings(runCodec)
  const asked = usePrefetched(mlflowQueries.shownRun(id))
  const run = asked.data
  const experiment = usePrefetched(mlflowQueries.experiment(experimentId)).data
  const [open, setOpen] = useState<Open>(null)
  const owner = { kind: 'experiment', id: run.experimentId } as const
  const refusal = useRefusal([owner])
  const noUpdate = refusal(owner, 'update')
  const noDelete = refusal(owner, 'delete')
  usePageNames({ 'experiments.runs': experiment.name, 'experiments.run': run.name })
  const restore = useAction((_: void, client) => restoreRun(client, id), {
    failure: { toast: 'The run was not restored' },
    onDone: () => toast({ tone: 'ok', title: 'Run restored', text: run.name }),
  })
  const remove = useAction((_: void, client) => deleteRun(client, id), {
    failure: { toast: 'The run was not deleted' },
    onDone: () =>
      toast({
        tone: 'ok',
        title: 'Run deleted',
        text: `${run.name}: it can be restored until the server removes it for good.`,
        action: { label: 'Undo', run: () => restore.run() },
        brings: [id],
      }),
  })
  return (
    <>
      <PageHeader
        title={
          <span className={styles['title']}>
            {run.name === '' ? 'Run without a name' : run.name} <RunStatusBadge status={run.status} />
          </span>
        }
        facts={<Facts run={run} />}
        actions={
          <>
            <Button icon={Copy} onClick={() => void copyLink('The link opens this run as it is shown now.')}>
              Copy link
            </Button>
            <Menu
              label="Actions for this run"
              icon={Ellipsis}
              items={[
                {
                  id: 'rename',
                  title: 'Rename',
                  icon: Pencil,
                  disabledReason: noUpdate,
                  run: () => setOpen('rename'),
                },
                {
                  id: 'note',
                  title: 'Edit note',
                  icon: StickyNote,
                  disabledReason: noUpdate,
                  run: () => setOpen('note'),
                },
                {
                  id: 'tags',
                  title: 'Edit tags',
                  icon: TagsIcon,
                  disabledReason: noUpdate,
                  run: () => setOpen('tags'),
                },
                run.lifecycle === 'deleted'
                  ? {
                      id: 'restore',
                      title: 'Restore',
                      icon: RotateCcw,
                      disabledReason: noDelete,
                      run: () => restore.run(),
                    }
                  : {
                      id: 'delete',
                      title: 'Delete',
                      icon: Trash2,
                      disabledReason: noDelete,
                      destructive: true,
                      run: () => remove.run(),
                    },
              ]}
            />
          </>
        }
      />
      {asked.error ? (
        <Problem error={asked.error} onRetry={() => void asked.refetch()} retrying={asked.isFetching} />
      ) : null}
      {run.lifecycle === 'deleted' ? (
        <Notice
          tone="warning"
          title="This run was deleted."
          actions={
            <Button size={28} busy={restore.busy} disabledReason={noDelete} onClick={() => restore.run()}>
              {restore.busy ? 'Restoring' : 'Restore'}
            </Button>
          }
        >
          It can be restored until the server removes it for good. Searches leave it out.
        </Notice>
      ) : null}
      <div className={styles['bar']}>
        <Segmented
          label="Parts of this run"
          value={settings.view}
          options={[
            { value: 'overview', label: 'Overview' },
            { value: 'charts', label: 'Charts' },
            { value: 'files', label: 'Files' },
          ]}
          onChange={(view) => change({ view })}
        />
      </div>
      {settings.view === 'overview' ? (
        <Overview
          run={run}
          search={settings.search}
          onSearch={(search) => change({ search })}
          noUpdate={noUpdate}
          onEditNote={() => setOpen('note')}
        />
      ) : settings.view === 'charts' ? (
        <MetricCharts run={run} settings={settings} change={change} />
      ) : (
        <Frame title="Files" subtitle="Files this run stored on the server">
          <Artifacts runId={id} chosen={settings.file} onChoose={(file) => change({ file })} />
        </Frame>
      )}
      {open === 'rename' ? <RenameDialog run={run} onClose={() => setOpen(null)} /> : null}
      {open === 'note' ? <NoteDialog runId={id} before={noteOf(run)} onClose={() => setOpen(null)} /> : null}
      {open === 'tags' ? (
        <TagsDialog
          title={`Tags of ${run.name}`}
          tags={run.tags.filter(({ key }) => key !== RUN_TAGS.note)}
          onClose={() => setOpen(null)}
          onSet={(client, key, value) => setRunTag(client, id, key, value)}
          onRemove={(client, key) => deleteRunTag(client, id, key)}
        />
      ) : null}
    </>
  )
}

function Facts({ run }: { run: Run }) {
  const duration = durationMs(run)
  const facts = [
    run.startedAt === null ? null : `Started ${minuteText(run.startedAt)} UTC`,
    duration === null ? null : `took ${formatDuration(duration)}`,
    run.user === '' ? null : `by ${run.user}`,
  ].filter((fact) => fact !== null)
  return (
    <>
      {facts.join(' · ')} {facts.length > 0 ? '· ' : ''}
      <CopyText text={run.id} what="run id" />
    </>
  )
}

/** Until the run is there. */
export function Pending() {
  return (
    <PagePending
      title="Run"
      facts="A run of the MLflow server"
      label="The run is loading"
      content={{ height: '320px' }}
    />
  )
}
