import { urlChoice, urlCodec, urlText } from '~/lib/url-codec'

/** What of the list of pipelines is shown. It stands in the URL. */
export interface PipelineListSettings {
  /** Part of a name, a branch or a folder. */
  search: string
  show: 'all' | 'failed' | 'building' | 'favourite'
}

export const pipelineListCodec = urlCodec<PipelineListSettings>({
  search: urlText(),
  show: urlChoice(['all', 'failed', 'building', 'favourite']),
})
