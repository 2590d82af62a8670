import { formatCount, formatPercent } from '~/lib/format'
import { areDrift, changesOf } from './changes'
import type { Computation, Detector } from './define'
import { DriftError } from './errors'
import {
  type AnyMachine,
  createStepper,
  finiteUntil,
  type Layout,
  type Machine,
  type MachineState,
  WALKED_ROWS,
  type WalkTrace,
} from './machine'
import type { ParamValue } from './params'
import type { Alarm, TraceResult } from './results'
import type { Sample, StreamInput } from './sample'
import { skippedRowsNote } from './skipped-rows'

const ROWS_PER_SLICE = 500

/** Walks a whole stream with a machine: what a `StreamDetector` computes. */
export function machineRun<P extends Record<string, ParamValue>, S extends MachineState, C>(
  detector: { id: string; name: string; columns?: Detector['columns']; needsReference?: boolean },
  given: Machine<P, S, C>,
): (input: StreamInput, p: P) => Computation<TraceResult> {
  const machine: AnyMachine = given
  return function* ({ reference, test }, p) {
    const d = test.columns.length
    if (test.rows === 0)
      throw new DriftError(
        'too-few-rows',
        `Not enough data: the stream has no rows, and ${detector.name} needs at least 1.`,
      )
    const bare = { reference, columns: d }
    const calibration: unknown = machine.calibrate ? yield* machine.calibrate(p, bare) : null
    const setup = { ...bare, calibration }
    const layout: Layout = machine.layout(p, setup)
    const stepper = createStepper(
      detector.name,
      machine,
      p,
      setup,
      (row, count) =>
        `Row ${formatCount(test.rowNumbers[count - 1] ?? count)} has no finite value in column '${test.columns[row.findIndex((x) => !Number.isFinite(x))]}'`,
    )
    const width =
      layout.series.length +
      layout.limits.length +
      layout.lines.reduce((sum, { series }) => sum + series.length, 0)
    const read = new Float64Array(width)
    const recorded = Array.from({ length: width }, () => new Float64Array(test.rows).fill(Number.NaN))
    const positions = new Uint32Array(test.rows)
    const used = new Uint32Array(test.rows)
    const firstRows = new Uint32Array(test.rows)
    const windowRows = layout.windowRows ?? 1
    const alarms = new Stretches(layout)
    const warnings = new Stretches(layout)
    const watcher = machine.watch?.(test.rows, p)
    const { shown } = machine
    const { values, rowNumbers } = test
    const startsAfresh = (p['reset'] ?? 'auto') === 'auto'
    // What is drawn of batches, or watched, needs the state at each row.
    const walk = shown || watcher ? null : stepper.walk
    const trace: WalkTrace = { columns: recorded, warnings: new Uint8Array(walk ? test.rows : 0), at: 0 }
    const rowsPerSlice = walk ? WALKED_ROWS : ROWS_PER_SLICE
    // One for all rows: to make a view of each would cost more than most machines do for a row.
    const row = new Float64Array(d)
    let kept = 0
    let count = 0
    let pause = rowsUntilPause(machine, stepper.state, p, rowsPerSlice)
    // Rows that were found to be finite, and may be walked.
    let finite = 0

    /** Takes down the row that the machine has just seen. */
    const record = (i: number): void => {
      const { state } = stepper
      used[count++] = i
      if (shown && !shown(state, p)) return
      positions[kept] = i
      firstRows[kept] = rowNumbers[used[Math.max(0, count - windowRows)]!]!
      for (let k = 0; k < width; k++) read[k] = Number.NaN
      machine.read(state, p, read, setup)
      for (let k = 0; k < width; k++) recorded[k]![kept] = read[k]!
      const fired = state.drift ? (machine.fired?.(state, p) ?? 1) : 0
      alarms.add(kept, fired, read, startsAfresh)
      warnings.add(kept, state.warning && !state.drift ? 1 : 0, read, false)
      watcher?.see(state, kept)
      kept++
    }

    /** Takes down the rows that were walked, from `from` on: an alarm can only be at the last. */
    const recordWalk = (from: number, to: number): void => {
      const { state } = stepper
      const first = kept
      for (let i = from; i < to; i++, kept++, count++) {
        used[count] = i
        positions[kept] = i
        firstRows[kept] = rowNumbers[used[count < windowRows ? 0 : count + 1 - windowRows]!]!
      }
      const last = kept - 1
      const readAt = (at: number): Float64Array => {
        for (let k = 0; k < width; k++) read[k] = recorded[k]![at]!
        return read
      }
      if (first < last) alarms.add(first, 0, read, startsAfresh)
      alarms.add(last, state.drift ? (machine.fired?.(state, p) ?? 1) : 0, readAt(last), startsAfresh)
      for (let at = first; at <= last; at++)
        if (trace.warnings[at] === 1) warnings.add(at, 1, readAt(at), false)
        else warnings.add(at, 0, read, false)
    }

    for (let i = 0; i < test.rows;) {
      if (i === pause) {
        yield { done: i, total: test.rows, phase: 'rows' }
        pause = i + rowsUntilPause(machine, stepper.state, p, rowsPerSlice)
      }
      if (walk) {
        const to = Math.min(pause, test.rows)
        if (finite <= i) finite = finiteUntil(values, i, to)
        if (finite > i) {
          trace.at = kept
          const next = walk(values, i, finite, trace)
          recordWalk(i, next)
          i = next
          continue
        }
      }
      for (let k = 0, at = i * d; k < d; k++) row[k] = values[at + k]!
      if (stepper.update(row)) record(i)
      i++
    }
    yield { done: test.rows, total: test.rows, phase: 'rows' }

    const changes = yield* changesOf({
      alarms: alarms.found,
      positions: positions.subarray(0, kept),
      test,
      // What learns from the stream is handed all of it as a reference, where the files have no other.
      reference: detector.needsReference === true ? reference : null,
      windowRows: layout.heldToReference ?? windowRows,
      heldToReference: layout.heldToReference !== undefined && (p['reset'] ?? 'auto') !== 'auto',
      labels: detector.columns === 'labels',
    })

    const drawn = recorded.map((column) => (kept === test.rows ? column : column.slice(0, kept)))
    const take = named(drawn)
    return {
      shape: 'trace',
      detector: detector.id,
      drift: areDrift(changes),
      statisticName: layout.statisticName,
      unit: layout.unit,
      ...(layout.inDataUnit ? { inDataUnit: layout.inDataUnit } : {}),
      positions: positions.slice(0, kept),
      rowNumbers: numbersAt(rowNumbers, positions, kept),
      windowStarts: firstRows.slice(0, kept),
      series: layout.series.map((name) => ({ name, values: take() })),
      threshold: layout.threshold,
      side: layout.side,
      limits: layout.limits.map((limit) => ({ ...limit, values: take() })),
      thresholdRule: layout.thresholdRule,
      ...(layout.votes ? { votes: layout.votes } : {}),
      alarms: alarms.found,
      changes,
      warnings: warnings.found,
      nullBand: null,
      skipped: stepper.skipped,
      rows: { reference: reference?.rows ?? 0, test: test.rows },
      views: [
        ...layout.lines.map(({ series, ...line }) => ({
          kind: 'lines' as const,
          ...line,
          series: series.map((name) => ({ name, values: take() })),
        })),
        ...(watcher?.views() ?? []),
      ],
      notes: [
        ...notesOf(test, stepper.skipped, kept, layout.warmUp),
        ...(detector.columns === 'error' ? errorNotes(test.values) : []),
      ],
      settings: { ...p, ...machine.decided?.(calibration) },
    }
  }
}

