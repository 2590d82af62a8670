import {
  type UrlCodec,
  urlChoice,
  urlCodec,
  urlInterval,
  urlName,
  urlNames,
  urlNumber,
} from '~/lib/url-codec'
import type { ChangeSettings } from '~/scaffold/use-url-settings'

/** Everything that determines what the history shows. It stands in the URL, so that a link reproduces it. */
export interface HistorySettings {
  /** How far back from the newest record. */
  range: '30d' | '90d' | 'all'
  /** Path of the charted parameter, as `flatten` writes it; null: found by itself. */
  metric: string | null
  /** Records that carry all of these. */
  tags: readonly string[]
  /** '': records that name none. */
  model: string | null
  axis: 'time' | 'steps'
  /** Zoom of the chart, milliseconds since 1970 UTC. */
  view: readonly [number, number] | null
  /** A threshold to try. */
  threshold: number | null
  /** Id of the open record. */
  record: string | null
  parameters: 'all' | 'changed'
  /** Columns of the table in their order, by key (`record-columns.tsx`); empty: the usual ones. */
  columns: readonly string[]
  /** "value desc": the most important first; empty: the newest record first. */
  sort: readonly string[]
  /** Ids of records that are compared side by side. */
  compare: readonly string[]
}

export type ChangeHistory = ChangeSettings<HistorySettings>

export const historyCodec: UrlCodec<HistorySettings> = urlCodec<HistorySettings>({
  range: urlChoice(['30d', '90d', 'all'], 'all'),
  metric: urlName(),
  tags: urlNames({ as: 'tag' }),
  model: urlName({ least: 0 }),
  axis: urlChoice(['time', 'steps']),
  // Whole milliseconds, as the records have them: no record at an end is cut off.
  view: urlInterval(([from, to]) => [Math.floor(from), Math.ceil(to)]),
  threshold: urlNumber(),
  record: urlName(),
  parameters: urlChoice(['all', 'changed']),
  columns: urlNames({ as: 'column' }),
  sort: urlNames({ as: 'sort' }),
  compare: urlNames({ as: 'compare' }),
})
