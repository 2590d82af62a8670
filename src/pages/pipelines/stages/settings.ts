import { urlChoice, urlCodec } from '~/lib/url-codec'
import { type BuildCount, urlBuilds } from '../build-count'

/** What of a pipeline's builds is shown. It stands in the URL. */
export interface StageSettings {
  /** Our table, or what Stage View shows. */
  view: 'ours' | 'jenkins'
  state: 'all' | 'success' | 'failed'
  builds: BuildCount
}

export const stageCodec = urlCodec<StageSettings>({
  view: urlChoice(['ours', 'jenkins']),
  state: urlChoice(['all', 'success', 'failed']),
  builds: urlBuilds(),
})
