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
  /** What the computation waits for, as others compute a part: until then a step brings nothing. Nothing new is told with it. */
  until?: Promise<void>
}

/** A computation in slices: it yields at least every 5 ms of work, which is the cancel latency. */
export type Computation<R> = Generator<Progress, R, void>

interface About<P extends Record<string, ParamValue>, Id extends string> {
  /** The literature's abbreviation in kebab-case. It stands in URLs and records, so it never changes. */
  id: Id
  name: string
  /** "Maximum Mean Discrepancy" for MMD. */
  longName: string
  family: 'change' | 'concept' | 'data-drift' | 'ensemble'
  summary: string
  citation: { text: string; doi: string }
  params: Params<P>
  /**
   * What it looks at: one number column; any number of them; a column of errors (1 = error, 0 = correct); or a
   * column of true and one of predicted labels (0 or 1), in this order.
   */
  columns: 'one' | 'many' | 'error' | 'labels'
  /** Whether columns may hold categories (`Sample.levels`) as well as numbers, or only these. Numbers unless given. */
  accepts?: 'numbers' | 'categories' | 'both'
  /**
   * What is promised, always for independent rows. `alpha`: α bounds how often drift is found without any. `run-time`: one
   * false alarm in so many rows. `none`: a threshold that is a convention, or a p-value that one may ask for.
   */
  promise: 'alpha' | 'run-time' | 'none'
  /** Values between two changes count as normal ones: where they lie far out more often, false alarms do too, and it is said. */
  assumes?: 'normal values'
  /** "O(log W) a row" and "O(M log W)": time and memory, as on its method page. n, m: rows; d: columns; w: window. */
  cost: { time: string; memory: string }
}

/** Compares two samples once. */
export interface BatchDetector<
  P extends Record<string, ParamValue> = Record<string, ParamValue>,
  Id extends string = string,
> extends About<P, Id> {
  kind: 'batch'
  /** Id of the stream detector that shows the same statistic over time, where there is one. */
  evolution: string | null
  /** It compares column by column, each on the rows that have a value there: samples may be `incomplete`. */
  eachColumn?: boolean
}

/** Walks a stream. */
export interface StreamDetector<
  P extends Record<string, ParamValue> = Record<string, ParamValue>,
  Id extends string = string,
> extends About<P, Id> {
  kind: 'stream'
  needsReference: boolean
}

export type Detector = BatchDetector | StreamDetector

/**
 * How a declared detector computes: `run` of `detectors/<id>.run.ts`, for exactly its parameters.
 * It may throw `DriftError`, and nothing else on purpose.
 */
export type Run<D extends Detector> =
  D extends BatchDetector<infer P>
    ? (input: BatchInput, params: P) => Computation<TwoSampleResult | PerColumnResult>
    : D extends StreamDetector<infer P>
      ? (input: StreamInput, params: P) => Computation<TraceResult>
      : never

/**
 * Identity functions that fix the types of parameters and id. A declaration computes nothing, so
 * that a page can load all of them: forms, URLs and verdicts need only these.
 */
export function defineBatch<P extends Record<string, ParamValue>, const Id extends string>(
  detector: Omit<BatchDetector<P, Id>, 'kind'>,
): BatchDetector<P, Id> {
  return { kind: 'batch', ...detector }
}

/** A stream of errors or of labels: concept drift. */
export function defineConcept<P extends Record<string, ParamValue>, const Id extends string>(
  detector: Omit<StreamDetector<P, Id>, 'kind' | 'family' | 'needsReference'> & {
    columns: 'error' | 'labels'
  },
): StreamDetector<P, Id> {
  return { kind: 'stream', family: 'concept', needsReference: false, ...detector }
}

export function defineStream<P extends Record<string, ParamValue>, const Id extends string>(
  detector: Omit<StreamDetector<P, Id>, 'kind'>,
): StreamDetector<P, Id> {
  return { kind: 'stream', ...detector }
}
