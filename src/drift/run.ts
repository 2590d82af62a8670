import * as v from 'valibot'
import type { Computation } from './define'
import { DriftError } from './errors'
import type { ParamValue } from './params'
import { detectorById } from './registry'
import type { DetectorResult } from './results'
import type { BatchInput } from './sample'

/**
 * Runs a detector by its id, with parameters as they come from a URL, a record or a command line:
 * unknown names are dropped, missing ones take their default.
 * @throws DriftError `unknown-detector`, `bad-parameter` (names the parameter and its range), or the detector's own
 */
export function* runDetector(
  id: string,
  params: Record<string, ParamValue>,
  input: BatchInput,
): Computation<DetectorResult> {
  const detector = detectorById(id)
  if (!detector) {
    throw new DriftError(
      'unknown-detector',
      `This version of Tidemark has no detector '${id}'. Choose another one.`,
    )
  }
  const parsed = v.safeParse(detector.params.schema, params)
  if (!parsed.success) throw new DriftError('bad-parameter', parsed.issues[0].message)
  if (detector.columns === 'one' && input.test.columns.length !== 1) {
    throw new DriftError(
      'one-column',
      `${detector.name} looks at one column, and ${input.test.columns.length} are chosen. Choose one of them.`,
    )
  }
  return yield* detector.run(input, parsed.output)
}
