import { urlCodec, urlName } from '~/lib/url-codec'
import { type BuildCount, urlBuilds } from '../build-count'

/** Which branch stands beside the one of the address. It stands in the URL. */
export interface BranchSettings {
  /** Full name of its pipeline; null: none is chosen. */
  with: string | null
  builds: BuildCount
}

export const branchCodec = urlCodec<BranchSettings>({ with: urlName(), builds: urlBuilds() })
