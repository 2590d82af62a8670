import Download from 'lucide-react/icons/download'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { cellKey, type BatchCell } from '~/domain/mlflow/permissions/batch'
import {
  changeLogCsv,
  ownName,
  type LoggedBatch,
  type LoggedCell,
  type LoggedOutcome,
} from '~/domain/mlflow/permissions/change-log'
import { grantableLevels, levelName } from '~/domain/mlflow/permissions/level'
import { instantText } from '~/lib/dates'
import { counted, formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { changeLogQuery } from '~/queries/mlflow/change-log'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { useAction } from '~/scaffold/use-action'
import { useDraft } from '~/scaffold/use-draft'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { forgetBatches } from '~/stores/change-log'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { DataTable } from '~/ui/lists/data-table'
import { Dialog } from '~/ui/overlays/dialog'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { saveFile } from '~/ui/save-file'
import { EmptyState } from '~/ui/states/empty-state'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { useNow } from '~/ui/words/use-now'
import { When } from '~/ui/words/when'
import { ACCOUNTS } from '../accounts'
import { BatchPanel } from '../matrix/batch-panel'
import { useBatch } from '../matrix/use-batch'
import { permissionServerQuery, type ServerAccess, usePermissionServer } from '../matrix/use-access'
import { NoAccounts } from '../no-accounts'
import { Sections } from '../sections'
import styles from './page.module.css'

export const needs: Needs = ACCOUNTS

export const loader: PageLoader<'permissions.changes'> = ({ client }) =>
  Promise.all([client.ensureQueryData(permissionServerQuery), client.ensureQueryData(changeLogQuery())])

/** Batches that are shown before one asks for more. */
const SHOWN = 20

/** What was changed from this browser, with its undo and its export. */
export function Component() {
  const server = usePermissionServer()
  return server ? <ChangeLog given={server} /> : <NoAccounts title="Change log" />
}

function ChangeLog({ given }: { given: ServerAccess }) {
  const { server, abilities, address, you, refresh } = given
  const client = useQueryClient()
  const batches = usePrefetched(changeLogQuery()).data
  const [shown, setShown] = useState(SHOWN)
  const [asked, setAsked] = useState<LoggedBatch | null>(null)
  const [isForgetting, setForgetting] = useState(false)
  const run = useBatch({
    server,
    levels: grantableLevels(abilities),
    address,
    by: you,
    onEnd: () => refresh(),
  })
  const isRunning = run.batch?.isRunning === true
  const forget = useAction(
    async () => {
      await forgetBatches()
      await client.invalidateQueries({ queryKey: changeLogQuery().queryKey })
    },
    { failure: { toast: 'The change log was not deleted' } },
  )
  const { guard } = useDraft({
    unsaved: isRunning,
    title: 'Leave while changes are being undone?',
    lost: 'Undoing continues in the background; this log shows the outcome of each cell.',
  })
  const here = batches.filter((batch) => batch.server === address)
  return (
    <div className={styles['page']} data-beside={run.batch ? 'yes' : 'no'}>
      <PageHeader
        title="Change log"
        facts={`${formatCount(here.length)} ${here.length === 1 ? 'batch' : 'batches'} applied from this browser on this server`}
        actions={
          <>
            <Button
              icon={Download}
              disabledReason={here.length === 0 ? 'Nothing to export yet.' : null}
              onClick={() =>
                saveFile(
                  new Blob([changeLogCsv(here)], { type: 'text/csv;charset=utf-8' }),
                  'permission-changes.csv',
                )
              }
            >
              Export CSV
            </Button>
            <Button variant="quiet" onClick={() => setForgetting(true)}>
              Forget all
            </Button>
          </>
        }
      />
      <Sections hasRoles={abilities.hasRoles} />
      <div className={styles['batches']}>
        {here.length === 0 ? (
          <Frame label="Change log" flush>
            <EmptyState
              title="No changes from this browser yet"
              text="Every batch you apply is kept here with the outcome of each cell. The log never leaves this browser."
              actions={<LinkButton href={linkTo('permissions')}>Permissions</LinkButton>}
            />
          </Frame>
        ) : null}
        {here.slice(0, shown).map((batch) => (
          <LoggedFrame key={batch.id} batch={batch} isBusy={isRunning} onUndo={() => setAsked(batch)} />
        ))}
        {here.length > shown ? (
          <Button onClick={() => setShown(shown + SHOWN)}>
            Show {formatCount(Math.min(SHOWN, here.length - shown))} more
          </Button>
        ) : null}
      </div>
      <Dialog
        open={asked !== null}
        question
        title={`Undo ${counted(undoCells(asked, you).length, 'change')}?`}
        subtitle="Each cell goes back to its earlier level, unless somebody has changed it since: such cells are listed and not changed."
        onClose={() => setAsked(null)}
        actions={
          <>
            <Button onClick={() => setAsked(null)}>Cancel</Button>
            <Button
              variant="primary"
              onClick={() => {
                run.start(undoCells(asked, you), 'undo')
                setAsked(null)
              }}
            >
              Undo
            </Button>
          </>
        }
      />
      <Dialog
        open={isForgetting}
        question
        title="Delete the change log?"
        subtitle="The log of every server is deleted from this browser. The changes themselves stay, and can no longer be undone from here."
        onClose={() => setForgetting(false)}
        actions={
          <>
            <Button onClick={() => setForgetting(false)}>Cancel</Button>
            <Button
              variant="destructive"
              onClick={() => {
                forget.run()
                setForgetting(false)
              }}
            >
              Forget
            </Button>
          </>
        }
      />
      {run.batch ? <BatchPanel batch={run.batch} run={run} onClose={run.dismiss} /> : null}
      {guard}
    </div>
  )
}

/** Until the log is read. */
export function Pending() {
  return (
    <>
      <PageHeader title="Change log" facts="Changes applied from this browser" />
      <Loading label="Loading the change log">
        <Skeleton height="180px" />
      </Loading>
    </>
  )
}

const KINDS: Readonly<Record<LoggedBatch['kind'], string>> = {
  changes: 'Changes',
  undo: 'Undo',
  retry: 'Tried again',
}

const OUTCOMES: Readonly<Record<LoggedOutcome, string>> = {
  done: 'applied',
  'not-read-back': 'applied, not checked',
  'was-so': 'had that level already',
  conflict: 'changed by somebody else',
  failed: 'failed',
  'not-tried': 'not tried',
}

/** The cells that an undo would write back. */
function undoCells(batch: LoggedBatch | null, you: string): BatchCell[] {
  return (batch?.cells ?? []).flatMap(({ user, resource, name, before, after, outcome }) =>
    before !== 'hidden' && (outcome === 'done' || outcome === 'not-read-back')
      ? [{ user, resource, name, before: after, after: before, isOwn: user === you }]
      : [],
  )
}

function LoggedFrame({ batch, isBusy, onUndo }: { batch: LoggedBatch; isBusy: boolean; onUndo: () => void }) {
  const now = useNow()
  const undone = undoCells(batch, '').length
  const applied = batch.cells.filter(
    ({ outcome }) => outcome === 'done' || outcome === 'not-read-back',
  ).length
  return (
    <Frame
      title={
        <>
          {KINDS[batch.kind]} · <When at={batch.at} now={now} />
        </>
      }
      subtitle={`${formatCount(applied)} of ${formatCount(batch.cells.length)} applied by ${batch.by}`}
      actions={
        <Button
          size={28}
          onClick={onUndo}
          disabledReason={
            isBusy
              ? 'A batch is being applied.'
              : undone === 0
                ? 'Nothing in this batch can be undone from here.'
                : null
          }
        >
          Undo
        </Button>
      }
      flush
    >
      <DataTable<LoggedCell>
        label={`Cells of the batch of ${instantText(batch.at)}`}
        rows={batch.cells}
        rowKey={(cell) => cellKey(cell)}
        emptyState="No cells."
        maxHeight={280}
        compact
        columns={[
          { key: 'user', title: 'User', width: 220, value: ({ user }) => user },
          { key: 'name', title: 'On', width: 220, value: ({ name }) => name },
          { key: 'before', title: 'Before', width: 90, value: ({ before }) => ownName(before) },
          { key: 'after', title: 'After', width: 90, value: ({ after }) => levelName(after) },
          { key: 'outcome', title: 'Outcome', width: 180, value: ({ outcome }) => OUTCOMES[outcome] },
          { key: 'says', title: 'Message', width: 420, value: ({ says }) => says },
        ]}
      />
    </Frame>
  )
}
