import type { Computation, StreamDetector } from './define'
import { withProgress } from './with-progress'
import { createRandom, normal, PURPOSE, uniform } from './random'
import type { LoadedDetector } from './run'
import type { Sample } from './sample'

/**
 * How a streaming detector behaves at its defaults, measured on streams whose truth is known: what a method page
 * prints beside its words. `npm run calibrate` writes the table; a test measures a part of it again.
 */
export interface Calibration {
  /** What the streams are made of. */
  stream: string
  /** Alarms per 10,000 rows of streams in which nothing changes, and the standard error over the streams. */
  falseAlarms: number
  falseAlarmsError: number
  /** Rows that nothing happened in, over all streams. */
  quietRows: number
  /** What changes in the middle of a stream. */
  step: string
  /** Rows from the change to the first alarm after it: median over the streams in which one came; null: in none. */
  delay: number | null
  /** Streams in which an alarm came after the change, of how many. */
  found: number
  streams: number
}

/** Reference rows, and rows before and after a change. */
const REFERENCE_ROWS = 500
const HALF = 1000

export interface Effort {
  quietStreams: number
  quietRows: number
  stepStreams: number
}

/**
 * @param detect of this detector
 * @param effort how many streams of how many rows
 */
export function* calibrate(
  detector: StreamDetector,
  detect: LoadedDetector,
  effort: Effort,
): Computation<Calibration> {
  const make = STREAMS[detector.columns]
  const reference = detector.needsReference ? make.rows(0, REFERENCE_ROWS, REFERENCE_ROWS) : null
  const total = effort.quietStreams + effort.stepStreams
  let done = 0
  const alarmRows = function* (test: Sample): Computation<number[]> {
    const result = yield* withProgress(detect({}, { reference, test }), () => ({
      done,
      total,
      phase: 'streams',
    }))
    done++
    return result.shape === 'trace' ? result.alarms.map(({ start }) => result.positions[start]!) : []
  }

  const counts: number[] = []
  for (let k = 1; k <= effort.quietStreams; k++)
    counts.push((yield* alarmRows(make.rows(k, effort.quietRows, effort.quietRows))).length)
  const delays: number[] = []
  for (let k = 1; k <= effort.stepStreams; k++) {
    const after = (yield* alarmRows(make.rows(-k, 2 * HALF, HALF))).find((row) => row >= HALF)
    if (after !== undefined) delays.push(after - HALF)
  }

  const perTenThousand = counts.map((count) => (count * 10_000) / effort.quietRows)
  const mean = perTenThousand.reduce((a, b) => a + b, 0) / counts.length
  const squares = perTenThousand.reduce((a, b) => a + (b - mean) ** 2, 0)
  return {
    stream: make.quiet,
    falseAlarms: mean,
    falseAlarmsError: counts.length > 1 ? Math.sqrt(squares / (counts.length - 1) / counts.length) : 0,
    quietRows: effort.quietStreams * effort.quietRows,
    step: make.step,
    delay: medianOf(delays),
    found: delays.length,
    streams: effort.stepStreams,
  }
}

interface Streams {
  quiet: string
  step: string
  /** Rows of stream k; from row `change` (from 0) on they are of the other kind. */
  rows: (k: number, rows: number, change: number) => Sample
}

const STREAMS: Record<StreamDetector['columns'], Streams> = {
  one: {
    quiet: 'normal values, mean 0, standard deviation 1',
    step: 'the mean rises by 1 standard deviation',
    rows: (k, rows, change) => sample(k, rows, 1, (random, i) => normal(random) + (i < change ? 0 : 1)),
  },
  many: {
    quiet: 'three columns of independent normal values, mean 0, standard deviation 1',
    step: 'the mean of each column rises by 1 standard deviation',
    rows: (k, rows, change) => sample(k, rows, 3, (random, i) => normal(random) + (i < change ? 0 : 1)),
  },
  error: {
    quiet: 'errors with a probability of 0.2',
    step: 'the probability of an error rises from 0.2 to 0.4',
    rows: (k, rows, change) =>
      sample(k, rows, 1, (random, i) => (uniform(random) < (i < change ? 0.2 : 0.4) ? 1 : 0)),
  },
  labels: {
    quiet: 'two labels of equal frequency, predicted wrongly with a probability of 0.2',
    step: 'the probability of a wrong prediction rises from 0.2 to 0.4',
    rows: (k, rows, change) => {
      const made = sample(k, rows, 2, (random) => (uniform(random) < 0.5 ? 1 : 0))
      const random = createRandom(seedOf(k), PURPOSE.simulation, 1)
      for (let i = 0; i < rows; i++) {
        const wrong = uniform(random) < (i < change ? 0.2 : 0.4)
        made.values[2 * i + 1] = wrong ? 1 - made.values[2 * i]! : made.values[2 * i]!
      }
      return made
    },
  },
}

/** Streams with a change have their own seeds: they are numbered from −1 downwards. */
const seedOf = (k: number): number => (k < 0 ? 1_000_000 - k : k)

function sample(
  k: number,
  rows: number,
  d: number,
  value: (random: ReturnType<typeof createRandom>, row: number) => number,
): Sample {
  const random = createRandom(seedOf(k), PURPOSE.simulation)
  const values = new Float64Array(rows * d)
  for (let at = 0; at < values.length; at++) values[at] = value(random, Math.floor(at / d))
  return {
    rows,
    columns: Array.from({ length: d }, (_, j) => `x${j + 1}`),
    values,
    rowNumbers: Uint32Array.from({ length: rows }, (_, i) => i + 1),
  }
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}
