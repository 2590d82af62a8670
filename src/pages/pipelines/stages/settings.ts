import * as v from 'valibot'
import { urlChoice, urlCodec, urlValue } from '~/lib/url-codec'

/** Builds that are loaded, newest first: each costs the server one description, once. */
export const COUNTS = [100, 250, 500] as const

/** What of a pipeline's builds is shown. It stands in the URL. */
export interface StageSettings {
  /** Our table, or what Stage View shows. */
  view: 'ours' | 'jenkins'
  state: 'all' | 'success' | 'failed'
  builds: (typeof COUNTS)[number]
}

export const stageCodec = urlCodec<StageSettings>({
  view: urlChoice(['ours', 'jenkins']),
  state: urlChoice(['all', 'success', 'failed']),
  builds: urlValue(v.pipe(v.string(), v.transform(Number), v.picklist(COUNTS)), COUNTS[0]),
})