function rowsUntilPause(
  { rowsPerSlice: own }: AnyMachine,
  state: MachineState,
  p: Record<string, ParamValue>,
  usual: number,
): number {
  const rowsPerSlice = own ?? usual
  return typeof rowsPerSlice === 'number' ? rowsPerSlice : Math.max(1, Math.floor(rowsPerSlice(state, p)))
}

function numbersAt(rowNumbers: Uint32Array, positions: Uint32Array, kept: number): Uint32Array {
  const numbers = new Uint32Array(kept)
  for (let at = 0; at < kept; at++) numbers[at] = rowNumbers[positions[at]!]!
  return numbers
}

/** Hands out the recorded columns one after the other, in the order of the layout. */
function named(columns: readonly Float64Array[]): () => Float64Array {
  let next = 0
  return () => columns[next++]!
}

/** Unbroken stretches in which a flag is up, for each series; single places where the detector starts afresh. */
class Stretches {
  readonly found: Alarm[] = []
  private readonly open: (Alarm | null)[]
  private readonly layout: Layout

  constructor(layout: Layout) {
    this.layout = layout
    this.open = layout.series.map(() => null)
  }

  add(at: number, flags: number, read: Float64Array, single: boolean): void {
    if (flags === 0 && this.flags === 0) return
    this.flags = flags
    const sign = this.layout.side === 'above' ? 1 : -1
    this.layout.series.forEach((series, k) => {
      if ((flags & (1 << k)) === 0) {
        this.open[k] = null
        return
      }
      const alarm = this.open[k]
      if (!alarm || single) {
        const begun = { start: at, end: at, peak: at, series }
        this.found.push(begun)
        this.open[k] = begun
        this.peaks[k] = read[k]!
        return
      }
      alarm.end = at
      if (sign * read[k]! > sign * this.peaks[k]!) {
        alarm.peak = at
        this.peaks[k] = read[k]!
      }
    })
  }

  private readonly peaks: number[] = []
  /** Of the row before: with none here and there, nothing changes. */
  private flags = 0
}

function notesOf(test: Sample, skipped: number, kept: number, warmUp: number | null): string[] {
  const { rows } = test
  if (skipped === rows)
    return [
      `Not enough data: ${rows === 1 ? 'the only row' : `each of the ${formatCount(rows)} rows`} of the stream has a missing value.`,
    ]
  const note = skippedRowsNote(test, skipped)
  const notes = note === null ? [] : [note]
  if (warmUp !== null && kept < warmUp)
    notes.push(
      `Not enough data: the detector needs ${formatCount(warmUp)} rows to warm up, the stream has ${formatCount(kept)}.`,
    )
  return notes
}

/** The most common mistake with streams of errors: 1 stands for a right answer. A classifier seldom errs more often than not. */
function errorNotes(values: Float64Array): string[] {
  let errors = 0
  let known = 0
  for (const x of values) {
    if (x === 1) errors++
    if (Number.isFinite(x)) known++
  }
  if (errors <= known / 2) return []
  return [
    `More than half of the rows (${formatPercent(errors / known)}) are errors. If 1 stands for a right answer in this column, turn it around: 1 must be an error.`,
  ]
}
