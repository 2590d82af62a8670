import type { Detector } from './define'
import { cvmOnline } from './detectors/cvm-online'
import { ensembleBatch } from './detectors/ensemble-batch'
import { ensembleStream } from './detectors/ensemble-stream'
import { fetOnline } from './detectors/fet-online'
import { adwin } from './detectors/adwin'
import { bocd } from './detectors/bocd'
import { cusum } from './detectors/cusum'
import { gma } from './detectors/gma'
import { ddm } from './detectors/ddm'
import { ecddWt } from './detectors/ecdd-wt'
import { eddm } from './detectors/eddm'
import { fhddm } from './detectors/fhddm'
import { hddmA } from './detectors/hddm-a'
import { hddmW } from './detectors/hddm-w'
import { iks } from './detectors/iks'
import { lfr } from './detectors/lfr'
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
import { kswin } from './detectors/kswin'
import { kdqTree } from './detectors/kdq-tree'
import { lsdd } from './detectors/lsdd'
import { mmd } from './detectors/mmd'
import { mmdWindow } from './detectors/mmd-window'
import { nnDvi } from './detectors/nn-dvi'
import { pageHinkley } from './detectors/page-hinkley'
import { rddm } from './detectors/rddm'
import { stepd } from './detectors/stepd'
import { prequentialError } from './detectors/prequential-error'

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
  iks,
  cvmOnline,
  fetOnline,
  // Change detection
  bocd,
  cusum,
  gma,
  adwin,
  kswin,
  pageHinkley,
  // Concept drift
  ddm,
  eddm,
  rddm,
  ecddWt,
  stepd,
  hddmA,
  hddmW,
  fhddm,
  lfr,
  prequentialError,
  // Ensembles
  ensembleStream,
  ensembleBatch,
] as const satisfies readonly Detector[]

const byId = new Map<string, Detector>(detectors.map((d) => [d.id, d]))

/** The detector of this id, or null: ids come from URLs and records, which may be older or newer than this build. */
export function detectorById(id: string): Detector | null {
  return byId.get(id) ?? null
}
