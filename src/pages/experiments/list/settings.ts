import { urlChoice, urlCodec, urlText } from '~/lib/url-codec'

/** What of the list of experiments is shown. It stands in the URL. */
export interface ListSettings {
  /** Part of a name, a description or a tag. */
  search: string
  show: 'active' | 'deleted'
  sort: 'changed' | 'name' | 'created'
  /** "team=kit": experiments with this tag alone; empty: all. */
  tag: string
}

export const listCodec = urlCodec<ListSettings>({
  search: urlText(),
  show: urlChoice(['active', 'deleted']),
  sort: urlChoice(['changed', 'name', 'created']),
  tag: urlText({ isChosen: true }),
})
