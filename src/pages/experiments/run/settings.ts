import { urlChoice, urlCodec, urlName, urlText } from '~/lib/url-codec'
import { chartFields, type ChartSettings } from '~/scaffold/chart-settings'

/** What of a run is shown. It stands in the URL. */
export interface RunSettings extends ChartSettings {
  view: 'overview' | 'charts' | 'files'
  /** The file that is open; null: none. */
  file: string | null
  /** Part of a key of a metric, parameter or tag. */
  search: string
}

export const runCodec = urlCodec<RunSettings>({
  view: urlChoice(['overview', 'charts', 'files']),
  file: urlName(),
  search: urlText(),
  ...chartFields,
})
