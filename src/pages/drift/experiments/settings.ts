import { urlChoice, urlCodec, urlText } from '~/lib/url-codec'

/** What of the list of experiments is shown. It stands in the URL. */
export interface ListSettings {
  search: string
  sort: 'last-run' | 'name' | 'created'
  show: 'all' | 'public' | 'mine'
}

export const listCodec = urlCodec<ListSettings>({
  search: urlText(),
  sort: urlChoice(['last-run', 'name', 'created']),
  show: urlChoice(['all', 'public', 'mine']),
})
