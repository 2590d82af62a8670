import type { detectors } from './registry'

/** What a method page says beyond the declaration: words by people, checked against the code by tests where they can be. */
export interface Method {
  /** The question it answers, in a sentence or two for someone who does not know it. */
  asks: string
  /** Lines of the formula, in plain mathematical letters. */
  formula: readonly string[]
  /** What its chart shows. */
  chart: string
  /** When it misleads, each a sentence, with a measured figure where there is one. */
  pitfalls: readonly string[]
  /** Streaming detectors: how many values before the first alarm is possible. Empty for the others. */
  firstAlarm: string
  /** How libraries differ; `row` is the defect's number in `verify/defects.ts`, where it is one. */
  differences: readonly { library: string; text: string; row?: number }[]
  /** The same computation in Python, ready to run; null where no library has it. */
  python: { library: string; code: string } | null
  /** A bundled sample on which it shows something, with the settings that show it. */
  tryIt: {
    sample: string
    params: Readonly<Record<string, number | string | boolean>>
    columns: readonly string[] | null
    /** First and last row of the reference, for a sample that is one file without a split; the rest is tested. */
    reference?: readonly [first: number, last: number]
  } | null
}

type Declared = (typeof detectors)[number]

/** The words of each detector's method page, loaded when the page is opened. */
export const methods: { [D in Declared as D['id']]: () => Promise<{ method: Method }> } = {
  mmd: () => import('./methods/mmd'),
  lsdd: () => import('./methods/lsdd'),
  'kdq-tree': () => import('./methods/kdq-tree'),
  'nn-dvi': () => import('./methods/nn-dvi'),
  ks: () => import('./methods/ks'),
  cvm: () => import('./methods/cvm'),
  'anderson-darling': () => import('./methods/anderson-darling'),
  bws: () => import('./methods/bws'),
  kuiper: () => import('./methods/kuiper'),
  'mann-whitney': () => import('./methods/mann-whitney'),
  welch: () => import('./methods/welch'),
  'chi-square': () => import('./methods/chi-square'),
  fisher: () => import('./methods/fisher'),
  'mmd-window': () => import('./methods/mmd-window'),
  bocd: () => import('./methods/bocd'),
  cusum: () => import('./methods/cusum'),
  adwin: () => import('./methods/adwin'),
  kswin: () => import('./methods/kswin'),
  gma: () => import('./methods/gma'),
  'mmd-online': () => import('./methods/mmd-online'),
  'lsdd-online': () => import('./methods/lsdd-online'),
  'pca-cd': () => import('./methods/pca-cd'),
  'page-hinkley': () => import('./methods/page-hinkley'),
  ddm: () => import('./methods/ddm'),
  eddm: () => import('./methods/eddm'),
  rddm: () => import('./methods/rddm'),
  'ecdd-wt': () => import('./methods/ecdd-wt'),
  stepd: () => import('./methods/stepd'),
  'hddm-a': () => import('./methods/hddm-a'),
  'hddm-w': () => import('./methods/hddm-w'),
  fhddm: () => import('./methods/fhddm'),
  lfr: () => import('./methods/lfr'),
  'prequential-error': () => import('./methods/prequential-error'),
  hellinger: () => import('./methods/hellinger'),
  bhattacharyya: () => import('./methods/bhattacharyya'),
  'histogram-intersection': () => import('./methods/histogram-intersection'),
  psi: () => import('./methods/psi'),
  kl: () => import('./methods/kl'),
  js: () => import('./methods/js'),
  emd: () => import('./methods/emd'),
  energy: () => import('./methods/energy'),
  hdddm: () => import('./methods/hdddm'),
  cdbd: () => import('./methods/cdbd'),
  iks: () => import('./methods/iks'),
  'cvm-online': () => import('./methods/cvm-online'),
  'fet-online': () => import('./methods/fet-online'),
  'ensemble-stream': () => import('./methods/ensemble-stream'),
  'ensemble-batch': () => import('./methods/ensemble-batch'),
}
