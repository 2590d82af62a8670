import { urlChoice, urlCodec, urlText } from '~/lib/url-codec'

/** What of the list of models is shown. It stands in the URL. */
export interface ModelListSettings {
  /** Part of a name, a description, a tag or an alias. */
  search: string
  sort: 'changed' | 'name' | 'created'
}

export const modelListCodec = urlCodec<ModelListSettings>({
  search: urlText(),
  sort: urlChoice(['changed', 'name', 'created']),
})
