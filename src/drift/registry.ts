import type { Detector } from './define'
import { cvmOnline } from './detectors/cvm-online'
import { fetOnline } from './detectors/fet-online'
import { iks } from './detectors/iks'
import { lfr } from './detectors/lfr'
import { ks } from './detectors/ks'
import { mmd } from './detectors/mmd'
import { mmdWindow } from './detectors/mmd-window'
import { pageHinkley } from './detectors/page-hinkley'
import { prequentialError } from './detectors/prequential-error'

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
  iks,
  cvmOnline,
  fetOnline,
  // Change detection
  pageHinkley,
  // Concept drift
  lfr,
  prequentialError,
  // Ensembles
] as const satisfies readonly Detector[]

const byId = new Map<string, Detector>(detectors.map((d) => [d.id, d]))

/** The detector of this id, or null: ids come from URLs and records, which may be older or newer than this build. */
export function detectorById(id: string): Detector | null {
  return byId.get(id) ?? null
}
