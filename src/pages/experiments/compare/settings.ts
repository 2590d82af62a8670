import { idsFromLink, idsInLink } from '~/domain/mlflow/run-ids'
import { type UrlField, urlChoice, urlCodec, urlFlag, urlNames, urlText } from '~/lib/url-codec'
import { chartFields, type ChartSettings } from '~/scaffold/chart-settings'
import { hiddenField } from './hidden-places'

/** What is compared, and how. It stands in the URL. */
export interface CompareSettings extends ChartSettings {
  /** Ids, or beginnings of them where they are many. */
  runs: readonly string[]
  /** Those of `runs` that are out of sight for now: they keep their place and their colour. */
  hidden: readonly string[]
  view: 'charts' | 'parallel' | 'scatter' | 'table'
  /** What has one colour: "" decides, "run", "federation", or "param:" and a key. */
  colour: string
  /** A line a group with its standard deviation, instead of one a run. */
  band: boolean
  /** The axes of the scatter: "param:" or "metric:" and a key; "" chooses. */
  across: string
  up: string
  /** Which of them are logarithmic; "auto": those whose values span decades. */
  logs: 'auto' | 'none' | 'across' | 'up' | 'both'
  /** The axes of the parallel picture, as those of the scatter are written; none: the most telling. */
  axes: readonly string[]
  /** What passes the parallel axes, as `textOfBrushes` writes it. */
  brush: string
  /** Also the rows in which all runs are the same. */
  identical: boolean
}

const ids: UrlField<readonly string[]> = {
  fallback: [],
  read: (query, name) => {
    const found = idsFromLink(query.getAll(name).join('.'))
    return found.length > 0 ? found : undefined
  },
  write: (value, query, name) => {
    if (value.length > 0) query.set(name, idsInLink(value))
  },
}

export const compareCodec = urlCodec<CompareSettings>({
  runs: ids,
  hidden: hiddenField(ids),
  view: urlChoice(['charts', 'parallel', 'scatter', 'table']),
  colour: urlText({ isChosen: true }),
  band: urlFlag(false),
  across: urlText({ isChosen: true }),
  up: urlText({ isChosen: true }),
  logs: urlChoice(['auto', 'none', 'across', 'up', 'both']),
  axes: urlNames({ as: 'axis' }),
  // Cut off, it would let others through.
  brush: urlText({ most: 2000 }),
  identical: urlFlag(false),
  ...chartFields,
})
