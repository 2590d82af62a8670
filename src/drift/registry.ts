import type { Detector } from './define'
import { adwin } from './detectors/change/adwin'
import { andersonDarling } from './detectors/column-tests/anderson-darling'
import { bhattacharyya } from './detectors/distances/bhattacharyya'
import { bocd } from './detectors/change/bocd'
import { bws } from './detectors/column-tests/bws'
import { cdbd } from './detectors/column-streams/cdbd'
import { chiSquare } from './detectors/column-tests/chi-square'
import { cusum } from './detectors/change/cusum'
import { cvm } from './detectors/column-tests/cvm'
import { cvmOnline } from './detectors/column-streams/cvm-online'
import { ddm } from './detectors/errors/ddm'
import { ecddWt } from './detectors/errors/ecdd-wt'
import { eddm } from './detectors/errors/eddm'
import { emd } from './detectors/distances/emd'
import { energy } from './detectors/distances/energy'
import { ensembleBatch } from './detectors/ensembles/ensemble-batch'
import { ensembleStream } from './detectors/ensembles/ensemble-stream'
import { fetOnline } from './detectors/column-streams/fet-online'
import { fhddm } from './detectors/errors/fhddm'
import { fisher } from './detectors/column-tests/fisher'
import { gma } from './detectors/change/gma'
import { hdddm } from './detectors/column-streams/hdddm'
import { hddmA } from './detectors/errors/hddm-a'
import { hddmW } from './detectors/errors/hddm-w'
import { hellinger } from './detectors/distances/hellinger'
import { histogramIntersection } from './detectors/distances/histogram-intersection'
import { iks } from './detectors/column-streams/iks'
import { js } from './detectors/distances/js'
import { kdqTree } from './detectors/multivariate/kdq-tree'
import { kl } from './detectors/distances/kl'
import { ks } from './detectors/column-tests/ks'
import { kswin } from './detectors/change/kswin'
import { kuiper } from './detectors/column-tests/kuiper'
import { lfr } from './detectors/errors/lfr'
import { lsdd } from './detectors/kernel/lsdd'
import { lsddOnline } from './detectors/kernel/lsdd-online'
import { mannWhitney } from './detectors/column-tests/mann-whitney'
import { mmd } from './detectors/kernel/mmd'
import { mmdOnline } from './detectors/kernel/mmd-online'
import { mmdWindow } from './detectors/kernel/mmd-window'
import { nnDvi } from './detectors/multivariate/nn-dvi'
import { pageHinkley } from './detectors/change/page-hinkley'
import { pcaCd } from './detectors/multivariate/pca-cd'
import { prequentialError } from './detectors/errors/prequential-error'
import { psi } from './detectors/distances/psi'
import { rddm } from './detectors/errors/rddm'
import { stepd } from './detectors/errors/stepd'
import { welch } from './detectors/column-tests/welch'

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
