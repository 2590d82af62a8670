import { formatCount, formatNumber } from '~/lib/format'
import * as v from 'valibot'
import type { Computation, Detector } from './define'
import { driveSync } from './drive'
import { DriftError } from './errors'
import {
  createStepper,
  finiteUntil,
  type Layout,
  type MachineState,
  type Setup,
  WALKED_ROWS,
} from './machine'
import type { ParamValue } from './params'
import { detectorById } from './registry'
import { binaryRule, checkFit, loadMachine } from './run'
import type { Sample } from './sample'
import { fromJson, type Json, toJson } from './snapshot'

/** What a detector says of the row it has just seen. */
export interface StreamStep {
  /** Rows since the start or the last reset, this one counted. */
  n: number
  drift: boolean
  warning: boolean
  /** The first statistic and what it is held against; NaN where not defined yet. */
  statistic: number
  threshold: number
  /** False where the row was left out by the missing-value policy: the rest is as after the row before. */
  used: boolean
}

/**
 * A streaming detector beside a service: one row at a time, for as long as it runs. It can be saved at any row
 * and taken up again elsewhere (`snapshot`, `restoreStream`), with the same numbers as without the break.
 */
export interface DetectorStream {
  readonly detector: string
  /** @throws DriftError `different-columns`, `not-binary`, `not-finite` (policy 'throw'), and what the detector throws; the stream can go on */
  update: (row: number | ArrayLike<number>) => StreamStep
  /**
   * Many rows at once, the numbers of each after those of the one before: as so many updates, of which only the
   * alarms are told. Of one column a row costs some 10 ns where an update costs 100.
   * @returns places, from 0, of the rows that alarm
   * @throws DriftError as `update`; what is not 0 or 1 is seen before any row is taken in, a missing value at its row
   */
  updateMany: (values: Float64Array) => number[]
  /** Forgets everything but the count of rows left out. */
  reset: () => void
  snapshot: () => Json
  /** The state's numbers under the names that papers and libraries use. */
  internals: () => Record<string, number>
  /** Rows left out so far. */
  skipped: () => number
}

interface Opening {
  /** What the stream is compared with, for detectors that need it. */
  reference?: Sample | null
  /** Numbers in a row; those of the reference, or 1 (2 for labels), unless given. */
  columns?: number
}

/**
 * @param params checked; missing ones take their defaults
 * @throws DriftError `unknown-detector`, `not-a-stream`, `bad-parameter`, `needs-reference`
 */
export async function openStream(
  id: string,
  params: unknown,
  opening: Opening = {},
): Promise<DetectorStream> {
  const { detector, machine, checked } = await prepare(id, params)
  const reference = opening.reference ?? null
  const columns = opening.columns ?? reference?.columns.length ?? (detector.columns === 'labels' ? 2 : 1)
  checkFit(detector, { reference, columns })
  const bare = { reference, columns }
  const calibration: unknown = machine.calibrate
    ? driveSync(machine.calibrate(checked, bare) as Computation<unknown>)
    : null
  return streamOf(detector, machine, checked, { ...bare, calibration }, null)
}

/**
 * Takes up a stream where `snapshot` left it. A stream with a reference needs the same reference again.
 * @throws DriftError `bad-snapshot`, and as `openStream`
 */
export async function restoreStream(
  snapshot: Json,
  reference: Sample | null = null,
): Promise<DetectorStream> {
  const kept = v.safeParse(SNAPSHOT, snapshot)
  if (!kept.success)
    throw new DriftError(
      'bad-snapshot',
      'This is not a snapshot of a detector: it was not written by Tidemark, or is cut off.',
    )
  const { detector: id, params, columns, skipped } = kept.output
  const { detector, machine, checked } = await prepare(id, params)
  checkFit(detector, { reference, columns })
  const setup = { reference, columns, calibration: fromJson(kept.output.calibration as Json) }
  const state = fromJson(kept.output.state as Json) as MachineState
  return streamOf(detector, machine, checked, setup, { state, skipped })
}

