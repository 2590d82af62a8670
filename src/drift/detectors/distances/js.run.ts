import type { Computation } from '../../define'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { evidentlyCells, fixedCells, histogramColumn } from './distance-cells'
import { jensenShannon } from './distance-measures'
import { runDistance } from './distance-run'
import { frourosColumn } from './frouros-probabilities'
import { js, type JsParams } from './js'

const BASES = { e: Math.E, '2': 2 } as const

/** √(½ KL(p ‖ m) + ½ KL(q ‖ m)), m = ½ (p + q) (Lin 1991, doi 10.1109/18.61115; a metric: Endres & Schindelin 2003). */
export function* run(input: BatchInput, p: JsParams): Computation<PerColumnResult> {
  const measure = (reference: Float64Array, test: Float64Array): number =>
    jensenShannon(reference, test, BASES[p.base])
  return yield* runDistance({ ...js, statisticName: 'JS distance' }, input, p, function* (pair) {
    switch (p.profile) {
      case 'evidently':
        return fixedCells(yield* evidentlyCells(pair), measure, pair.reference.length, pair.test.length)
      case 'frouros':
        return yield* frourosColumn(pair, p.bins, measure)
      case 'canonical':
        return yield* histogramColumn(pair, p, measure)
    }
  })
}
