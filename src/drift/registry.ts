import type { Detector } from './define'
import { adwin } from './detectors/adwin'
import { andersonDarling } from './detectors/anderson-darling'
import { bhattacharyya } from './detectors/bhattacharyya'
import { bocd } from './detectors/bocd'
import { bws } from './detectors/bws'
import { cdbd } from './detectors/cdbd'
import { chiSquare } from './detectors/chi-square'
import { cusum } from './detectors/cusum'
import { cvm } from './detectors/cvm'
import { cvmOnline } from './detectors/cvm-online'
import { ddm } from './detectors/ddm'
import { ecddWt } from './detectors/ecdd-wt'
import { eddm } from './detectors/eddm'
import { emd } from './detectors/emd'
import { energy } from './detectors/energy'
import { ensembleBatch } from './detectors/ensemble-batch'
import { ensembleStream } from './detectors/ensemble-stream'
import { fetOnline } from './detectors/fet-online'
import { fhddm } from './detectors/fhddm'
import { fisher } from './detectors/fisher'
import { gma } from './detectors/gma'
import { hdddm } from './detectors/hdddm'
import { hddmA } from './detectors/hddm-a'
import { hddmW } from './detectors/hddm-w'
import { hellinger } from './detectors/hellinger'
import { histogramIntersection } from './detectors/histogram-intersection'
import { iks } from './detectors/iks'
import { js } from './detectors/js'
import { kdqTree } from './detectors/kdq-tree'
import { kl } from './detectors/kl'
import { ks } from './detectors/ks'
import { kswin } from './detectors/kswin'
import { kuiper } from './detectors/kuiper'
import { lfr } from './detectors/lfr'
import { lsdd } from './detectors/lsdd'
import { lsddOnline } from './detectors/lsdd-online'
import { mannWhitney } from './detectors/mann-whitney'
import { mmd } from './detectors/mmd'
import { mmdOnline } from './detectors/mmd-online'
import { mmdWindow } from './detectors/mmd-window'
import { nnDvi } from './detectors/nn-dvi'
import { pageHinkley } from './detectors/page-hinkley'
import { pcaCd } from './detectors/pca-cd'
import { prequentialError } from './detectors/prequential-error'
import { psi } from './detectors/psi'
import { rddm } from './detectors/rddm'
import { stepd } from './detectors/stepd'
import { welch } from './detectors/welch'

/** Every detector there is, in the order people see them. A new one is a file and a line here. */
export const detectors = [
  // Change detection
  cusum,
  pageHinkley,
  gma,
  adwin,
  kswin,
  bocd,
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
  // Data drift, all columns together
  mmd,
  mmdWindow,
  mmdOnline,
  lsdd,
  lsddOnline,
  kdqTree,
  nnDvi,
  pcaCd,
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
  hellinger,
  bhattacharyya,
  histogramIntersection,
  psi,
  kl,
  js,
  emd,
  energy,
  // Data drift, column by column along a stream
  iks,
  cvmOnline,
  fetOnline,
  hdddm,
  cdbd,
  // Ensembles
  ensembleStream,
  ensembleBatch,
] as const satisfies readonly Detector[]

const byId = new Map<string, Detector>(detectors.map((d) => [d.id, d]))

/** The detector of this id, or null: ids come from URLs and records, which may be older or newer than this build. */
export function detectorById(id: string): Detector | null {
  return byId.get(id) ?? null
}
