import type { Assemble, Computed } from './assembly'
import type { Run } from './define'
import type { detectors } from './registry'

type Declared = (typeof detectors)[number]

/**
 * How each detector of the registry computes (and, for a stream that can be fed row by row, its machine), loaded when it first runs. Only `run.ts` imports this
 * table: a page that lists detectors would otherwise carry the numerics of all of them.
 */
export const computations: {
  [D in Declared as D['id']]: () => Promise<Computed<Run<D>> | { assemble: Assemble }>
} = {
  mmd: () => import('./detectors/mmd.run'),
  lsdd: () => import('./detectors/lsdd.run'),
  'kdq-tree': () => import('./detectors/kdq-tree.run'),
  'nn-dvi': () => import('./detectors/nn-dvi.run'),
  ks: () => import('./detectors/ks.run'),
  cvm: () => import('./detectors/cvm.run'),
  'anderson-darling': () => import('./detectors/anderson-darling.run'),
  bws: () => import('./detectors/bws.run'),
  kuiper: () => import('./detectors/kuiper.run'),
  'mann-whitney': () => import('./detectors/mann-whitney.run'),
  welch: () => import('./detectors/welch.run'),
  'chi-square': () => import('./detectors/chi-square.run'),
  fisher: () => import('./detectors/fisher.run'),
  'mmd-window': () => import('./detectors/mmd-window.run'),
  bocd: () => import('./detectors/bocd.run'),
  cusum: () => import('./detectors/cusum.run'),
  adwin: () => import('./detectors/adwin.run'),
  kswin: () => import('./detectors/kswin.run'),
  gma: () => import('./detectors/gma.run'),
  'mmd-online': () => import('./detectors/mmd-online.run'),
  'lsdd-online': () => import('./detectors/lsdd-online.run'),
  'pca-cd': () => import('./detectors/pca-cd.run'),
  'page-hinkley': () => import('./detectors/page-hinkley.run'),
  ddm: () => import('./detectors/ddm.run'),
  eddm: () => import('./detectors/eddm.run'),
  rddm: () => import('./detectors/rddm.run'),
  'ecdd-wt': () => import('./detectors/ecdd-wt.run'),
  stepd: () => import('./detectors/stepd.run'),
  'hddm-a': () => import('./detectors/hddm-a.run'),
  'hddm-w': () => import('./detectors/hddm-w.run'),
  fhddm: () => import('./detectors/fhddm.run'),
  lfr: () => import('./detectors/lfr.run'),
  'prequential-error': () => import('./detectors/prequential-error.run'),
  hellinger: () => import('./detectors/hellinger.run'),
  bhattacharyya: () => import('./detectors/bhattacharyya.run'),
  'histogram-intersection': () => import('./detectors/histogram-intersection.run'),
  psi: () => import('./detectors/psi.run'),
  kl: () => import('./detectors/kl.run'),
  js: () => import('./detectors/js.run'),
  emd: () => import('./detectors/emd.run'),
  energy: () => import('./detectors/energy.run'),
  hdddm: () => import('./detectors/hdddm.run'),
  cdbd: () => import('./detectors/cdbd.run'),
  iks: () => import('./detectors/iks.run'),
  'cvm-online': () => import('./detectors/cvm-online.run'),
  'fet-online': () => import('./detectors/fet-online.run'),
  'ensemble-stream': () => import('./detectors/ensemble-stream.run'),
  'ensemble-batch': () => import('./detectors/ensemble-batch.run'),
}
