import { formatCount } from '~/lib/format'
import type { Computation } from './define'
import { DriftError } from './errors'
import type { ParamValue } from './params'
import type { Settings, TraceResult, TraceView } from './results'
import type { Sample } from './sample'

/**
 * A detector of streams as a state and a step. State is data (numbers, booleans, strings, arrays, typed
 * arrays, plain objects, null), so that a stream can be left at any row and taken up again elsewhere.
 */
export interface MachineState {
  /** Values since the start or the last reset. */
  n: number
  drift: boolean
  warning: boolean
}

export interface Setup<C = unknown> {
  /** What the stream is compared with; null for machines that learn from the stream itself. */
  reference: Sample | null
  /** Numbers in a row. */
  columns: number
  /** What `calibrate` found; null without it. */
  calibration: C
}

/** A further chart along the same axis. `inDataUnit`: its values have the unit of the column, as a mean has. */
export interface LinesLayout {
  title: string
  yLabel: string
  inDataUnit?: true
  series: readonly string[]
}

/** What is drawn at each row, in words. The numbers come from `read`, in this order: series, limits, lines. */
export interface Layout {
  /** "Cumulative deviation"; in a sentence it starts small. */
  statisticName: string
  /** Of the statistic, or ''. */
  unit: string
  inDataUnit?: TraceResult['inDataUnit']
  /** Names of the statistics; alarms belong to one of them. */
  series: readonly string[]
  /** A fixed limit, or null where one of `limits` is it. */
  threshold: number | null
  side: 'above' | 'below'
  limits: readonly { name: string; level: 'drift' | 'warning' | 'centre' }[]
  /** Further charts along the same axis: the width of a window. */
  lines: readonly LinesLayout[]
  /** The rule behind the threshold, as a sentence. */
  thresholdRule: string
  /** Values before the first alarm is possible, or null where that is no fixed number. */
  warmUp: number | null
  /** Rows behind each value that is drawn, as a batch; 1 unless given. */
  windowRows?: number
  /** Rows of the window that each value holds to the reference, where it does: once quiet, the stream has come back. */
  heldToReference?: number
  /** Of an ensemble. */
  votes?: TraceResult['votes']
}

/** Where a walk leaves what is drawn at each row. */
export interface WalkTrace {
  /** The numbers of `read`, an array each; NaN where they are not written to. */
  columns: readonly Float64Array[]
  /** 1 where a row warns and does not alarm. */
  warnings: Uint8Array
  /** Place in these arrays of the first row that is walked. */
  at: number
}

/**
 * `update` for each of `values[from…to)`, finite numbers of one column, in a tight loop whose state is in variables. Ends
 * after a row that alarms, as the next one may start afresh; then and at `to` the state is, to the last bit, what single
 * updates leave. What `read` writes at each row goes into the trace, where there is one.
 * @param from less than `to`
 * @returns the first row that was not looked at
 */
export type Walk<P, S extends MachineState, C = null> = (
  state: S,
  values: Float64Array,
  from: number,
  to: number,
  p: P,
  setup: Setup<C>,
  trace: WalkTrace | null,
) => number

export interface Machine<P, S extends MachineState, C = null> {
  /** Work before the first value: thresholds by simulation. */
  calibrate?: (p: P, setup: Omit<Setup, 'calibration'>) => Computation<C>
  /** What `calibrate` decided where a parameter left it a choice, by that parameter's name: results tell these numbers. */
  decided?: (calibration: C) => Settings
  /** @throws DriftError where parameters and reference do not fit */
  start: (p: P, setup: Setup<C>) => S
  /**
   * One more row, of finite numbers unless the missing-value policy is 'propagate'. Sets `n`, `drift`, `warning`.
   * The row is reused by the caller: copy what is kept.
   */
  update: (state: S, row: Float64Array, p: P, setup: Setup<C>) => void
  /** A second form of `update` and `read` for many rows of one column, with these parameters; null where there is none. */
  walk?: (p: P) => Walk<P, S, C> | null
  /** The state with which the row after an alarm is met where the detector starts afresh; `start` unless given. */
  restart?: (state: S, p: P, setup: Setup<C>) => S
  layout: (p: P, setup: Setup<C>) => Layout
  /** Whether the present row has something to draw, as the last one of a batch; each has unless given. */
  shown?: (state: S, p: P) => boolean
  /** Writes what is drawn at the present row; NaN for what is not defined (yet). */
  read: (state: S, p: P, into: Float64Array, setup: Setup<C>) => void
  /** Which series raised the alarm, as bits (1: the first). Only asked when `drift` is true; the first unless given. */
  fired?: (state: S, p: P) => number
  /** The state's numbers under the names that papers and libraries use. */
  internals: (state: S, p: P) => Record<string, number>
  /** A picture that needs the state at each row, of a stream of at most `rows` rows. Only asked for whole streams. */
  watch?: (rows: number, p: P) => Watcher<S>
  /** Rows between two yields, at most 5 ms of work; 500 unless given. A rule where a row costs more as the state grows. */
  rowsPerSlice?: number | ((state: S, p: P) => number)
}

