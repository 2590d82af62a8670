import type { Computation } from '../../define'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { evidentlyCells, fixedCells, histogramColumn } from './distance-cells'
import { evidentlyFloor, stabilityIndex } from './distance-measures'
import { runDistance } from './distance-run'
import { psi, type PsiParams } from './psi'

const canonical = stabilityIndex(evidentlyFloor)

/** Frouros puts the smallest normal number into empty cells: each costs about 708 times the share of the other sample. */
const frouros = stabilityIndex(() => 2.2250738585072014e-308)

/** The rule of thumb of credit scoring (Siddiqi 2006, Credit Risk Scorecards, ISBN 978-0-471-75451-0). */
const TRIFLING = { below: 0.1, source: 'Siddiqi 2006' }

/** Σ (q − p) ln (q / p) over the cells of the histogram, p of the reference and q of the test sample. */
export function* run(input: BatchInput, p: PsiParams): Computation<PerColumnResult> {
  return yield* runDistance({ ...psi, statisticName: 'PSI', trifling: TRIFLING }, input, p, function* (pair) {
    if (p.profile === 'evidently')
      return fixedCells(yield* evidentlyCells(pair), canonical, pair.reference.length, pair.test.length)
    return yield* histogramColumn(pair, p, p.profile === 'frouros' ? frouros : canonical)
  })
}
