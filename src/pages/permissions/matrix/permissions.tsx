import { useQueryClient } from '@tanstack/react-query'
import Ellipsis from 'lucide-react/icons/ellipsis'
import Upload from 'lucide-react/icons/upload'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { batchOf, type BatchCell, type CellResult } from '~/domain/mlflow/permissions/batch'
import { reviewCsv } from '~/domain/mlflow/permissions/csv'
import { draftAt, draftSize } from '~/domain/mlflow/permissions/draft'
import { managedByYou, mayChangeAny } from '~/domain/mlflow/permissions/effective'
import { grantableLevels } from '~/domain/mlflow/permissions/level'
import { estimateMs } from '~/domain/mlflow/permissions/pace'
import { reviewOf } from '~/domain/mlflow/permissions/review'
import { resourceKey } from '~/domain/mlflow/permissions/server'
import { shownAccess } from '~/domain/mlflow/permissions/view'
import { formatCount } from '~/lib/format'
import { useDraft } from '~/scaffold/use-draft'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { Menu } from '~/ui/overlays/menu'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { useNarrow } from '~/ui/page/use-narrow'
import { useRoomBelow } from '~/ui/page/use-room-below'
import { EmptyState } from '~/ui/states/empty-state'
import { Sections } from '../sections'
import { AccessNotices, Corner, defaultWords } from './access-notices'
import { BatchPanel } from './batch-panel'
import { LETTERS, Matrix } from './matrix'
import { ReviewPanel } from './review-panel'
import { matrixCodec, viewOf } from './settings'
import { settleBatch } from './settle'
import type { Access } from './use-access'
import { useBatch } from './use-batch'
import { useLastSet } from './use-last-set'
import { useMatrixDraft } from './use-matrix-draft'
import { MatrixBar } from './matrix-bar'
import { MatrixDialog, type OpenDialog } from './matrix-dialog'
import { menuItems, saveCsv } from './menu-items'
import styles from './page.module.css'

/** From here on the panel stands beside the matrix; in px. */
const WIDE = 1240

/** The matrix with its draft, and what becomes of it: reviewed, applied, told. */
export function Permissions({ access }: { access: Access }) {
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
  const items = menuItems({
    access,
    settings,
    users: shownUsers,
    resources: shownResources,
    noChange,
    mayAddNames: !access.isListed && (isAdmin || managed !== null),
    onDialog: setDialog,
  })

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
      <MatrixBar table={table} levels={levels} settings={settings} change={change} />
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
          onExport={() => saveCsv(reviewCsv(review), 'permission-changes.csv')}
          onApply={() => run.start(batchOf(review.applicable), 'changes')}
        />
      ) : null}
      <MatrixDialog
        open={dialog}
        access={access}
        draft={draft}
        kind={view.kind}
        levels={levels}
        managed={managed}
        onClose={() => setDialog(null)}
        onDraft={draftCells}
      />
      {guard}
    </div>
  )
}
