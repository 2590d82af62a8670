import { type Calibration, calibrate, type Effort } from './calibration'
import type { StreamDetector } from './define'
import { driveSync } from './drive'
import { detectors } from './registry'
import { loadDetector } from './run'

/** What `npm run calibrate` does for most detectors: a million quiet rows would take hours for the slowest. */
const USUAL: Effort = { quietStreams: 20, quietRows: 10_000, stepStreams: 100 }
/** Detectors that compare with a whole reference at every row, or simulate their thresholds. */
const SLOW: Effort = { quietStreams: 5, quietRows: 2000, stepStreams: 20 }

function effortFor(detector: StreamDetector): Effort {
  return detector.needsReference ? SLOW : USUAL
}

/** Streaming detectors that stand by themselves: an ensemble is what its members are. */
export function calibratedDetectors(): StreamDetector[] {
  return detectors.filter(
    (d): d is typeof d & StreamDetector => d.kind === 'stream' && d.family !== 'ensemble',
  )
}

/** One row of the table: the same numbers in every engine, from fixed seeds. */
export async function calibrationOf(
  detector: StreamDetector,
  effort = effortFor(detector),
): Promise<Calibration> {
  return driveSync(calibrate(detector, await loadDetector(detector.id), effort))
}
