import type { Computation } from '../../define'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { histogramColumn } from './distance-cells'
import { intersectionComplement } from './distance-measures'
import { runDistance } from './distance-run'
import { histogramIntersection, type HistogramIntersectionParams } from './histogram-intersection'

/** 1 − Σ min(p, q) = ½ Σ |p − q|, 0 … 1: the total variation distance of the two histograms. */
export function* run(input: BatchInput, p: HistogramIntersectionParams): Computation<PerColumnResult> {
  return yield* runDistance(
    { ...histogramIntersection, statisticName: '1 − intersection' },
    input,
    p,
    (pair) => histogramColumn(pair, p, intersectionComplement),
  )
}
