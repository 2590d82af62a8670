import { choiceOfText, columnId } from '~/domain/mlflow/table/column-id'
import { areFederated, type FederationCounts } from '~/domain/mlflow/table/federation'
import { urlChoice, urlCodec, urlFlag, urlNames, urlText } from '~/lib/url-codec'
import { sortFromTexts } from '~/ui/grid/sort-texts'
import type { SortKey } from '~/ui/lists/table-rows'
import { columnsField } from './packed-columns'

/** What of an experiment's runs is shown. It stands in the URL. */
export interface RunsSettings {
  /** In the filter language. */
  filter: string
  view: 'active' | 'deleted'
  /** "flat", "nested", "federation", or the column that runs are grouped by ("param:lr"); empty: as `groupingOf` finds. */
  group: string
  /** "metric:val/loss desc", "max:val/iou desc": the most important first. */
  sort: readonly string[]
  /** Columns that a person chose, as `textOfChoice` writes them, in their order; empty: the most telling ones. */
  columns: readonly string[]
  /** Columns that stay at the left while the others scroll, beside the name. */
  pinned: readonly string[]
  /** Without columns in which all runs are the same. */
  differing: boolean
}

export const runsCodec = urlCodec<RunsSettings>({
  // Cut off, it would find something else: as long as an address may be.
  filter: urlText({ most: 2000 }),
  view: urlChoice(['active', 'deleted']),
  group: urlText({ isChosen: true }),
  sort: urlNames({ as: 'sort' }),
  columns: columnsField,
  pinned: urlNames({ as: 'pin' }),
  differing: urlFlag(true),
})

/** "metric:val/loss desc" → its column and direction; what is no column is passed over. */
export function sortOf(texts: readonly string[]): SortKey[] {
  return sortFromTexts(texts).filter(({ key }) => choiceOfText(key) !== null)
}

export const NAME_COLUMN = columnId('attribute', 'run_name')
const START_COLUMN = columnId('attribute', 'start_time')

/**
 * How runs are grouped: as a person or their link says, else federated ones by federation, else those of a search below
 * the run that started them. Sorted by anything but their start, they are a ranking over all parents, and stand alone.
 */
export function groupingOf({ group, sort }: Pick<RunsSettings, 'group' | 'sort'>, runs: Grouped): string {
  if (group !== '') return group
  if (areFederated(runs.federated, runs.count)) return 'federation'
  const isByStart = sortOf(sort).every(({ key }) => key === START_COLUMN)
  return runs.nested > 0 && isByStart ? 'nested' : 'flat'
}

interface Grouped {
  count: number
  federated: FederationCounts
  nested: number
}