/** Collects what is drawn of the states that it sees, in bounded memory. */
export interface Watcher<S> {
  /** @param at index into the trace's arrays */
  see: (state: S, at: number) => void
  views: () => TraceView[]
}

/**
 * Rows in one call of a walk: so few that its first call ends before an engine compiles its loop, and it is compiled whole,
 * with what comes behind the loop; so many that a call costs nothing.
 */
export const WALKED_ROWS = 1024

// For the compiler, machines of different parameters and states in one table.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyMachine = Machine<any, any, any>

/** A machine at work: applies the policies that all detectors share. */
export interface Stepper {
  /** @returns false where the row was left out */
  update: (row: Float64Array) => boolean
  /** As `Walk`: the caller sees to it that values are finite (`finiteUntil`). Null where rows have to go one by one. */
  walk: ((values: Float64Array, from: number, to: number, trace: WalkTrace | null) => number) | null
  reset: () => void
  state: MachineState
  skipped: number
}

/**
 * @param p `missing` ('skip' unless given) and `reset` ('auto' unless given) are looked at here, not in machines
 * @param name for sentences
 * @param where names a value that is missing, with the count of rows so far: "Row 8 has no finite value in column 'x1'"
 */
export function createStepper(
  name: string,
  machine: AnyMachine,
  p: Record<string, ParamValue>,
  setup: Setup,
  where: (row: Float64Array, count: number) => string = (_, count) =>
    `Value ${formatCount(count)} of the stream is missing or infinite`,
): Stepper {
  const missing = p['missing'] ?? 'skip'
  const looksForMissing = missing !== 'propagate'
  const startsAfresh = (p['reset'] ?? 'auto') === 'auto'
  const restart: NonNullable<AnyMachine['restart']> =
    machine.restart ?? ((_, ...rest) => machine.start(...rest))
  let rows = 0
  const walk = setup.columns === 1 && looksForMissing ? machine.walk?.(p) : null
  const stepper: Stepper = {
    state: machine.start(p, setup) as MachineState,
    skipped: 0,
    update(row) {
      rows++
      if (looksForMissing && !isFinite(row)) {
        if (missing === 'throw')
          throw new DriftError(
            'not-finite',
            `${where(row, rows)}. Set Missing values to Leave out, or leave the row out.`,
          )
        stepper.skipped++
        return false
      }
      if (stepper.state.drift && startsAfresh) stepper.state = restart(stepper.state, p, setup)
      machine.update(stepper.state, row, p, setup)
      return true
    },
    walk: walk
      ? (values, from, to, trace) => {
          if (stepper.state.drift && startsAfresh) stepper.state = restart(stepper.state, p, setup)
          const next = walk(stepper.state, values, from, to, p, setup, trace)
          rows += next - from
          return next
        }
      : null,
    reset() {
      stepper.state = machine.start(p, setup) as MachineState
    },
  }
  if (setup.columns < 1) throw new DriftError('too-few-columns', `${name} needs at least one column.`)
  return stepper
}

/** The first place from `from` on, at most `to`, whose value is not finite. */
export function finiteUntil(values: Float64Array, from: number, to: number): number {
  let at = from
  // x − x is NaN for what is not finite.
  for (; at < to; at++) {
    const x = values[at]!
    if (x - x !== 0) break
  }
  return at
}

/** A loop, as a callback for each number would cost more than most machines do for a row. */
function isFinite(row: Float64Array): boolean {
  for (let k = 0; k < row.length; k++) if (!Number.isFinite(row[k])) return false
  return true
}
