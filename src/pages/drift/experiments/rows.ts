import type { DriftExperiment, Me } from '~/domain/drift-watch/drift-record'
import { can, levelOf, type Permission } from '~/domain/drift-watch/permission'
import type { ListSettings } from './settings'

export interface ExperimentRow {
  experiment: DriftExperiment
  access: Permission
}

/**
 * The experiments to show, in their order; by last record, those of which none is known come last, newest first.
 * @param lastRecordAt of an experiment's id; null: unknown or never
 */
export function rowsOf(
  experiments: readonly DriftExperiment[],
  settings: ListSettings,
  me: Me | null,
  lastRecordAt: (id: string) => number | null,
): ExperimentRow[] {
  const words = settings.search.trim().toLowerCase().split(/\s+/)
  return experiments
    .filter((experiment) => isShown(experiment, settings.show, me) && matches(experiment, words))
    .toSorted((a, b) => compare(a, b, settings.sort, lastRecordAt))
    .map((experiment) => ({ experiment, access: can.see(experiment, me) }))
}

/** "Mine": a grant names the person or an entitlement of theirs. That an admin may do everything makes nothing theirs. */
function isShown(experiment: DriftExperiment, show: ListSettings['show'], me: Me | null): boolean {
  if (show === 'public') return experiment.isPublic
  if (show === 'mine') return levelOf(experiment, me && { ...me, admin: false }) !== null
  return true
}

function matches({ name, description, id }: DriftExperiment, words: readonly string[]): boolean {
  const text = `${name} ${description ?? ''} ${id}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function compare(
  a: DriftExperiment,
  b: DriftExperiment,
  sort: ListSettings['sort'],
  lastRecordAt: (id: string) => number | null,
): number {
  const byTime = b.createdAt - a.createdAt || names.compare(a.name, b.name)
  if (sort === 'name') return names.compare(a.name, b.name) || byTime
  if (sort === 'created') return byTime
  const [last, other] = [lastRecordAt(a.id), lastRecordAt(b.id)]
  if (last === null || other === null) return Number(last === null) - Number(other === null) || byTime
  return other - last || byTime
}
