import { useCallback, useMemo } from 'react'
import { useNavigate } from 'react-router'
import { ParallelChart } from '~/charts/parallel/parallel-chart'
import type { PlannedMetric } from '~/domain/mlflow/series/metric-plan'
import { formatCount } from '~/lib/format'
import { pathTo } from '~/lib/paths'
import { copyLink } from '~/scaffold/copy-link'
import { KeyChecks } from '~/scaffold/key-checks'
import { Button } from '~/ui/controls/button'
import { Popover } from '~/ui/overlays/popover'
import { useNarrow } from '~/ui/page/use-narrow'
import { EmptyState } from '~/ui/states/empty-state'
import { useTyped } from '~/scaffold/use-typed'
import { brushesOfText, textOfBrushes } from './brush-text'
import type { ColouredRun } from './colouring'
import { fewAxes, parallelAxes } from './parallel-axes'
import { scatterKeys } from './scatter-values'
import type { CompareSettings } from './settings'
import styles from './page.module.css'

interface ParallelProps {
  runs: readonly ColouredRun[]
  metrics: readonly PlannedMetric[]
  settings: Pick<CompareSettings, 'brush' | 'axes'>
  change: (change: Partial<Pick<CompareSettings, 'brush' | 'axes'>>) => void
}

/** Parameters beside what came out of them: a line a run. */
export function Parallel({ runs, metrics, settings, change }: ParallelProps) {
  const navigate = useNavigate()
  const write = useCallback((brush: string) => change({ brush }), [change])
  // While a brush is dragged the address waits.
  const { text, type } = useTyped(settings.brush, write)
  const brushes = useMemo(() => brushesOfText(text), [text])
  // As a text: while a brush is dragged, its axis stays the same.
  const brushed = Object.keys(brushes).join('\n')
  const isNarrow = useNarrow()
  const keys = useMemo(() => scatterKeys(runs, metrics), [runs, metrics])
  const axes = useMemo(() => {
    const known = new Set(keys.map(({ id }) => id))
    // A key of a link that these runs do not have is as good as none.
    const chosen = settings.axes.filter((id) => known.has(id))
    const all = parallelAxes(runs, metrics, chosen)
    return isNarrow && chosen.length === 0 ? fewAxes(all, brushed.split('\n')) : all
  }, [runs, metrics, keys, settings.axes, isNarrow, brushed])
  const items = useMemo(
    () => runs.map(({ run, look }) => ({ id: run.id, name: look.name, colour: look.colour })),
    [runs],
  )
  const open = (id: string) => {
    const run = runs.find((one) => one.run.id === id)?.run
    if (run) void navigate(pathTo('experiments.run', { experiment: run.experimentId, run: run.id }))
  }
  return (
    <>
      <div className={styles['bar']}>
        <Popover
          label="Axes"
          size={28}
          button={
            <span className={styles['quiet']}>
              Axes <b>{formatCount(axes.length)}</b> of {formatCount(keys.length)}
            </span>
          }
        >
          {() => (
            <KeyChecks
              noun="parameters and metrics"
              items={keys}
              chosen={axes.map(({ key }) => key)}
              onChosen={(next) => change({ axes: next })}
              note="Axes are in the order in which they were chosen."
            />
          )}
        </Popover>
        {settings.axes.length > 0 ? (
          <Button size={28} onClick={() => change({ axes: [] })}>
            Suggested axes
          </Button>
        ) : null}
      </div>
      {axes.length < 2 ? (
        <EmptyState
          title={settings.axes.length > 0 ? 'Only one axis' : 'Nothing to draw'}
          text={
            settings.axes.length > 0
              ? 'Choose two parameters or metrics, or more, under Axes.'
              : 'Parallel axes need two parameters or metrics that are not the same in all runs. Choose others under Axes.'
          }
        />
      ) : (
        <ParallelChart
          title="Parameters and metrics"
          {...(Object.keys(brushes).length === 0
            ? { subtitle: `${formatCount(runs.length)} runs. Drag along an axis to keep a part of them.` }
            : {})}
          items={items}
          axes={axes}
          brushes={brushes}
          onBrushes={(next) => type(textOfBrushes(next))}
          onChoose={open}
          fileName="compare-parallel"
          onCopyLink={() => void copyLink()}
        />
      )}
    </>
  )
}
