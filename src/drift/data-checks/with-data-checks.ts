import type { Computation, Detector } from '../define'
import { withCopies, withoutPromise, withShared } from '../independence'
import type { DetectorResult } from '../results'
import type { ColumnScaling, Sample } from '../sample'
import { commonValues } from './common-values'
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
  const told = stuck.length === 0 ? found : { ...found, notes: [...found.notes, ...stuck] }
  const result = isBatch ? yield* withSources(told, samples) : told
  const memory = hasLabels ? null : yield* rowMemory(samples)
  if (memory !== null) return withoutPromise(detector, result, memory)
  // Of a stream the order tells more: copies far apart are a season, or a replay.
  const copies = isBatch ? yield* rowCopies(samples) : null
  return copies === null ? result : withCopies(detector, result, copies)
}

/** What of a result may lie in how the samples were made: rows that both have, units, columns that were swapped. */
function* withSources(
  result: DetectorResult,
  { reference, test, scaling = [] }: Samples,
): Computation<DetectorResult> {
  if (reference === null) return result
  const shared = yield* sharedRows({ reference, test })
  const told = shared === null ? result : withShared(result, shared)
  const units = told.drift ? yield* otherUnits({ reference, test }, scaling) : []
  const isKnown = (column: string) => [...told.notes, ...units].some((note) => note.includes(`'${column}'`))
  const common = yield* commonValues({ reference, test }, scaling, isKnown)
  return { ...told, notes: [...told.notes, ...units, ...common] }
}
