import Eye from 'lucide-react/icons/eye'
import EyeOff from 'lucide-react/icons/eye-off'
import Alone from 'lucide-react/icons/focus'
import X from 'lucide-react/icons/x'
import { memo, useMemo, useState } from 'react'
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
  /** Those of `ids` that are out of sight. */
  hidden: readonly string[]
  onHidden: (ids: readonly string[]) => void
}

/** Runs that are listed at once. */
const MOST_LISTED = 60

/**
 * Which runs are compared, each with its line: to hide one or all others, open one, take one out, or choose others.
 * Memoise what it takes: of 200 runs it looks up each among 200 ids, and a zoom changes none.
 */
export const RunsMenu = memo(function RunsMenu(props: RunsMenuProps) {
  const { experimentId, runs, ids, onRuns, hidden, onHidden } = props
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const wanted = typed.trim().toLowerCase()
  // Where runs are many the address holds beginnings of their ids.
  const chosen = useMemo(
    () =>
      runs.flatMap((one) => {
        const id = ids.find((own) => meansRun(own, one.run.id))
        return id === undefined ? [] : [{ ...one, id }]
      }),
    [runs, ids],
  )
  const shown = chosen.filter(({ id }) => !hidden.includes(id))
  const found = chosen.filter(({ look }) => look.name.toLowerCase().includes(wanted))
  return (
    <Popover
      label="Compared runs"
      width={320}
      button={
        <span className={styles['quiet']}>
          Runs{' '}
          <b>
            {shown.length > 0 && shown.length < chosen.length
              ? `${formatCount(shown.length)} of ${formatCount(chosen.length)}`
              : formatCount(chosen.length)}
          </b>
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
            {found.slice(0, MOST_LISTED).map(({ id, run, look }) => {
              const isHidden = hidden.includes(id)
              const others = ids.filter((one) => one !== id)
              return (
                <li key={run.id} className={styles['run']} {...(isHidden ? { 'data-hidden': '' } : {})}>
                  <Dash series={look} />
                  <a href={linkTo('experiments.run', { experiment: run.experimentId, run: run.id })}>
                    {look.name}
                  </a>
                  <span className={styles['acts']}>
                    <IconButton
                      icon={isHidden ? EyeOff : Eye}
                      label={`Hide ${look.name}`}
                      aria-pressed={isHidden}
                      size={24}
                      disabledReason={!isHidden && shown.length === 1 ? 'it is the only one shown' : null}
                      onClick={() =>
                        onHidden(isHidden ? hidden.filter((one) => one !== id) : [...hidden, id])
                      }
                    />
                    <IconButton
                      icon={Alone}
                      label={`Show ${look.name} alone`}
                      size={24}
                      onClick={() => onHidden(others)}
                    />
                    <IconButton
                      icon={X}
                      label={`Remove ${look.name}`}
                      size={24}
                      onClick={() => onRuns(others)}
                    />
                  </span>
                </li>
              )
            })}
          </ChoiceList>
          {found.length === 0 || found.length > MOST_LISTED ? (
            <p className={styles['quiet']}>
              {found.length === 0
                ? 'No run matches.'
                : `${formatCount(found.length - MOST_LISTED)} more: search for them.`}
            </p>
          ) : null}
          <div className={styles['actions']}>
            {shown.length < chosen.length ? (
              <Button size={28} onClick={() => onHidden([])}>
                Show all
              </Button>
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
        </div>
      )}
    </Popover>
  )
})
