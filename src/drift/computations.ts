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
  'page-hinkley': () => import('./detectors/page-hinkley.run'),
}
