import * as v from 'valibot'
import { computations } from './computations'
import type { Computation, Detector } from './define'
import { DriftError } from './errors'
import type { ParamValue } from './params'
import { detectorById } from './registry'
import type { DetectorResult } from './results'
import type { Sample, Times } from './sample'

interface Samples {
  reference: Sample | null
  test: Sample
  /** Axis of the test rows, for detectors that walk a stream; none where it is left out. */
  times?: Times | null
}

/**
 * A detector that is ready to run. `params` may come from anywhere: they are checked, unknown ones are
 * dropped and missing ones take their defaults.
 * @throws DriftError at its first step: `bad-parameter`, `needs-reference`, `needs-one-column`, and what the detector throws
 */
export type LoadedDetector = (params: unknown, samples: Samples) => Computation<DetectorResult>

/**
 * Loads what a detector computes with; its declaration is in the registry.
 * @throws DriftError `unknown-detector`, `detector-unreachable`
 */
export async function loadDetector(id: string): Promise<LoadedDetector> {
  const detector = detectorById(id)
  if (!detector) throw new DriftError('unknown-detector', `There is no detector '${id}' in this version.`)
  const run = await loadRun(detector)
  return function* (params, samples) {
    const checked = v.safeParse(detector.params.schema, params)
    if (!checked.success) throw new DriftError('bad-parameter', checked.issues[0].message)
    checkFit(detector, samples)
    return yield* run({ times: null, ...samples }, checked.output)
  }
}

/** For the compiler, a detector found by its id may be any; that its samples and parameters fit is checked before. */
type AnyRun = (
  samples: Samples & { times: Times | null },
  params: Record<string, ParamValue>,
) => Computation<DetectorResult>

async function loadRun({ id, name }: Detector): Promise<AnyRun> {
  try {
    const { run } = await computations[id as keyof typeof computations]()
    return run as AnyRun
  } catch {
    throw new DriftError(
      'detector-unreachable',
      `The part of Tidemark that computes ${name} could not be loaded. Is the server that delivers this page still running? Then run it again; if that does not help, reload the page.`,
    )
  }
}

/** @throws DriftError `needs-reference`, `needs-one-column` */
function checkFit(detector: Detector, { reference, test }: Samples): void {
  if (detector.columns === 'one' && test.columns.length !== 1)
    throw new DriftError(
      'needs-one-column',
      `${detector.name} looks at one column, and ${test.columns.length} are chosen. Choose one.`,
    )
  if (!reference && (detector.kind === 'batch' || detector.needsReference))
    throw new DriftError(
      'needs-reference',
      `${detector.name} compares with a reference, and there is none. Choose one.`,
    )
}
