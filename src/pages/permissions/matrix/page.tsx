import { useQueryClient } from '@tanstack/react-query'
import Ellipsis from 'lucide-react/icons/ellipsis'
import Upload from 'lucide-react/icons/upload'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { batchOf, type BatchCell, type CellResult } from '~/domain/mlflow/permissions/batch'
import { accessCsv, reviewCsv } from '~/domain/mlflow/permissions/csv'
import { draftAt, draftSize } from '~/domain/mlflow/permissions/draft'
import { managedByYou, mayChangeAny } from '~/domain/mlflow/permissions/effective'
import { grantableLevels, RIGHTS } from '~/domain/mlflow/permissions/level'
import { estimateMs } from '~/domain/mlflow/permissions/pace'
import { reviewOf } from '~/domain/mlflow/permissions/review'
import { resourceKey } from '~/domain/mlflow/permissions/server'
import { shownAccess } from '~/domain/mlflow/permissions/view'
import { formatCount } from '~/lib/format'
import { peopleQueries } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { useDraft } from '~/scaffold/use-draft'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { TextInput } from '~/ui/controls/field'
import { Segmented } from '~/ui/controls/segmented'
import { Menu, type MenuItem } from '~/ui/overlays/menu'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { useNarrow } from '~/ui/page/use-narrow'
import { useRoomBelow } from '~/ui/page/use-room-below'
import { saveFile } from '~/ui/save-file'
import { EmptyState } from '~/ui/states/empty-state'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { ACCOUNTS } from '../accounts'
import { NoAccounts } from '../no-accounts'
import { AddDialog } from '../people/add-dialog'
import { Sections } from '../sections'
import { AccessNotices, Corner, defaultWords } from './access-notices'
import { BatchPanel } from './batch-panel'
import { BulkDialog, type BulkStart } from './bulk-dialog'
import { DefaultDialog } from './default-dialog'
import { FilterPopover } from './filter-popover'
import { ImportDialog } from './import-dialog'
import { LevelPill } from './level-pill'
import { LETTERS, Matrix } from './matrix'
import styles from './page.module.css'
import { ReviewPanel } from './review-panel'
import { matrixCodec, viewOf } from './settings'
import { settleBatch } from './settle'
import {
  type Access,
  permissionServerQuery,
  type ServerAccess,
  useAccess,
  usePermissionServer,
} from './use-access'
import { useBatch } from './use-batch'
import { useLastSet } from './use-last-set'
import { useMatrixDraft } from './use-matrix-draft'

export const needs: Needs = ACCOUNTS

export const loader: PageLoader<'permissions'> = ({ client }) =>
  Promise.all([
    client.ensureQueryData(mlflowQueries.experiments()),
    client.ensureQueryData(mlflowQueries.models()),
    client.ensureQueryData(peopleQueries.directory()),
    client.ensureQueryData(permissionServerQuery),
  ])

/** Who may do what: users × experiments or models, changed as a draft, reviewed, applied. */
export function Component() {
  const server = usePermissionServer()
  return server ? <WithAccess server={server} /> : <NoAccounts title="Permissions" />
}

function WithAccess({ server }: { server: ServerAccess }) {
  return <MatrixPage access={useAccess(server)} />
}

/** Until the lists are there. */
export function Pending() {
  return (
    <>
      <PageHeader title="Permissions" facts="Who may do what on the MLflow server" />
      <Loading label="The permissions are loading">
        <Skeleton height="420px" />
      </Loading>
    </>
  )
}

/** From here on the panel stands beside the matrix; in px. */
const WIDE = 1240

type OpenDialog =
  | { kind: 'bulk'; start: BulkStart }
  | { kind: 'import' }
  | { kind: 'default' | 'names' }
  | null

