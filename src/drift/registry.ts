import type { Detector } from './define'
import { kdqTree } from './detectors/kdq-tree'
import { ks } from './detectors/ks'
import { lsdd } from './detectors/lsdd'
import { lsddOnline } from './detectors/lsdd-online'
import { mmd } from './detectors/mmd'
import { mmdOnline } from './detectors/mmd-online'
import { mmdWindow } from './detectors/mmd-window'
import { nnDvi } from './detectors/nn-dvi'
import { pageHinkley } from './detectors/page-hinkley'
import { pcaCd } from './detectors/pca-cd'

/** Every detector there is, in the order people see them. A new one is a file and a line here. */
export const detectors = [
  // Data drift, all columns together
  mmd,
  lsdd,
  kdqTree,
  nnDvi,
  // Data drift, column by column: tests
  ks,
  // Data drift, column by column: distances
  // Data drift, in batches
  // Data drift, along a stream
  mmdWindow,
  mmdOnline,
  lsddOnline,
  pcaCd,
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
