import type { Computation } from '../../define'
import { rangeOf } from '../../math/histogram'
import type { PerColumnResult, TwoSampleResult } from '../../results'
import type { BatchInput } from '../../sample'
import { bhattacharyya, type BhattacharyyaParams } from './bhattacharyya'
import { runJoint } from './bhattacharyya-joint'
import { canonical, overlapWithout, statisticName, unreleased } from './bhattacharyya-measures'
import { type Exchangeable, hasMissing, histogramColumn } from './distance-cells'
import { squaredHellinger } from './distance-measures'
import { runDistance } from './distance-run'

/**
 * −ln Σ √(p q) (Kailath 1967, doi 10.1109/TCOM.1967.1089532). Frouros 0.9 gives 1 − Σ √(p q), the unreleased 0.10
 * −ln Σ √((p + ε)(q + ε)) over all cells, ε = 2⁻⁵².
 */
export function* run(
  input: BatchInput,
  p: BhattacharyyaParams,
): Computation<PerColumnResult | TwoSampleResult> {
  if (p.cells === 'joint') return yield* runJoint(input, p)
  const method = { ...bhattacharyya, statisticName: statisticName(p.profile) }
  return yield* runDistance(method, input, p, function* (pair) {
    if (p.profile !== 'frouros-0.10')
      return yield* histogramColumn(pair, p, p.profile === 'frouros' ? squaredHellinger : canonical)
    if (hasMissing(pair) && Number.isNaN(rangeOf(pair.reference, pair.test).lo)) return noCells(p.bins)
    return yield* histogramColumn(pair, { ...p, binning: 'equal' }, unreleased)
  })
}

/** A range that is NaN has no cell that holds a row: the ε of all cells is left. */
function noCells(bins: number): Exchangeable {
  return {
    kind: 'cells',
    reference: new Float64Array(bins),
    test: new Float64Array(bins),
    statistic: (reference, test) => overlapWithout(0, reference, test, 1, 1),
    view: null,
  }
}
