import { formatCount, formatNumber } from '~/lib/format'
import { areDrift, withoutEarly } from './changes'
import type { Detector } from './define'
import type { DetectorResult, RowMemory } from './results'
import type { Tails } from './data-checks/heavy-tails'
import type { RowCopies } from './data-checks/row-copies'
import type { SharedRows } from './data-checks/shared-rows'

/** What becomes of a detector's promise where each row resembles the one before, as the end of a sentence. */
function consequence({ kind, promise }: Detector): string {
  switch (promise) {
    case 'alpha':
      return kind === 'batch'
        ? 'p is too small, and drift is found more often than α says'
        : 'alarms come more often than α says'
    case 'run-time':
      return 'false alarms come sooner than the run time that is asked for'
    case 'none':
      return kind === 'batch'
        ? 'samples differ more by chance, and a p-value by permutations is too small'
        : 'false alarms come more often than on independent rows'
  }
}

/** What a method's page says of it. Every detector here counts rows as independent. */
export function independenceWords(detector: Detector): string {
  return `Rows count as independent. Where each resembles the one before, as days of weather do, ${consequence(detector)}.`
}

/** The same of a result whose rows have memory: its note, and α no longer as a promise. */
export function withoutPromise(
  detector: Detector,
  result: DetectorResult,
  memory: RowMemory,
): DetectorResult {
  const { side, column, lag1, limit } = memory
  const where = side === 'reference' ? 'reference' : detector.kind === 'stream' ? 'stream' : 'test sample'
  const notes = [
    ...result.notes,
    `Each row resembles the one before: the lag-1 autocorrelation of ${column} in the ${where} is ${formatNumber(lag1)}; of independent rows it is at most about ${formatNumber(limit)}. So ${consequence(detector)}${detector.promise === 'alpha' && detector.kind === 'stream' ? ' (MMD over time at an autocorrelation of 0.5 and α = 0.05: in half of all streams without a change)' : ''}.`,
  ]
  if (result.shape !== 'trace') return { ...result, memory, notes }
  const changes = withoutEarly(result.changes)
  const trace = { ...result, memory, notes, changes, drift: areDrift(changes) }
  if (detector.promise === 'none' || result.thresholdRule === '') return trace
  return {
    ...trace,
    thresholdRule: `For independent rows, which these are not: ${inSentence(result.thresholdRule)}`,
  }
}

/** A result of a detector that takes values for normal, with the note that they are not, and its rule for normal ones only. */
export function withHeavyTails<R extends DetectorResult>({ name }: Detector, result: R, tails: Tails): R {
  const notes = [
    ...result.notes,
    `${name} takes the values between two changes for normal, and these are not: ${tailsWords(tails)}. So false alarms come more often than on normal values (${MEASURED}).`,
  ]
  return result.shape === 'trace' && result.thresholdRule !== ''
    ? {
        ...result,
        notes,
        thresholdRule: `For normal values, which these are not: ${inSentence(result.thresholdRule)}`,
      }
    : { ...result, notes }
}

/** A result of an ensemble with the note that values are not what a member takes them for. */
export function withMemberTails<R extends DetectorResult>(result: R, member: Detector, tails: Tails): R {
  const note = `${member.name}, a member, takes the values between two changes for normal, and those of ${tails.column} are not: ${tailsWords(tails)}. So it votes for a change that is none more often than on normal values (${MEASURED} by itself). Take it out of Members, or ask for more votes.`
  return { ...result, notes: [...result.notes, note] }
}

/** Of BOCD, the one detector that takes values for normal (`heavy-tails.ts`). */
const MEASURED = 'measured: 15 in 10 000 normal values without a change, 170 in exponential ones'

const tailsWords = ({ ratio, limit }: Tails): string =>
  `neighbours differ by ${formatNumber(ratio)} of the root mean square of their differences; normal ones differ by at least about ${formatNumber(limit)} of it`

/** A result with the note that rows were copied. */
export function withCopies(
  detector: Detector,
  result: DetectorResult,
  { side, rows, different }: RowCopies,
): DetectorResult {
  const sample = side === 'reference' ? 'reference' : 'test sample'
  const note = `Rows repeat: of ${formatCount(rows)} rows of the ${sample} ${formatCount(different)} are different. Copies are not independent rows, so ${consequence(detector)}.`
  return { ...result, notes: [...result.notes, note] }
}

/** A result with the note that rows stand in both samples. */
export function withShared(result: DetectorResult, { rows, of }: SharedRows): DetectorResult {
  const note =
    rows === of
      ? `All ${formatCount(of)} test rows are rows of the reference, value for value. Check that the test sample is the one you meant.`
      : `${formatCount(rows)} of ${formatCount(of)} test rows are rows of the reference, value for value, so a drift shows less than it should. Compare samples that share no rows.`
  return { ...result, notes: [...result.notes, note] }
}

function inSentence(text: string): string {
  return /^\p{Lu}[\p{Ll} ]/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
