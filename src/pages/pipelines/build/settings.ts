import { urlCodec, urlName } from '~/lib/url-codec'

/** What of a build is open. It stands in the URL. */
export interface BuildSettings {
  /** Id of the stage whose steps and log are shown. */
  stage: string | null
}

export const buildCodec = urlCodec<BuildSettings>({ stage: urlName() })
