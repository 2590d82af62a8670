import { urlChoice, urlCodec, urlText } from '~/lib/url-codec'
import { type Reach, reads } from './reach'

/** What of a table of who reaches what is shown. It stands in the URL. */
export interface ReachSettings {
  search: string
  show: 'reached' | 'all'
}

export const reachCodec = urlCodec<ReachSettings>({
  search: urlText(),
  show: urlChoice(['reached', 'all']),
})

/** Rows that are asked for; what is not known counts as reached: it may be. */
export function shownReach(rows: readonly Reach[], { search, show }: ReachSettings): readonly Reach[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    const text = `${row.user.name}\n${row.resource.name}\n${row.resource.ref.id}\n${row.source}`.toLowerCase()
    return (show === 'all' || reads(row) !== false) && words.every((word) => text.includes(word))
  })
}
