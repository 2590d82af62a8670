import type { Detector } from './define'
import { andersonDarling } from './detectors/anderson-darling'
import { bws } from './detectors/bws'
import { chiSquare } from './detectors/chi-square'
import { cvm } from './detectors/cvm'
import { fisher } from './detectors/fisher'
import { ks } from './detectors/ks'
import { kuiper } from './detectors/kuiper'
import { mannWhitney } from './detectors/mann-whitney'
import { mmd } from './detectors/mmd'
import { mmdWindow } from './detectors/mmd-window'
import { pageHinkley } from './detectors/page-hinkley'
import { welch } from './detectors/welch'

/** Every detector there is, in the order people see them. A new one is a file and a line here. */
export const detectors = [
  // Data drift, all columns together
  mmd,
  // Data drift, column by column: tests
  ks,
  cvm,
  andersonDarling,
  bws,
  kuiper,
  mannWhitney,
  welch,
  chiSquare,
  fisher,
  // Data drift, column by column: distances
  // Data drift, in batches
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