function MatrixPage({ access }: { access: Access }) {
  const { table, server, you, address, isAdmin, unread } = access
  const { rules } = table
  const client = useQueryClient()
  const isNarrow = useNarrow()
  const [settings, change] = useUrlSettings(matrixCodec)
  const view = useMemo(() => viewOf(settings), [settings])
  const levels = useMemo(() => grantableLevels(rules.abilities), [rules])
  const { draft, set, unset, back, clear } = useMatrixDraft(table, `${you} ${address}`)
  const [isReviewing, setReviewing] = useState(false)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const frame = useRef<HTMLDivElement>(null)
  const maxHeight = useRoomBelow(frame, 320, 52)

  const onEnd = useCallback(
    async (cells: readonly BatchCell[], results: readonly CellResult[]) => {
      await settleBatch(client, isAdmin && !rules.abilities.hasRoles, cells, results)
      unset(
        cells.flatMap(({ user, resource }, i) =>
          results[i]?.state === 'done' ? [{ user, key: resourceKey(resource) }] : [],
        ),
      )
    },
    [client, isAdmin, rules, unset],
  )
  const run = useBatch({ server, levels, address, by: you, onEnd })
  const { batch } = run
  const lastSet = useLastSet(address)
  const context = useMemo(() => ({ lastSet, unread }), [lastSet, unread])

  // Drafts only matter where they keep a row in sight.
  const keeping = view.explicitOnly ? draft : null
  const shown = useMemo(
    () =>
      shownAccess(table, view, (user, key) => keeping !== null && draftAt(keeping, user, key) !== undefined),
    [table, view, keeping],
  )
  const review = useMemo(() => reviewOf(draft, table), [draft, table])
  // The review of ten thousand cells is drawn first, and the cells follow.
  const drawnDraft = useDeferredValue(draft)
  const count = draftSize(draft)
  // A panel goes with the button that was pressed: what it tells of is in the grid, unless another takes its place.
  const toGrid = () =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body)
        frame.current?.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true })
    })
  const hasPanel = batch !== null || (isReviewing && count > 0)

  const draftCells = useCallback<typeof set>(
    (cells, note) => {
      set(cells, note)
      if (window.innerWidth >= WIDE) setReviewing(true)
    },
    [set],
  )
  const { guard, leave } = useDraft({
    unsaved: count > 0 || batch?.isRunning === true,
    title: batch?.isRunning ? 'Leave while changes are being applied?' : 'Leave without applying?',
    lost: batch?.isRunning
      ? 'Applied changes stay, and the rest continues in the background. The change log shows the result.'
      : `${formatCount(count)} drafted ${count === 1 ? 'change is' : 'changes are'} lost.`,
  })

  const managed = useMemo(() => managedByYou(table)[0]?.ref ?? null, [table])
  const noChange = useMemo(
    () =>
      isAdmin || mayChangeAny(table, view.kind)
        ? null
        : `This needs Manage on ${view.kind === 'experiment' ? 'an experiment' : 'a model'}. Ask a manager of one, or an admin.`,
    [table, isAdmin, view.kind],
  )
  const shownUsers = shown.users.flatMap(({ places }) => places)
  const shownResources = shown.resources.flatMap(({ places }) => places)
  const all = table.resources.filter(({ ref }) => ref.kind === view.kind).length
  const word = view.kind === 'experiment' ? 'experiments' : 'models'
  const startBulk = (start: Partial<BulkStart>) =>
    setDialog({
      kind: 'bulk',
      start: {
        what: 'level',
        user: settings.user,
        resource: settings.resource,
        level: 'READ',
        how: 'at-least',
        ...start,
      },
    })
  const save = (text: string, name: string) =>
    saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), name)
  const items: MenuItem[] = [
    {
      id: 'bulk',
      title: 'Change many…',
      detail: 'One level for many, by pattern',
      disabledReason: noChange,
      run: () => startBulk({}),
    },
    {
      id: 'read-all',
      title: 'Read on all for one user…',
      disabledReason: noChange,
      run: () => startBulk({ resource: '', level: 'READ', how: 'at-least' }),
    },
    {
      id: 'copy',
      title: 'Copy one user’s access…',
      disabledReason: noChange,
      run: () => startBulk({ what: 'copy', user: '', resource: '' }),
    },
    {
      id: 'default',
      title: 'Server default…',
      detail: defaultWords(access),
      run: () => setDialog({ kind: 'default' }),
    },
    {
      id: 'export',
      title: 'Export rows as CSV',
      run: () => save(accessCsv(table, shownUsers, shownResources, false), `permissions-${word}.csv`),
    },
    {
      id: 'export-all',
      title: 'Export every cell as CSV',
      detail: 'With the level that applies without a row, and why',
      run: () => save(accessCsv(table, shownUsers, shownResources, true), `permissions-${word}-all.csv`),
    },
    ...(access.isListed || (!isAdmin && managed === null)
      ? []
      : [
          {
            id: 'people',
            title: 'Add names…',
            detail: 'This server does not list its people: type or import the names',
            run: () => setDialog({ kind: 'names' }),
          },
        ]),
  ]

  return (
    <div className={styles['page']} data-beside={hasPanel ? 'yes' : 'no'}>
      <PageHeader
        title="Permissions"
        facts={`${formatCount(shownUsers.length)} ${shownUsers.length === 1 ? 'user' : 'users'} × ${formatCount(shownResources.length)} of ${formatCount(all)} ${word} · MLflow ${rules.version} · server default: ${defaultWords(access)}`}
        actions={
          <>
            {count > 0 && !hasPanel ? (
              <Button variant="primary" onClick={() => setReviewing(true)}>
                Review {formatCount(count)} {count === 1 ? 'change' : 'changes'}
              </Button>
            ) : null}
            <Button icon={Upload} disabledReason={noChange} onClick={() => setDialog({ kind: 'import' })}>
              Import CSV
            </Button>
            <Menu label="More" icon={Ellipsis} items={items} />
          </>
        }
      />
      <Sections hasRoles={rules.abilities.hasRoles} />
      <div className={styles['bar']} data-unprinted="">
        <Segmented
          label="Permissions on"
          value={settings.of}
          options={[
            { value: 'experiments', label: 'Experiments' },
            { value: 'models', label: 'Models' },
          ]}
          onChange={(of) => change({ of })}
        />
        <div className={styles['search']}>
          <TextInput
            kind="search"
            size={28}
            aria-label="User"
            placeholder="User"
            value={settings.user}
            onChange={(user) => change({ user })}
          />
        </div>
        <div className={styles['search']}>
          <TextInput
            kind="search"
            size={28}
            aria-label={view.kind === 'experiment' ? 'Experiment' : 'Model'}
            placeholder={view.kind === 'experiment' ? 'Experiment' : 'Model'}
            value={settings.resource}
            onChange={(resource) => change({ resource })}
          />
        </div>
        <FilterPopover table={table} settings={settings} change={change} />
        <span className={styles['legend']}>
          {levels
            .filter((level) => RIGHTS[level].read)
            .map((level) => (
              <LevelPill key={level} level={level} />
            ))}
          <span className={styles['draft']}>draft</span>
        </span>
      </div>
      <AccessNotices access={access} kind={view.kind} />
      <div ref={frame}>
        <Frame label="Permissions" flush>
          <Matrix
            table={table}
            shown={shown}
            draft={drawnDraft}
            levels={levels}
            context={context}
            corner={<Corner isAdmin={isAdmin} hasRoles={rules.abilities.hasRoles} />}
            emptyState={
              <EmptyState
                picture={null}
                title={`Nothing matches`}
                text={
                  shownUsers.length === 0
                    ? 'No user matches these filters.'
                    : `No ${word.slice(0, -1)} matches these filters.`
                }
                actions={
                  <Button onClick={() => change({ ...matrixCodec.empty, of: settings.of })}>
                    Clear filters
                  </Button>
                }
              />
            }
            maxHeight={maxHeight}
            isNarrow={isNarrow}
            onSet={draftCells}
            onUnset={unset}
            onBack={back}
          />
        </Frame>
      </div>
      <p className={styles['keys']} data-unprinted="">
        Letters set a level ({levels.map((level) => LETTERS[level]).join(', ')}; Del: none), Shift and the
        arrow keys select a range, Ctrl C and V copy it, Ctrl Z undoes the last step.
      </p>
      <UnreadableList what="row" rows={access.unreadable} />
      {batch ? (
        <BatchPanel
          batch={batch}
          run={run}
          onClose={() => {
            run.dismiss()
            toGrid()
          }}
        />
      ) : hasPanel ? (
        <ReviewPanel
          review={review}
          estimateMs={estimateMs(review.requests, access.pace)}
          isReadBack={isAdmin || !rules.abilities.hasRoles}
          onLeaveOut={({ user, resource }) => unset([{ user: user.name, key: resource.key }])}
          onDiscard={() => leave(clear)}
          onClose={() => {
            setReviewing(false)
            toGrid()
          }}
          onExport={() => save(reviewCsv(review), 'permission-changes.csv')}
          onApply={() => run.start(batchOf(review.applicable), 'changes')}
        />
      ) : null}
      {dialog?.kind === 'bulk' ? (
        <BulkDialog
          table={table}
          draft={draft}
          kind={view.kind}
          levels={levels}
          start={dialog.start}
          onClose={() => setDialog(null)}
          onDraft={draftCells}
        />
      ) : dialog?.kind === 'import' ? (
        <ImportDialog
          table={table}
          kind={view.kind}
          listsUsers={rules.abilities.listsUsers}
          onClose={() => setDialog(null)}
          onDraft={(cells, newUsers, note) => {
            access.remember(newUsers)
            draftCells(cells, note)
          }}
        />
      ) : dialog?.kind === 'default' ? (
        <DefaultDialog
          address={address}
          value={rules.default?.from === 'typed' ? rules.default.level : null}
          onClose={() => setDialog(null)}
        />
      ) : dialog?.kind === 'names' ? (
        <AddDialog address={address} managed={managed} onClose={() => setDialog(null)} />
      ) : null}
      {guard}
    </div>
  )
}
