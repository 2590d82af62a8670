import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { ParallelChart } from '~/charts/parallel/parallel-chart'
import type { Brushes } from '~/charts/parallel/parallel-scene'
import type { PlannedMetric } from '~/domain/mlflow/series/metric-plan'
import { formatCount } from '~/lib/format'
import { pathTo } from '~/lib/paths'
import { copyLink } from '~/scaffold/copy-link'
import { EmptyState } from '~/ui/states/empty-state'
import type { ColouredRun } from './colouring'
import { parallelAxes } from './parallel-axes'

interface ParallelProps {
  runs: readonly ColouredRun[]
  metrics: readonly PlannedMetric[]
}

/** Parameters beside what came out of them: a line a run. */
export function Parallel({ runs, metrics }: ParallelProps) {
  const navigate = useNavigate()
  const [brushes, setBrushes] = useState<Brushes>({})
  const axes = useMemo(() => parallelAxes(runs, metrics), [runs, metrics])
  const items = useMemo(
    () => runs.map(({ run, look }) => ({ id: run.id, name: look.name, colour: look.colour })),
    [runs],
  )
  const open = (id: string) => {
    const run = runs.find((one) => one.run.id === id)?.run
    if (run) void navigate(pathTo('experiments.run', { experiment: run.experimentId, run: run.id }))
  }
  if (axes.length < 2)
    return (
      <EmptyState
        title="Too little differs"
        text="Parallel axes need two parameters or metrics that are not the same in all runs."
      />
    )
  return (
    <ParallelChart
      title="Parameters and metrics"
      {...(Object.keys(brushes).length === 0
        ? { subtitle: `${formatCount(runs.length)} runs. Drag along an axis to keep a part of them.` }
        : {})}
      items={items}
      axes={axes}
      brushes={brushes}
      onBrushes={setBrushes}
      onChoose={open}
      fileName="compare-parallel"
      onCopyLink={() => void copyLink()}
    />
  )
}
