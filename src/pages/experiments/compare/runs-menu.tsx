import X from 'lucide-react/icons/x'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Dash } from '~/charts/lines/lines-overlay'
import { meansRun } from '~/domain/mlflow/run-ids'
import { formatCount } from '~/lib/format'
import { linkTo, pathTo } from '~/lib/paths'
import { chosenOnArrival } from '~/scaffold/chosen-runs'
import { Button } from '~/ui/controls/button'
import { ChoiceList } from '~/ui/controls/choice-list'
import { TextInput } from '~/ui/controls/field'
import { IconButton } from '~/ui/controls/icon-button'
import { Popover } from '~/ui/overlays/popover'
import type { ColouredRun } from './colouring'
import styles from './page.module.css'

interface RunsMenuProps {
  experimentId: string
  /** Those that are there; after a change the former ones until the answer comes. */
  runs: readonly ColouredRun[]
  /** Those that are chosen. */
  ids: readonly string[]
  onRuns: (ids: readonly string[]) => void
}

/** Runs that are listed at once. */
const MOST_LISTED = 60

/** Which runs are compared, each with its line: to open one, take one out, or go and choose others. */
export function RunsMenu({ experimentId, runs, ids, onRuns }: RunsMenuProps) {
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const wanted = typed.trim().toLowerCase()
  // Where runs are many the address holds beginnings of their ids.
  const chosen = runs.filter(({ run }) => ids.some((id) => meansRun(id, run.id)))
  const found = chosen.filter(({ look }) => look.name.toLowerCase().includes(wanted))
  return (
    <Popover
      label="Compared runs"
      width={320}
      button={
        <span className={styles['quiet']}>
          Runs <b>{formatCount(chosen.length)}</b>
        </span>
      }
    >
      {() => (
        <div className={styles['picker']}>
          <TextInput
            kind="search"
            size={28}
            aria-label="Search compared runs"
            placeholder={`Search ${formatCount(chosen.length)} runs`}
            value={typed}
            onChange={setTyped}
          />
          <ChoiceList label="Compared runs">
            {found.slice(0, MOST_LISTED).map(({ run, look }) => (
              <li key={run.id} className={styles['run']}>
                <Dash series={look} />
                <a href={linkTo('experiments.run', { experiment: run.experimentId, run: run.id })}>
                  {look.name}
                </a>
                <IconButton
                  icon={X}
                  label={`Take ${look.name} out`}
                  onClick={() => onRuns(ids.filter((id) => !meansRun(id, run.id)))}
                />
              </li>
            ))}
          </ChoiceList>
          {found.length === 0 || found.length > MOST_LISTED ? (
            <p className={styles['quiet']}>
              {found.length === 0
                ? 'No run matches.'
                : `${formatCount(found.length - MOST_LISTED)} more: search for them.`}
            </p>
          ) : null}
          <Button
            size={28}
            onClick={() =>
              void navigate(pathTo('experiments.runs', { experiment: experimentId }), {
                state: chosenOnArrival(chosen.map(({ run }) => run.id)),
              })
            }
          >
            Add runs
          </Button>
        </div>
      )}
    </Popover>
  )
}
