import { counted, formatCount } from '~/lib/format'
import { DriftError } from '../../errors'
import type { Sample } from '../../sample'
import { checkFinite } from '../check-samples'

interface RunTime {
  window: number
  runTime: number
  simulations: number
  referenceRows: number
}

/** Statistics of simulated streams that may be kept: 200 MB. */
const MOST_STATISTICS = 25_000_000

/**
 * The reference of an online detector, and how many streams are simulated from it.
 * @param besides reference rows that are needed beside twice the window
 * @throws DriftError `needs-reference`, `different-columns`, `too-few-rows`, `bad-parameter`, `too-much-work`, `not-finite`
 */
export function checkRunTime(
  name: string,
  { window, runTime, simulations, referenceRows }: RunTime,
  reference: Sample | null,
  columns: number,
  besides: number,
): { reference: Sample; rows: number; draws: number } {
  if (!reference) throw new DriftError('needs-reference', `${name} needs a reference.`)
  if (reference.columns.length !== columns)
    throw new DriftError(
      'different-columns',
      `The reference has ${counted(reference.columns.length, 'column')} and the stream ${formatCount(columns)}. ${name} needs the same in both.`,
    )
  const rows = Math.min(reference.rows, referenceRows)
  const needed = 2 * window - 1 + besides
  if (rows < needed)
    throw new DriftError(
      'too-few-rows',
      `Not enough data: ${name} with a window of ${formatCount(window)} rows needs ${formatCount(needed)} reference rows, and there are ${formatCount(rows)}. Set Window to ${formatCount(Math.max(2, Math.floor((rows - besides + 1) / 2)))} or less, or take more reference rows.`,
    )
  const draws = simulations === 0 ? Math.max(1000, 10 * runTime) : simulations
  if (draws < 2 * runTime)
    throw new DriftError(
      'bad-parameter',
      `${formatCount(draws)} simulated streams cannot show what happens once in ${formatCount(runTime)} rows. Set Simulated streams to 0 or at least ${formatCount(2 * runTime)}.`,
    )
  if (draws * window > MOST_STATISTICS)
    throw new DriftError(
      'too-much-work',
      `${formatCount(draws)} simulated streams with windows of ${formatCount(window)} rows do not fit into memory. Set Simulated streams to ${formatCount(Math.floor(MOST_STATISTICS / window))} or less, or Expected run time to ${formatCount(Math.floor(MOST_STATISTICS / window / 10))} or less.`,
    )
  checkFinite('reference', reference)
  return { reference, rows, draws }
}
