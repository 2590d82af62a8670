import type { Computation } from '../../define'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { curveColumn } from './distance-curves'
import { runDistance } from './distance-run'
import { energy, type EnergyParams } from './energy'

/**
 * √(2 ∫ (F − G)² dx) = √(2 E|X − Y| − E|X − X′| − E|Y − Y′|) (Székely & Rizzo 2013, doi 10.1016/j.jspi.2013.03.018).
 */
export function* run(input: BatchInput, p: EnergyParams): Computation<PerColumnResult> {
  return yield* runDistance(
    { ...energy, statisticName: 'Energy distance', strict: true, hasUnit: true },
    input,
    p,
    (pair) => curveColumn(pair, 2, (integral) => Math.sqrt(2 * integral)),
  )
}
