import type { TraceResult } from '~/drift/results'
import { boundsAt } from '~/lib/bounds'
import { counted } from '~/lib/format'
import type { Places } from './trace-words'

/**
 * Why alarms of a moving limit are no verdict: a limit of 0, as that of DDM after a start without errors, is exceeded by
 * any error whatever. Null where a limit above 0 was exceeded, or the rows after the alarm differ from those before.
 */
export function whyLimitless(trace: TraceResult, places: Places): { title: string; text: string } | null {
  const { alarms, changes, threshold } = trace
  if (alarms.length === 0 || threshold !== null || changes.some(({ kind }) => kind !== 'unconfirmed'))
    return null
  if (!alarms.every(({ start }) => boundsAt(trace, start).upper === 0)) return null
  return {
    title: `No verdict: ${alarms.length === 1 ? 'the alarm' : 'each alarm'} was against a limit of 0`,
    text: `${counted(alarms.length, 'alarm')}, the first ${places.when(trace, alarms[0]!.start)}: no error had come before, so that any error was above the limit. The rows after do not differ from those before. Set a longer warm-up.`,
  }
}
