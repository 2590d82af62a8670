import { urlChoice, urlCodec, urlNames } from '~/lib/url-codec'
import { type BuildCount, urlBuilds } from '../build-count'

/** What of a pipeline's times is drawn. It stands in the URL. */
export interface TrendSettings {
  /** Stages on each other, or each from zero. */
  mode: 'stacked' | 'separate'
  unit: 'time' | 'share'
  /** Order of the builds. */
  along: 'build' | 'time'
  state: 'all' | 'success'
  builds: BuildCount
  /** Titles of stages that are not drawn. */
  hide: readonly string[]
}

export const trendCodec = urlCodec<TrendSettings>({
  mode: urlChoice(['stacked', 'separate']),
  unit: urlChoice(['time', 'share']),
  along: urlChoice(['build', 'time']),
  state: urlChoice(['all', 'success']),
  builds: urlBuilds(),
  hide: urlNames(),
})
