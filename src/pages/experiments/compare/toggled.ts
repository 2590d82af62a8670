import { meansRun } from '~/domain/mlflow/run-ids'
import type { LineLook } from '~/domain/mlflow/series/chart-lines'
import type { ColouredRun } from './colouring'
import type { CompareSettings } from './settings'

/**
 * Which runs are hidden once somebody pressed the name of a line: its run, or all of its group, goes out of sight or
 * comes back. Without any left, all come back.
 */
export function hiddenAfter(
  name: string,
  all: readonly ColouredRun[],
  { runs, hidden, band }: Pick<CompareSettings, 'runs' | 'hidden' | 'band'>,
): readonly string[] {
  const ofGroup = band ? all.filter(({ group }) => group === name) : []
  const meant = ofGroup.length > 0 ? ofGroup : all.filter(({ look }) => look.name === name)
  const ids = runs.filter((id) => meant.some(({ run }) => meansRun(id, run.id)))
  const next = ids.every((id) => hidden.includes(id))
    ? hidden.filter((id) => !ids.includes(id))
    : [...new Set([...hidden, ...ids])]
  return next.length < runs.length ? next : []
}

/** What the legend of a chart offers beside its lines: runs that are hidden, or groups of which no run is in sight. */
export function looksAside(
  all: readonly ColouredRun[],
  shown: readonly ColouredRun[],
  band: boolean,
): LineLook[] {
  const inSight = new Set(shown.map(({ run }) => run.id))
  const hidden = all.filter(({ run }) => !inSight.has(run.id))
  if (!band) return hidden.map(({ look }) => look)
  const groups = new Set(shown.map(({ group }) => group))
  const gone = new Map(hidden.filter(({ group }) => !groups.has(group)).map((one) => [one.group, one.look]))
  return Array.from(gone, ([name, { colour }]) => ({ name, colour, style: 0 }))
}
