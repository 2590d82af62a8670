import type { Detector } from './define'
import { hdddm } from './detectors/hdddm'
import { hellinger } from './detectors/hellinger'
import { bhattacharyya } from './detectors/bhattacharyya'
import { histogramIntersection } from './detectors/histogram-intersection'
import { psi } from './detectors/psi'
import { kl } from './detectors/kl'
import { js } from './detectors/js'
import { cdbd } from './detectors/cdbd'
import { emd } from './detectors/emd'
import { energy } from './detectors/energy'
import { ks } from './detectors/ks'
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
  hellinger,
  bhattacharyya,
  histogramIntersection,
  psi,
  kl,
  js,
  emd,
  energy,
  // Data drift, in batches
  hdddm,
  cdbd,
  // Data drift, along a stream
  mmdWindow,
  // Change detection
  pageHinkley,
  // Concept drift
  // Ensembles
] as const satisfies readonly Detector[]

const byId = new Map<string, Detector>(detectors.map((d) => [d.id, d]))

/** The detector of this id, or null: ids come from URLs and records, which may be older or newer than this build. */
export function detectorById(id: string): Detector | null {
  return byId.get(id) ?? null
}
