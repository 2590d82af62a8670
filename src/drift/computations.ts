import type { FromMembers, ComputationModule } from './computation-module'
import type { Run } from './define'
import type { detectors } from './registry'

type Declared = (typeof detectors)[number]

/**
 * How each detector of the registry computes (and, for a stream that can be fed row by row, its machine), loaded when it first runs. Only `run.ts` imports this
 * table: a page that lists detectors would otherwise carry the numerics of all of them.
 */
export const computations: {
  [D in Declared as D['id']]: () => Promise<ComputationModule<Run<D>> | { fromMembers: FromMembers }>
} = {
  mmd: () => import('./detectors/kernel/mmd.run'),
  lsdd: () => import('./detectors/kernel/lsdd.run'),
  'kdq-tree': () => import('./detectors/multivariate/kdq-tree.run'),
  'nn-dvi': () => import('./detectors/multivariate/nn-dvi.run'),
  ks: () => import('./detectors/column-tests/ks.run'),
  cvm: () => import('./detectors/column-tests/cvm.run'),
  'anderson-darling': () => import('./detectors/column-tests/anderson-darling.run'),
  bws: () => import('./detectors/column-tests/bws.run'),
  kuiper: () => import('./detectors/column-tests/kuiper.run'),
  'mann-whitney': () => import('./detectors/column-tests/mann-whitney.run'),
  welch: () => import('./detectors/column-tests/welch.run'),
  'chi-square': () => import('./detectors/column-tests/chi-square.run'),
  fisher: () => import('./detectors/column-tests/fisher.run'),
  'mmd-window': () => import('./detectors/kernel/mmd-window.run'),
  bocd: () => import('./detectors/change/bocd.run'),
  cusum: () => import('./detectors/change/cusum.run'),
  adwin: () => import('./detectors/change/adwin.run'),
  kswin: () => import('./detectors/change/kswin.run'),
  gma: () => import('./detectors/change/gma.run'),
  'mmd-online': () => import('./detectors/kernel/mmd-online.run'),
  'lsdd-online': () => import('./detectors/kernel/lsdd-online.run'),
  'pca-cd': () => import('./detectors/multivariate/pca-cd.run'),
  'page-hinkley': () => import('./detectors/change/page-hinkley.run'),
  ddm: () => import('./detectors/errors/ddm.run'),
  eddm: () => import('./detectors/errors/eddm.run'),
  rddm: () => import('./detectors/errors/rddm.run'),
  'ecdd-wt': () => import('./detectors/errors/ecdd-wt.run'),
  stepd: () => import('./detectors/errors/stepd.run'),
  'hddm-a': () => import('./detectors/errors/hddm-a.run'),
  'hddm-w': () => import('./detectors/errors/hddm-w.run'),
  fhddm: () => import('./detectors/errors/fhddm.run'),
  lfr: () => import('./detectors/errors/lfr.run'),
  'prequential-error': () => import('./detectors/errors/prequential-error.run'),
  hellinger: () => import('./detectors/distances/hellinger.run'),
  bhattacharyya: () => import('./detectors/distances/bhattacharyya.run'),
  'histogram-intersection': () => import('./detectors/distances/histogram-intersection.run'),
  psi: () => import('./detectors/distances/psi.run'),
  kl: () => import('./detectors/distances/kl.run'),
  js: () => import('./detectors/distances/js.run'),
  emd: () => import('./detectors/distances/emd.run'),
  energy: () => import('./detectors/distances/energy.run'),
  hdddm: () => import('./detectors/column-streams/hdddm.run'),
  cdbd: () => import('./detectors/column-streams/cdbd.run'),
  iks: () => import('./detectors/column-streams/iks.run'),
  'cvm-online': () => import('./detectors/column-streams/cvm-online.run'),
  'fet-online': () => import('./detectors/column-streams/fet-online.run'),
  'ensemble-stream': () => import('./detectors/ensembles/ensemble-stream.run'),
  'ensemble-batch': () => import('./detectors/ensembles/ensemble-batch.run'),
}
