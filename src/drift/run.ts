import * as v from 'valibot'
import type { Computation } from './define'
import { DriftError } from './errors'
import { detectorById } from './registry'
import type { DetectorResult } from './results'
import type { Sample } from './sample'

/**
 * Runs a detector by its id. `params` may come from anywhere: they are checked, unknown ones are
 * dropped and missing ones take their defaults.
 * @throws DriftError `unknown-detector`, `bad-parameter`, `needs-reference`, `needs-one-column`, and what the detector throws
 */
export function* runDetector(
  id: string,
  params: unknown,
  samples: { reference: Sample | null; test: Sample },
): Computation<DetectorResult> {
  const detector = detectorById(id)
  if (!detector) throw new DriftError('unknown-detector', `There is no detector '${id}' in this version.`)
  const checked = v.safeParse(detector.params.schema, params)
  if (!checked.success) throw new DriftError('bad-parameter', checked.issues[0].message)
  const { reference, test } = samples
  if (detector.columns === 'one' && test.columns.length !== 1)
    throw new DriftError(
      'needs-one-column',
      `${detector.name} looks at one column, and ${test.columns.length} are chosen. Choose one.`,
    )
  if (detector.kind === 'stream') {
    if (detector.needsReference && !reference) throw needsReference(detector.name)
    return yield* detector.run({ reference, test }, checked.output)
  }
  if (!reference) throw needsReference(detector.name)
  return yield* detector.run({ reference, test }, checked.output)
}

function needsReference(name: string): DriftError {
  return new DriftError(
    'needs-reference',
    `${name} compares with a reference, and there is none. Choose one.`,
  )
}
