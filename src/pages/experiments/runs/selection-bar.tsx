import ChartSpline from 'lucide-react/icons/chart-spline'
import Trash2 from 'lucide-react/icons/trash-2'
import X from 'lucide-react/icons/x'
import { idsInLink, MOST_COMPARED } from '~/domain/mlflow/run-ids'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { deleteRun, restoreRun } from '~/queries/mlflow/actions'
import { useAction } from '~/scaffold/use-action'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { IconButton } from '~/ui/controls/icon-button'
import { LinkButton } from '~/ui/controls/link-button'
import styles from './page.module.css'

interface SelectionProps {
  experimentId: string
  ids: readonly string[]
  isDeleted: boolean
  onClear: () => void
}

/** What can be done with the chosen runs, at the foot of the page. */
export function SelectionBar({ experimentId, ids, isDeleted, onClear }: SelectionProps) {
  const restore = useAction(
    async (runs: readonly string[], client) => {
      for (const id of runs) await restoreRun(client, id)
    },
    {
      failure: { toast: 'Not all runs were restored' },
      onDone: (_, runs) => toast({ tone: 'ok', title: `${countOf(runs)} restored` }),
    },
  )
  const remove = useAction(
    async (runs: readonly string[], client) => {
      for (const id of runs) await deleteRun(client, id)
    },
    {
      failure: { toast: 'Not all runs were deleted' },
      onDone: (_, runs) => {
        onClear()
        toast({
          tone: 'ok',
          title: `${countOf(runs)} deleted`,
          text: 'They can be restored until the server cleans up.',
          action: { label: 'Undo', run: () => restore.run(runs) },
        })
      },
    },
  )
  if (ids.length === 0) return null
  return (
    <div className={styles['selection']} role="region" aria-label="Chosen runs">
      <b>{countOf(ids)}</b>
      {ids.length >= 2 && ids.length <= MOST_COMPARED ? (
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
        <Button size={28} busy={restore.busy} onClick={() => restore.run(ids)}>
          {restore.busy ? 'Restoring' : 'Restore'}
        </Button>
      ) : (
        <Button size={28} icon={Trash2} busy={remove.busy} onClick={() => remove.run(ids)}>
          {remove.busy ? 'Deleting' : 'Delete'}
        </Button>
      )}
      <IconButton icon={X} label="Choose none" onClick={onClear} />
    </div>
  )
}

const countOf = (ids: readonly string[]): string =>
  `${formatCount(ids.length)} ${ids.length === 1 ? 'run' : 'runs'}`
