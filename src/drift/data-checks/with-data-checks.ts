import type { Computation, Detector } from '../define'
import { withCopies, withHeavyTails, withMemberTails, withoutPromise, withShared } from '../independence'
import { membersOf } from '../params'
import { detectorById } from '../registry'
import type { DetectorResult } from '../results'
import type { ColumnScaling, Sample } from '../sample'
import { commonValues } from './common-values'
import { rowDigests } from './counted-rows'
import { heavyTails } from './heavy-tails'
import { likeLevelsNotes } from './like-levels'
import { otherUnits } from './other-units'
import { rowCopies } from './row-copies'
import { rowMemory } from './row-memory'
import { sharedRows } from './shared-rows'
import { stuckValues } from './stuck-values'

interface Samples {
  reference: Sample | null
  test: Sample
  /** Columns that were standardised, so that a note can speak of the data's own values. */
  scaling?: readonly ColumnScaling[]
}

/**
 * A result with what a person must know of the data before they believe it, whatever the detector says: notes, and the
 * memory of its rows.
 */
export function* withDataChecks(
  detector: Detector,
  found: DetectorResult,
  samples: Samples,
): Computation<DetectorResult> {
  const { test, scaling = [] } = samples
  const isBatch = detector.kind === 'batch'
  // Labels are looked at in pairs.
  const hasLabels = detector.columns === 'labels'
  const stuck = hasLabels ? [] : yield* stuckValues(test, scaling)
  const judged = yield* withTails(detector, found, test)
  const told = { ...judged, notes: [...judged.notes, ...stuck, ...likeLevelsNotes(test)] }
  // Of a stream the order tells more: rows that are the same are a season, or a replay.
  const digests = isBatch ? yield* digestsOf(samples) : null
  const result = digests === null ? told : yield* withSources(told, samples, digests)
  const memory = hasLabels ? null : yield* rowMemory(samples)
  if (memory !== null) return withoutPromise(detector, result, memory)
  const copies = digests === null ? null : yield* rowCopies(samples, digests)
  return copies === null ? result : withCopies(detector, result, copies)
}

/** What a detector that takes values for normal, or such a member of an ensemble, is told of values that are not. */
function* withTails(detector: Detector, found: DetectorResult, test: Sample): Computation<DetectorResult> {
  const members = detector.family === 'ensemble' ? membersOf(String(found.settings['members'])) : null
  const one = [detector, ...(members ?? []).map(({ id }) => detectorById(id))].find(
    (each) => each?.assumes === 'normal values',
  )
  if (!one) return found
  const tails = yield* heavyTails(test)
  if (tails === null) return found
  return one === detector ? withHeavyTails(detector, found, tails) : withMemberTails(found, one, tails)
}

interface Digests {
  reference: Float64Array | null
  test: Float64Array
}

function* digestsOf({ reference, test }: Samples): Computation<Digests> {
  return {
    reference: reference === null ? null : yield* rowDigests(reference),
    test: yield* rowDigests(test),
  }
}

/** What of a result may lie in how the samples were made: rows that both have, units, columns that were swapped. */
function* withSources(
  result: DetectorResult,
  { reference, test, scaling = [] }: Samples,
  digests: Digests,
): Computation<DetectorResult> {
  if (reference === null || digests.reference === null) return result
  const shared = yield* sharedRows({ reference: digests.reference, test: digests.test })
  const told = shared === null ? result : withShared(result, shared)
  const units = told.drift ? yield* otherUnits({ reference, test }, scaling) : []
  const isKnown = (column: string) => [...told.notes, ...units].some((note) => note.includes(`'${column}'`))
  const common = yield* commonValues({ reference, test }, scaling, isKnown)
  return { ...told, notes: [...told.notes, ...units, ...common] }
}
