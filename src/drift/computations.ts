import type { Run } from './define'
import type { AnyMachine } from './machine'
import type { detectors } from './registry'

type Declared = (typeof detectors)[number]

/**
 * How each detector of the registry computes (and, for a stream that can be fed row by row, its machine), loaded when it first runs. Only `run.ts` imports this
 * table: a page that lists detectors would otherwise carry the numerics of all of them.
 */
export const computations: {
  [D in Declared as D['id']]: () => Promise<{ run: Run<D>; machine?: AnyMachine }>
} = {
  mmd: () => import('./detectors/mmd.run'),
  lsdd: () => import('./detectors/lsdd.run'),
  'kdq-tree': () => import('./detectors/kdq-tree.run'),
  'nn-dvi': () => import('./detectors/nn-dvi.run'),
  ks: () => import('./detectors/ks.run'),
  'mmd-window': () => import('./detectors/mmd-window.run'),
  'mmd-online': () => import('./detectors/mmd-online.run'),
  'lsdd-online': () => import('./detectors/lsdd-online.run'),
  'pca-cd': () => import('./detectors/pca-cd.run'),
  'page-hinkley': () => import('./detectors/page-hinkley.run'),
}
