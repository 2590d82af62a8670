import type { Params, ParamValue } from './params'
import type { PerColumnResult, TraceResult, TwoSampleResult } from './results'
import type { BatchInput, StreamInput } from './sample'

/** Counted work, never a timer. */
export interface Progress {
  done: number
  total: number
  /** What is being counted: "kernel rows", "permutations", "simulated streams". */
  phase: string
  /** What is already known, in words: "p is between 0.001 and 0.006 so far". */
  soFar?: string
}

/** A computation in slices: it yields at least every 5 ms of work, which is the cancel latency. */
export type Computation<R> = Generator<Progress, R, void>

interface About<P extends Record<string, ParamValue>> {
  /** The literature's abbreviation in kebab-case. It stands in URLs and records, so it never changes. */
  id: string
  name: string
  /** "Maximum Mean Discrepancy" for MMD. */
  longName: string
  family: 'change' | 'concept' | 'data-drift' | 'ensemble'
  summary: string
  citation: { text: string; doi: string }
  params: Params<P>
  /** How many columns it looks at: one, or any number together. */
  columns: 'one' | 'many'
}

/** Compares two samples once. */
export interface BatchDetector<
  P extends Record<string, ParamValue> = Record<string, ParamValue>,
> extends About<P> {
  kind: 'batch'
  /** Id of the stream detector that shows the same statistic over time, where there is one. */
  evolution: string | null
  /** @throws DriftError */
  run(input: BatchInput, params: P): Computation<TwoSampleResult | PerColumnResult>
}

/** Walks a stream. */
export interface StreamDetector<
  P extends Record<string, ParamValue> = Record<string, ParamValue>,
> extends About<P> {
  kind: 'stream'
  needsReference: boolean
  /** @throws DriftError */
  run(input: StreamInput, params: P): Computation<TraceResult>
}

export type Detector = BatchDetector | StreamDetector

/** Identity functions that fix the parameter type: `run` is checked against the declared `params`. */
export function defineBatch<P extends Record<string, ParamValue>>(
  detector: Omit<BatchDetector<P>, 'kind'>,
): BatchDetector<P> {
  return { kind: 'batch', ...detector }
}

export function defineStream<P extends Record<string, ParamValue>>(
  detector: Omit<StreamDetector<P>, 'kind'>,
): StreamDetector<P> {
  return { kind: 'stream', ...detector }
}
