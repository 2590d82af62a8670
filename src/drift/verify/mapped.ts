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

type Trace = NonNullable<Extract<Mapped, { kind: 'stream' }>['trace']>

/** How a library's cases are one of our streams: a row of data where it has its own names and defaults, a rule where not. */
interface StreamRow {
  /** The library's parameters as ours: "delta, alpha = forgetting". */
  names: string
  /** Our parameters that the library always has, or has until a case names another value. */
  set?: Params
  /** What a case traces and where our stream holds it: "mean, sum = up", or rules; "p?" is None there until it is computed. */
  trace: string | Trace | ((c: GoldenCase) => Trace)
  /** Takes parameters out of a case that are no mere numbers of another name, and says what they are to us. */
  take?: (params: GoldenCase['params'], c: GoldenCase) => { left: GoldenCase['params']; set?: Params }
  /** Cases that pin a defect of the library; null for the others. */
  defect?: (c: GoldenCase, file: GoldenFile) => Mapped | null
}

/** Streams of one detector, by the libraries that have it. */
export function streamCases(detector: string, rows: Readonly<Record<string, StreamRow>>): MapCase {
  return (c, file) => {
    const row = Object.hasOwn(rows, c.library) ? rows[c.library] : undefined
    if (!row) throw new Error(`no profile for ${c.library}`)
    const defect = row.defect?.(c, file)
    if (defect) return defect
    const { left, set } = row.take?.(c.params, c) ?? { left: c.params }
    const params = renamed({ ...c, params: left }, pairs(row.names), { ...row.set, ...set })
    const trace = typeof row.trace === 'function' ? row.trace(c) : row.trace
    return { kind: 'stream', detector, params, trace: typeof trace === 'string' ? traced(trace) : trace }
  }
}

/** "mean, sum = up": theirs = ours, or one name that is both. */
export function pairs(text: string): Record<string, string> {
  const names = text.split(',').filter((name) => name.trim() !== '')
  return Object.fromEntries(
    names.map((name) => {
      const [theirs = '', ours = theirs] = name.split('=').map((part) => part.trim())
      return [theirs, ours]
    }),
  )
}

/** As `pairs`, with the mark of what a library says None of where we have NaN or ∞. */
export function traced(text: string): Trace {
  const named = Object.entries(pairs(text)).map(([theirs, ours]): [string, Trace[string]] => {
    const [name = ''] = ours.split('?')
    return [theirs.replace('?', ''), name === ours ? ours : orNull(name)]
  })
  return Object.fromEntries(named)
}

function orNull(name: string): (stream: DetectorStream) => unknown {
  return (stream) => {
    const value = stream.internals()[name]
    return value !== undefined && Number.isFinite(value) ? value : null
  }
}
