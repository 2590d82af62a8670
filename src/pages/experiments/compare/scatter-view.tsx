import { useCallback, useMemo } from 'react'
import { useNavigate } from 'react-router'
import { TrendChart } from '~/charts/trend/trend-chart'
import type { TrendPoint } from '~/charts/trend/trend-scene'
import type { PlannedMetric } from '~/domain/mlflow/series/metric-plan'
import { pathTo } from '~/lib/paths'
import { copyLink } from '~/scaffold/copy-link'
import { Button } from '~/ui/controls/button'
import { EmptyState } from '~/ui/states/empty-state'
import { AxisPicker } from './axis-picker'
import { type ColouredRun, groupsOf } from './colouring'
import { spansDecades } from './parallel-axes'
import { firstAxes, leftOutWords, refusalOf, scatterKeys, scatterValues } from './scatter-values'
import type { CompareSettings } from './settings'
import styles from './page.module.css'

interface ScatterProps {
  runs: readonly ColouredRun[]
  metrics: readonly PlannedMetric[]
  settings: Pick<CompareSettings, 'across' | 'up' | 'logs'>
  change: (change: Partial<CompareSettings>) => void
}

/** Two parameters or metrics of each run against each other, and whether they go together. */
export default function Scatter({ runs, metrics, settings, change }: ScatterProps) {
  const navigate = useNavigate()
  const keys = useMemo(() => scatterKeys(runs, metrics), [runs, metrics])
  const first = useMemo(() => firstAxes(runs, metrics), [runs, metrics])
  // A key of a link that these runs do not have is as good as none.
  const known = (id: string, instead: string | undefined) =>
    keys.some((key) => key.id === id) ? id : instead
  const acrossId = known(settings.across, first?.across)
  const upId = known(settings.up, first?.up)
  const across = useMemo(
    () => (acrossId === undefined ? null : scatterValues(runs, acrossId)),
    [runs, acrossId],
  )
  const up = useMemo(() => (upId === undefined ? null : scatterValues(runs, upId)), [runs, upId])
  const points = useMemo(() => pointsOf(runs, across?.values, up?.values), [runs, across, up])
  const open = useCallback(
    (id: string) => {
      const run = runs.find((one) => one.run.id === id)?.run
      if (run) void navigate(pathTo('experiments.run', { experiment: run.experimentId, run: run.id }))
    },
    [runs, navigate],
  )
  if (!across || !up || acrossId === undefined || upId === undefined)
    return (
      <EmptyState
        title="Nothing to compare"
        text="A scatter needs two parameters or metrics, and one of them must differ between the runs."
      />
    )
  const { logs } = settings
  const isLog = {
    across: logs === 'auto' ? spansDecades(across.values) : logs === 'across' || logs === 'both',
    up: logs === 'auto' ? spansDecades(up.values) : logs === 'up' || logs === 'both',
  }
  const toggle = (axis: 'across' | 'up') => {
    const next = { ...isLog, [axis]: !isLog[axis] }
    change({ logs: next.across ? (next.up ? 'both' : 'across') : next.up ? 'up' : 'none' })
  }
  const refusal = refusalOf(across) ?? refusalOf(up)
  return (
    <>
      <div className={styles['bar']}>
        <AxisPicker
          word="x"
          label="Horizontal axis"
          keys={keys}
          value={acrossId}
          onChange={(id) => change({ across: id })}
        />
        <Button size={28} aria-pressed={isLog.across} onClick={() => toggle('across')}>
          {isLog.across ? '✓ Log x' : 'Log x'}
        </Button>
        <AxisPicker
          word="y"
          label="Vertical axis"
          keys={keys}
          value={upId}
          onChange={(id) => change({ up: id })}
        />
        <Button size={28} aria-pressed={isLog.up} onClick={() => toggle('up')}>
          {isLog.up ? '✓ Log y' : 'Log y'}
        </Button>
        <Button
          size={28}
          onClick={() => change({ across: upId, up: acrossId, logs: swapped(settings.logs) })}
        >
          Swap axes
        </Button>
      </div>
      {refusal === null ? (
        <TrendChart
          title={`${up.title} by ${across.title}`}
          note={[leftOutWords(across), acrossId === upId ? '' : leftOutWords(up)]
            .filter((one) => one !== '')
            .join(' ')}
          points={points}
          what="runs"
          xLabel={across.title}
          yLabel={up.title}
          xScale={isLog.across ? 'log' : 'linear'}
          yScale={isLog.up ? 'log' : 'linear'}
          onChoose={open}
          fileName="compare-scatter"
          onCopyLink={() => void copyLink()}
          height={440}
        />
      ) : (
        <EmptyState title="This axis has no numbers" text={refusal} />
      )}
    </>
  )
}

const swapped = (logs: CompareSettings['logs']): CompareSettings['logs'] =>
  logs === 'across' ? 'up' : logs === 'up' ? 'across' : logs

function pointsOf(
  runs: readonly ColouredRun[],
  x: Float64Array | undefined,
  y: Float64Array | undefined,
): TrendPoint[] {
  const hasGroups = groupsOf(runs).length > 0
  return runs.map(({ run, look, group }, k) => ({
    id: run.id,
    name: look.name,
    colour: look.colour,
    symbol: hasGroups ? look.colour : 0,
    group: hasGroups ? group : '',
    x: x?.[k] ?? Number.NaN,
    y: y?.[k] ?? Number.NaN,
  }))
}
