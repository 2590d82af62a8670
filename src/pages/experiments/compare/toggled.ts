import { meansRun } from '~/domain/mlflow/run-ids'
import type { LineLook } from '~/domain/mlflow/series/chart-lines'
import { type ColouredRun, groupsOf } from './colouring'
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

/** The lines of charts of these runs, in their order: one for each, or for each group where groups are drawn. */
export function linesFor(runs: readonly ColouredRun[], band: boolean): LineLook[] {
  if (!band || groupsOf(runs).length === 0) return runs.map(({ look }) => look)
  const groups = new Map(runs.map(({ group, look }) => [group, look.colour]))
  return Array.from(groups, ([name, colour]) => ({ name, colour, style: 0 }))
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
