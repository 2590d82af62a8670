import { minuteText } from '~/lib/dates'
import { timeAgo } from './relative-time'
import { Tooltip } from '../overlays/tooltip'

/** How long ago something was, with the instant itself in the tooltip. @param at milliseconds since 1970 UTC; null: not known */
export function When({ at, now }: { at: number | null; now: number }) {
  if (at === null) return <>–</>
  return (
    <Tooltip text={`${minuteText(at)} UTC`}>
      <time dateTime={new Date(at).toISOString()}>{timeAgo(at, now)}</time>
    </Tooltip>
  )
}
