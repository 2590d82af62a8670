import type { Run } from './define'
import type { detectors } from './registry'

type Declared = (typeof detectors)[number]

/**
 * How each detector of the registry computes, loaded when it first runs. Only `run.ts` imports this
 * table: a page that lists detectors would otherwise carry the numerics of all of them.
 */
export const computations: { [D in Declared as D['id']]: () => Promise<{ run: Run<D> }> } = {
  mmd: () => import('./detectors/mmd.run'),
  ks: () => import('./detectors/ks.run'),
  'mmd-window': () => import('./detectors/mmd-window.run'),
  'page-hinkley': () => import('./detectors/page-hinkley.run'),
}
