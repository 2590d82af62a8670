import { urlCodec, urlName } from '~/lib/url-codec'

/** The two builds. They stand in the URL. */
export interface CompareSettings {
  before: string | null
  after: string | null
}

export const compareCodec = urlCodec<CompareSettings>({ before: urlName(), after: urlName() })
