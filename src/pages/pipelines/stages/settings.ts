import { urlChoice, urlCodec, urlName } from '~/lib/url-codec'
import { type BuildCount, urlBuilds } from '../build-count'

/** What of a pipeline's builds is shown. It stands in the URL. */
export interface StageSettings {
  /** Our table, or what Stage View shows. */
  view: 'ours' | 'jenkins'
  state: 'all' | 'success' | 'failed'
  builds: BuildCount
  /** Ids of the oldest and the newest build of a stretch that is looked at alone; null: up to the end. */
  oldest: string | null
  newest: string | null
}

export const stageCodec = urlCodec<StageSettings>({
  view: urlChoice(['ours', 'jenkins']),
  state: urlChoice(['all', 'success', 'failed']),
  builds: urlBuilds(),
  oldest: urlName(),
  newest: urlName(),
})
