import * as v from 'valibot'
import { significant } from '~/lib/format'
import { typed, urlChoice, urlFlag, urlInterval, urlName, urlNames, urlText, urlValue } from '~/lib/url-codec'

/** How the metric charts of a page are drawn. It stands in the page's URL. */
export interface ChartSettings {
  /** "step", "time", "relative", or "metric:" and its key. */
  x: string
  /** Whether the horizontal axis is logarithmic; a time stays linear. */
  log: boolean
  /** Weight of what was before, in [0, 0.99]; 0: none. */
  smoothing: number
  y: 'linear' | 'log' | 'symlog'
  /** Whether outliers set the axis too. */
  outliers: boolean
  /** Metrics whose charts come first. */
  pinned: readonly string[]
  /** Part of the keys whose charts are shown. */
  find: string
  /** What the keys of the shown charts begin with ("": with nothing); null: all. */
  section: string | null
  /** The part of the horizontal axis that is shown, in its units; null: all. */
  zoom: readonly [number, number] | null
}

export const MOST_SMOOTHING = 0.99

/** As it is written: ten digits are more than a screen shows. */
export function roundedZoom(zoom: ChartSettings['zoom']): ChartSettings['zoom'] {
  return zoom && rounded(zoom)
}

/** To be spread into a page's codec. */
export const chartFields = {
  x: urlValue<string>(
    v.pipe(v.string(), v.maxLength(500), v.regex(/^(?:step|time|relative|metric:.+)$/s)),
    'step',
  ),
  log: urlFlag(false),
  smoothing: {
    ...urlValue<number>(
      v.pipe(v.string(), v.regex(/^0(?:\.\d{1,2})?$/), v.transform(Number), v.maxValue(MOST_SMOOTHING)),
      0,
    ),
    isTyped: typed,
  },
  y: urlChoice(['linear', 'log', 'symlog']),
  outliers: urlFlag(true),
  pinned: urlNames({ as: 'pin' }),
  find: urlText(),
  section: urlName({ least: 0 }),
  zoom: urlInterval(rounded),
} as const

/** How the chart of a metric is pinned, and let go. */
export function pinOf(
  metric: string,
  pinned: ChartSettings['pinned'],
  change: (change: Pick<ChartSettings, 'pinned'>) => void,
): { isPinned: boolean; onPin: (isPinned: boolean) => void } {
  return {
    isPinned: pinned.includes(metric),
    onPin: (isPinned) => {
      const others = pinned.filter((key) => key !== metric)
      change({ pinned: isPinned ? [...others, metric] : others })
    },
  }
}

/** The axis that a setting means. */
export function axisOf(x: string): 'step' | 'time' | 'relative' | { metric: string } {
  if (x.startsWith('metric:')) return { metric: x.slice('metric:'.length) }
  return x === 'time' || x === 'relative' ? x : 'step'
}

function rounded([from, to]: readonly [number, number]): [number, number] {
  return [significant(from, 10), significant(to, 10)]
}
