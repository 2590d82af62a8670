import type { Experiment } from '~/domain/mlflow/experiment'
import type { ListSettings } from './settings'

export interface ListRow {
  experiment: Experiment
  isPinned: boolean
  /** Opened lately in this browser. */
  isRecent: boolean
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * The experiments that match, in their order: pinned ones first, then those opened lately (the latest first, unless
 * another order than the changes was asked for), then the rest.
 */
export function rowsOf(
  experiments: readonly Experiment[],
  { search, sort, tag }: Pick<ListSettings, 'search' | 'sort' | 'tag'>,
  { pinned, recent }: { pinned: readonly string[]; recent: readonly string[] },
): ListRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const place = (id: string): number => {
    if (pinned.includes(id)) return -1
    const visited = recent.indexOf(id)
    return sort === 'changed' && visited >= 0 ? visited : Number.MAX_SAFE_INTEGER
  }
  return experiments
    .filter((experiment) => matches(experiment, words, tag))
    .toSorted((a, b) => place(a.id) - place(b.id) || ORDERS[sort](a, b) || collator.compare(a.id, b.id))
    .map((experiment) => ({
      experiment,
      isPinned: pinned.includes(experiment.id),
      isRecent: recent.includes(experiment.id),
    }))
}

const ORDERS: Readonly<Record<ListSettings['sort'], (a: Experiment, b: Experiment) => number>> = {
  changed: (a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0),
  name: (a, b) => collator.compare(a.name, b.name),
  created: (a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0),
}

function matches(experiment: Experiment, words: readonly string[], tag: string): boolean {
  if (tag !== '' && !experiment.tags.some(({ key, value }) => `${key}=${value}` === tag)) return false
  const text = [
    experiment.name,
    experiment.id,
    experiment.description,
    ...experiment.tags.map(({ key, value }) => `${key}=${value}`),
  ]
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

/** Every tag that some experiment has, as "key=value", with how many have it: what can be filtered by. */
export function tagsOf(experiments: readonly Experiment[]): { tag: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { tags } of experiments)
    for (const { key, value } of tags)
      // MLflow's own are about its pages.
      if (!key.startsWith('mlflow.')) counts.set(`${key}=${value}`, (counts.get(`${key}=${value}`) ?? 0) + 1)
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || collator.compare(a.tag, b.tag))
}
