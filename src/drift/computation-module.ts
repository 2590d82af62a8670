import type { Computation, Detector } from './define'
import type { AnyMachine } from './machine'
import type { ParamValue } from './params'
import type { DetectorResult } from './results'
import type { Sample, Times } from './sample'

/** A detector found by its id may be any, for the compiler: that samples and parameters fit is checked before it runs. */
export type AnyRun = (
  samples: { reference: Sample | null; test: Sample; times: Times | null },
  params: Record<string, ParamValue>,
) => Computation<DetectorResult>

/** What a detector of the registry computes with. */
export interface ComputationModule<R = AnyRun> {
  run: R
  /** For a stream that can be fed row by row. */
  machine?: AnyMachine
}

/** A detector that another one runs. */
export interface LoadedMember extends ComputationModule {
  detector: Detector
}

/** @throws DriftError `unknown-detector`, `detector-unreachable` */
export type LoadMember = (id: string) => Promise<LoadedMember>

/**
 * For detectors that run others: they are loaded by what the parameters name, through `load`, so that nothing here knows
 * the registry.
 * @throws DriftError where a member is unknown or cannot be one
 */
export type FromMembers<R = AnyRun> = (
  params: Record<string, ParamValue>,
  load: LoadMember,
) => Promise<ComputationModule<R>>
