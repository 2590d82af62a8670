import type { detectors } from './registry'

/** What a method page says beyond the declaration: words by people, checked against the code by tests where they can be. */
export interface Guide {
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
export const guides: { [D in Declared as D['id']]: () => Promise<{ guide: Guide }> } = {
  mmd: () => import('./guides/mmd'),
  lsdd: () => import('./guides/lsdd'),
  'kdq-tree': () => import('./guides/kdq-tree'),
  'nn-dvi': () => import('./guides/nn-dvi'),
  ks: () => import('./guides/ks'),
  cvm: () => import('./guides/cvm'),
  'anderson-darling': () => import('./guides/anderson-darling'),
  bws: () => import('./guides/bws'),
  kuiper: () => import('./guides/kuiper'),
  'mann-whitney': () => import('./guides/mann-whitney'),
  welch: () => import('./guides/welch'),
  'chi-square': () => import('./guides/chi-square'),
  fisher: () => import('./guides/fisher'),
  'mmd-window': () => import('./guides/mmd-window'),
  bocd: () => import('./guides/bocd'),
  cusum: () => import('./guides/cusum'),
  adwin: () => import('./guides/adwin'),
  kswin: () => import('./guides/kswin'),
  gma: () => import('./guides/gma'),
  'mmd-online': () => import('./guides/mmd-online'),
  'lsdd-online': () => import('./guides/lsdd-online'),
  'pca-cd': () => import('./guides/pca-cd'),
  'page-hinkley': () => import('./guides/page-hinkley'),
  ddm: () => import('./guides/ddm'),
  eddm: () => import('./guides/eddm'),
  rddm: () => import('./guides/rddm'),
  'ecdd-wt': () => import('./guides/ecdd-wt'),
  stepd: () => import('./guides/stepd'),
  'hddm-a': () => import('./guides/hddm-a'),
  'hddm-w': () => import('./guides/hddm-w'),
  fhddm: () => import('./guides/fhddm'),
  lfr: () => import('./guides/lfr'),
  'prequential-error': () => import('./guides/prequential-error'),
  hellinger: () => import('./guides/hellinger'),
  bhattacharyya: () => import('./guides/bhattacharyya'),
  'histogram-intersection': () => import('./guides/histogram-intersection'),
  psi: () => import('./guides/psi'),
  kl: () => import('./guides/kl'),
  js: () => import('./guides/js'),
  emd: () => import('./guides/emd'),
  energy: () => import('./guides/energy'),
  hdddm: () => import('./guides/hdddm'),
  cdbd: () => import('./guides/cdbd'),
  iks: () => import('./guides/iks'),
  'cvm-online': () => import('./guides/cvm-online'),
  'fet-online': () => import('./guides/fet-online'),
  'ensemble-stream': () => import('./guides/ensemble-stream'),
  'ensemble-batch': () => import('./guides/ensemble-batch'),
}
