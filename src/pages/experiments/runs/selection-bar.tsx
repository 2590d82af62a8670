import ChartSpline from 'lucide-react/icons/chart-spline'
import Pencil from 'lucide-react/icons/pencil'
import StickyNote from 'lucide-react/icons/sticky-note'
import TagsIcon from 'lucide-react/icons/tags'
import Trash2 from 'lucide-react/icons/trash-2'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import { idsInLink, MOST_COMPARED } from '~/domain/mlflow/run-ids'
import { linkTo } from '~/lib/paths'
import { changeRuns, type RunsChanged } from '~/queries/mlflow/change-runs'
import { useRefusal } from '~/queries/mlflow/own-rights'
import type { RunTable } from '~/queries/mlflow/runs'
import { useAction } from '~/scaffold/use-action'
import { setSignInWanted } from '~/stores/sign-in-wanted'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { IconButton } from '~/ui/controls/icon-button'
import { LinkButton } from '~/ui/controls/link-button'
import { late } from '~/ui/states/late'
import type { IconType } from '~/ui/words/icon'
import { countOf, outcomeOf, refusalsOf, unsignedOf } from './change-words'
import styles from './page.module.css'

const { Late: RunsTagsDialog, approach } = late(() => import('./runs-tags-dialog'))
const { Late: OneRunDialog, approach: approachOne } = late(() => import('./one-run-dialog'))

interface SelectionProps {
  experimentId: string
  table: RunTable
  ids: readonly string[]
  isDeleted: boolean
  onSelected: (ids: readonly string[]) => void
}

interface Removal {
  runs: readonly string[]
  /** Went already, before a sign-in ended: one *Undo* brings back all. */
  before: readonly string[]
}

type Open = 'tags' | 'rename' | 'note' | null

/** What can be done with the chosen runs, at the foot of the page. */
export function SelectionBar({ experimentId, table, ids, isDeleted, onSelected }: SelectionProps) {
  const [open, setOpen] = useState<Open>(null)
  const owner = { kind: 'experiment', id: experimentId } as const
  const refusal = useRefusal([owner])
  const noUpdate = refusal(owner, 'update')
  const noDelete = refusal(owner, 'delete')
  const restore = useAction(
    (runs: readonly string[], client) => changeRuns(client, runs, { kind: 'restore' }),
    {
      failure: { toast: 'The runs were not restored' },
      onDone: (done) => {
        onSelected(done.refused.map(({ id }) => id))
        tell(done, 'restored', (rest) => restore.run(rest))
      },
    },
  )
  const remove = useAction(({ runs }: Removal, client) => changeRuns(client, runs, { kind: 'delete' }), {
    failure: { toast: 'The runs were not deleted' },
    onDone: (done, { before }) => {
      // What stays is still chosen.
      onSelected(done.refused.map(({ id }) => id))
      const gone = [...before, ...done.changed]
      tell(done, 'deleted', (runs) => remove.run({ runs, before: gone }), {
        brings: gone,
        run: () => restore.run(gone),
      })
    },
  })
  const change = (dialog: Exclude<Open, null>, word: string, icon: IconType, approaches: () => void) => (
    <Button
      size={28}
      icon={icon}
      disabledReason={noUpdate}
      onPointerEnter={approaches}
      onFocus={approaches}
      onClick={() => setOpen(dialog)}
    >
      {word}
    </Button>
  )
  const [first] = ids
  if (first === undefined) return null
  return (
    <div className={styles['selection']} role="region" aria-label="Selected runs">
      <b>{countOf(ids.length)}</b>
      {ids.length > MOST_COMPARED ? (
        <Button
          size={28}
          icon={ChartSpline}
          disabledReason={`At most ${countOf(MOST_COMPARED)} can be compared: select fewer.`}
        >
          Compare
        </Button>
      ) : ids.length >= 2 ? (
        <LinkButton
          size={28}
          variant="primary"
          icon={ChartSpline}
          href={linkTo('experiments.compare', { experiment: experimentId }, { runs: idsInLink(ids) })}
        >
          Compare
        </LinkButton>
      ) : null}
      {isDeleted ? (
        <Button size={28} busy={restore.busy} disabledReason={noDelete} onClick={() => restore.run(ids)}>
          {restore.busy ? 'Restoring' : 'Restore'}
        </Button>
      ) : (
        <>
          {change('tags', 'Edit tags', TagsIcon, approach)}
          {ids.length === 1 ? (
            <>
              {change('rename', 'Rename', Pencil, approachOne)}
              {change('note', 'Edit note', StickyNote, approachOne)}
            </>
          ) : null}
          <Button
            size={28}
            icon={Trash2}
            busy={remove.busy}
            disabledReason={noDelete}
            onClick={() => remove.run({ runs: ids, before: [] })}
          >
            {remove.busy ? 'Deleting' : 'Delete'}
          </Button>
        </>
      )}
      <IconButton icon={X} label="Clear selection" onClick={() => onSelected([])} />
      {open === 'tags' ? <RunsTagsDialog table={table} ids={ids} onClose={() => setOpen(null)} /> : null}
      {open === 'rename' || open === 'note' ? (
        <OneRunDialog id={first} dialog={open} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  )
}

/** @param again after a sign-in, for the runs that waited for it */
function tell(
  done: RunsChanged,
  word: 'deleted' | 'restored',
  again: (rest: readonly string[]) => void,
  undo?: { brings: readonly string[]; run: () => void },
): void {
  const refusals = refusalsOf(done).join(' ')
  const restorable = done.changed.length > 0 ? undo : undefined
  const back = restorable ? { label: 'Undo', run: restorable.run } : null
  const waiting = unsignedOf(done)
  const signIn = waiting && {
    label: 'Sign in',
    run: () => setSignInWanted({ error: waiting.error, again: () => again(waiting.ids) }),
  }
  const [action, otherAction] = [signIn, back].filter((one) => one !== null)
  toast({
    tone: done.refused.length === 0 ? 'ok' : done.changed.length > 0 ? 'warn' : 'fail',
    title: outcomeOf(done, word),
    text: [refusals, restorable ? 'They can be restored until the server removes them for good.' : '']
      .filter(Boolean)
      .join(' '),
    ...(signIn ? { stays: true } : restorable ? { brings: restorable.brings } : {}),
    ...(action ? { action } : {}),
    ...(otherAction ? { otherAction } : {}),
  })
}
