import type { ParamValue } from '../params'
import type { DetectorResult } from '../results'
import type { Sample } from '../sample'
import type { DetectorStream } from '../stream'
import type { GoldenCase, GoldenFile } from './cases'

/** A number that is not compared, and why: "a part of the statistic, not a result". */
interface NotCompared {
  notCompared: string
}

type Params = Record<string, ParamValue>

/** What a golden case is to us. Every field that a case expects must be named; what is not named fails. */
export type Mapped =
  /** Fed row by row; `trace` says where our stream holds each traced number (a name of `internals`, or a rule). */
  | {
      kind: 'stream'
      detector: string
      params: Params
      trace?: Record<string, string | NotCompared | ((stream: DetectorStream) => unknown)>
      /** Further expected fields, computed from what was seen. */
      read?: Record<string, NotCompared | ((seen: SeenStream) => unknown)>
      /** Puts what the library drew by chance (and the case names) into a stream that was just opened. */
      prepare?: (stream: DetectorStream, reference: Sample | null) => Promise<DetectorStream>
      /** 1 − x of each value: libraries that take 1 for a correct prediction. */
      inverted?: boolean
    }
  /** Two samples. */
  | {
      kind: 'batch'
      detector: string
      params: Params
      read: Record<string, NotCompared | ((result: DetectorResult) => unknown)>
    }
  /** Functions of the core that are no detector by themselves: expected field → our value. */
  | { kind: 'values'; values: () => Record<string, unknown> | Promise<Record<string, unknown>> }
  /** The library refuses these parameters or this input, and so must we. */
  | { kind: 'refused'; detector: string; params: Params }
  /** What needs a rule of its own (ranges over seeds, batches). Resolves to what is wrong; empty: nothing. */
  | { kind: 'custom'; detector?: string; check: () => Promise<string[]> }
  /** Pins a defect of a library that we do not reproduce: a row of the table of defects, and which (of ours, the detector it is about). */
  | { kind: 'not offered'; row: number; why: string; detector?: string }

export interface SeenStream {
  /** Rows (from 0) with the flag. */
  drift: number[]
  warning: number[]
}

/** Turns a case of one golden file into a detector, a profile and our parameters. */
export type MapCase = (c: GoldenCase, file: GoldenFile) => Mapped

/** Parameters of a case that must be numbers; one it lacks is left out, so that our default (or `fallback`) counts. */
export function renamed(
  { params }: GoldenCase,
  names: Record<string, string>,
  defaults: Params = {},
): Params {
  const known = new Set(Object.keys(names))
  const unknown = Object.keys(params).find((name) => !known.has(name))
  if (unknown !== undefined) throw new Error(`nothing says what the parameter '${unknown}' is`)
  const ours = Object.entries(params).map(([name, value]) => {
    if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean')
      throw new Error(`the parameter '${name}' is ${JSON.stringify(value)}`)
    return [names[name]!, value] as const
  })
  return { ...defaults, ...Object.fromEntries(ours) }
}
