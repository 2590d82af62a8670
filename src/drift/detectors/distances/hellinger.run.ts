import { evidentlyHellinger, histogramColumn } from './distance-cells'
import { bhattacharyyaCoefficient, type Measure, squaredHellinger } from './distance-measures'
import type { Computation } from '../../define'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { runDistance } from './distance-run'
import { hellinger, type HellingerParams } from './hellinger'

/** √(½ Σ (√p − √q)²), 0 … 1 (Hellinger 1909, doi 10.1515/crll.1909.136.210). */
const canonical: Measure = (...counts) => Math.sqrt(squaredHellinger(...counts))

/** Evidently takes √(1 − Σ √(p q)), which leaves 1.5e-8 of two equal samples. */
const evidently: Measure = (...counts) =>
  Math.sqrt(1 - Math.min(1, Math.max(0, bhattacharyyaCoefficient(...counts))))

export function* run(input: BatchInput, p: HellingerParams): Computation<PerColumnResult> {
  return yield* runDistance(
    { ...hellinger, statisticName: 'Hellinger distance' },
    input,
    p,
    function* (pair) {
      if (p.profile === 'evidently') return yield* evidentlyHellinger(pair, evidently)
      return yield* histogramColumn(pair, p, canonical)
    },
  )
}
