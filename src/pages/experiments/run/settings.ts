import { urlChoice, urlCodec, urlName, urlText } from '~/lib/url-codec'

/** What of a run is shown. It stands in the URL. */
export interface RunSettings {
  view: 'overview' | 'files'
  /** The file that is open; null: none. */
  file: string | null
  /** Part of a key of a metric, parameter or tag. */
  search: string
}

export const runCodec = urlCodec<RunSettings>({
  view: urlChoice(['overview', 'files']),
  file: urlName(),
  search: urlText(),
})
