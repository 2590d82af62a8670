import type { Detector } from './define'
import { adwin } from './detectors/adwin'
import { bocd } from './detectors/bocd'
import { cusum } from './detectors/cusum'
import { gma } from './detectors/gma'
import { ks } from './detectors/ks'
import { kswin } from './detectors/kswin'
import { mmd } from './detectors/mmd'
import { mmdWindow } from './detectors/mmd-window'
import { pageHinkley } from './detectors/page-hinkley'

/** Every detector there is, in the order people see them. A new one is a file and a line here. */
export const detectors = [
  // Data drift, all columns together
  mmd,
  // Data drift, column by column: tests
  ks,
  // Data drift, column by column: distances
  // Data drift, in batches
  // Data drift, along a stream
  mmdWindow,
  // Change detection
  bocd,
  cusum,
  gma,
  adwin,
  kswin,
  pageHinkley,
  // Concept drift
  // Ensembles
] as const satisfies readonly Detector[]

const byId = new Map<string, Detector>(detectors.map((d) => [d.id, d]))

/** The detector of this id, or null: ids come from URLs and records, which may be older or newer than this build. */
export function detectorById(id: string): Detector | null {
  return byId.get(id) ?? null
}