const SNAPSHOT = v.object({
  detector: v.string(),
  params: v.record(v.string(), v.unknown()),
  columns: v.pipe(v.number(), v.integer(), v.minValue(1)),
  skipped: v.pipe(v.number(), v.integer(), v.minValue(0)),
  calibration: v.unknown(),
  state: v.looseObject({ n: v.unknown(), drift: v.boolean(), warning: v.boolean() }),
})

async function prepare(id: string, params: unknown) {
  const detector = detectorById(id)
  if (!detector) throw new DriftError('unknown-detector', `There is no detector '${id}' in this version.`)
  const checked = v.safeParse(detector.params.schema, params)
  if (!checked.success && detector.kind === 'stream')
    throw new DriftError('bad-parameter', checked.issues[0].message)
  const machine = await loadMachine(detector, params)
  if (detector.kind !== 'stream' || !machine || !checked.success)
    throw new DriftError(
      'not-a-stream',
      `${detector.name} looks at samples as a whole and cannot be fed row by row. Run it on two samples.`,
    )
  return { detector, machine, checked: checked.output }
}

function streamOf(
  detector: Detector,
  machine: Parameters<typeof createStepper>[1],
  p: Record<string, ParamValue>,
  setup: Setup,
  kept: { state: MachineState; skipped: number } | null,
): DetectorStream {
  const { id, name } = detector
  const rule = binaryRule(detector)
  const stepper = createStepper(name, machine, p, setup)
  if (kept) Object.assign(stepper, kept)
  const layout: Layout = machine.layout(p, setup)
  const moving = layout.limits.findIndex(({ level }) => level === 'drift')
  const read = new Float64Array(
    layout.series.length +
      layout.limits.length +
      layout.lines.reduce((sum, { series }) => sum + series.length, 0),
  )
  const row = new Float64Array(setup.columns)
  /** @throws DriftError `not-binary` */
  const checkBits = (values: Float64Array): void => {
    if (rule === null) return
    // A loop, as a callback for each value would cost as much as the detector.
    for (let i = 0; i < values.length; i++) {
      const x = values[i]!
      // A product, as nobody can predict which of the two a value is.
      if (x * (x - 1) !== 0 && Number.isFinite(x))
        throw new DriftError('not-binary', `This row has ${formatNumber(x)}. ${rule}`)
    }
  }
  return {
    detector: id,
    updateMany(values) {
      const d = setup.columns
      if (values.length % d !== 0)
        throw new DriftError(
          'different-columns',
          `${name} was opened for rows of ${d} numbers, and ${values.length} numbers do not make whole rows.`,
        )
      checkBits(values)
      const { walk } = stepper
      const alarms: number[] = []
      const rows = values.length / d
      for (let i = 0; i < rows;) {
        const until = walk ? finiteUntil(values, i, Math.min(rows, i + WALKED_ROWS)) : i
        if (walk && i < until) {
          while (i < until) {
            i = walk(values, i, until, null)
            if (stepper.state.drift) alarms.push(i - 1)
          }
          continue
        }
        for (let k = 0; k < d; k++) row[k] = values[i * d + k]!
        if (stepper.update(row) && stepper.state.drift) alarms.push(i)
        i++
      }
      return alarms
    },
    update(given) {
      if (typeof given === 'number' ? setup.columns !== 1 : given.length !== setup.columns)
        throw new DriftError(
          'different-columns',
          `${name} was opened for rows of ${formatCount(setup.columns)} numbers, and this one has ${typeof given === 'number' ? 1 : formatCount(given.length)}.`,
        )
      if (typeof given === 'number') row[0] = given
      else row.set(given)
      checkBits(row)
      const used = stepper.update(row)
      read.fill(Number.NaN)
      machine.read(stepper.state, p, read, setup)
      const { n, drift, warning } = stepper.state
      return {
        n,
        drift,
        warning,
        statistic: read[0] ?? Number.NaN,
        threshold: moving >= 0 ? read[layout.series.length + moving]! : (layout.threshold ?? Number.NaN),
        used,
      }
    },
    reset: () => stepper.reset(),
    snapshot: () => ({
      detector: id,
      params: toJson(p),
      columns: setup.columns,
      skipped: stepper.skipped,
      calibration: toJson(setup.calibration),
      state: toJson(stepper.state),
    }),
    internals: () => machine.internals(stepper.state, p),
    skipped: () => stepper.skipped,
  }
}
