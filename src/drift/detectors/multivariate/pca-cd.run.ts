import { counted, formatCount, formatNumber } from '~/lib/format'
import { DriftError } from '../../errors'
import { tableOf } from '../../kernels/bandwidth-of-some'
import { cellsOf, changeScore, principalModel, type PrincipalModel } from '../../kernels/principal-histograms'
import type { Machine, MachineState, Setup } from '../../machine'
import { machineRun } from '../../machine-run'
import { checkFinite } from '../check-samples'
import { pcaCd, type PcaCdParams } from './pca-cd'

interface PcaCdState extends MachineState {
  /** Null while the reference window is filled. */
  model: PrincipalModel | null
  /** The last w rows, in a ring, and how many there are of this reference: first the reference window, then the test's. */
  rows: Float64Array
  seen: number
  /** Of the test window: the cell of each row along each component, in the same ring, and how many rows lie in each cell. */
  cells: Uint32Array
  counts: Float64Array
  /** The last change score. */
  score: number
  /** Page-Hinkley over the scores: how many, their mean, cumulative deviation and its minimum. */
  scores: number
  mean: number
  sum: number
  lowest: number
}

/** Columns whose eigenvectors are found in a fraction of a second. */
const MOST_COLUMNS = 200

/**
 * Qahtan et al. 2015 (doi 10.1145/2783258.2783359): histograms of reference and test window on one grid along the
 * principal components of the reference; the largest divergence of all components is the change score, and a
 * Page-Hinkley test over the scores raises the alarm: U ← U + score − mean − δ, alarm where U − min U > threshold. After
 * an alarm the test window becomes the reference. Without a reference, the first w rows of the stream are it.
 */
export const machine: Machine<PcaCdParams, PcaCdState> = {
  start(p, setup) {
    const state = empty(p, setup)
    if (setup.reference) learn(state, referenceModel(p, setup))
    return state
  },

  update(s, row, p) {
    const w = p.window
    const d = row.length
    const slot = s.seen % w
    s.n++
    s.drift = false
    s.rows.set(row, slot * d)
    if (!s.model) {
      s.seen++
      if (s.seen === w) learn(s, principalModel({ rows: w, d, values: s.rows }, p.variance, w))
      return
    }
    const k = s.model.low.length
    if (s.seen >= w) for (let c = 0; c < k; c++) s.counts[s.cells[slot * k + c]!]!--
    cellsOf(s.model, row, s.cells, slot * k)
    for (let c = 0; c < k; c++) s.counts[s.cells[slot * k + c]!]!++
    s.seen++
    if (s.seen < w || (s.seen - w) % stepOf(p) !== 0) return
    s.score = changeScore(s.model, s.counts, w, p.divergence)
    s.scores++
    s.mean += (s.score - s.mean) / s.scores
    s.sum += s.score - s.mean - p.delta
    s.lowest = Math.min(s.lowest, s.sum)
    s.drift = s.sum - s.lowest > p.threshold
  },

  /** The test window, in the order of its rows, is the new reference. */
  restart(s, p, setup) {
    const d = setup.columns
    const w = p.window
    const first = s.seen % w
    const values = new Float64Array(w * d)
    values.set(s.rows.subarray(first * d))
    values.set(s.rows.subarray(0, first * d), (w - first) * d)
    const state = empty(p, setup)
    learn(state, principalModel({ rows: w, d, values }, p.variance, w))
    return state
  },

  layout: (p, { reference }) => ({
    statisticName: 'Cumulative rise of the change score',
    unit: '',
    series: ['rise'],
    threshold: p.threshold,
    side: 'above',
    limits: [],
    lines: [{ title: 'Change score', yLabel: p.divergence === 'kl' ? 'nats' : 'area', series: ['score'] }],
    thresholdRule: `Alarm where the change score has risen by more than ${formatNumber(p.threshold)} in all, beyond δ at each score${p.reset === 'auto' ? '; then the test window becomes the reference' : ''}.`,
    warmUp: reference ? p.window : 2 * p.window,
  }),

  read(s, _, into) {
    if (s.scores === 0) return
    into[0] = s.sum - s.lowest
    into[1] = s.score
  },

  internals: (s, p) => ({
    n: s.n,
    changeScore: s.score,
    rise: s.sum - s.lowest,
    components: s.model?.low.length ?? 0,
    cells: s.model?.cells ?? 0,
    step: stepOf(p),
  }),
  rowsPerSlice: 50,
}

const stepOf = ({ window, period }: PcaCdParams): number =>
  Math.max(1, Math.min(100, Math.round(period * window)))

function empty({ window }: PcaCdParams, { columns }: Setup<null>): PcaCdState {
  if (columns > MOST_COLUMNS)
    throw new DriftError(
      'too-many-columns',
      `PCA-CD takes up to ${MOST_COLUMNS} columns, and ${formatCount(columns)} are chosen. Choose fewer.`,
    )
  return {
    n: 0,
    drift: false,
    warning: false,
    model: null,
    rows: new Float64Array(window * columns),
    seen: 0,
    cells: new Uint32Array(0),
    counts: new Float64Array(0),
    score: Number.NaN,
    scores: 0,
    mean: 0,
    sum: 0,
    lowest: 0,
  }
}

function learn(state: PcaCdState, model: PrincipalModel): void {
  state.model = model
  state.seen = 0
  state.cells = new Uint32Array((state.rows.length / model.mean.length) * model.low.length)
  state.counts = new Float64Array(model.counts.length)
}

/** @throws DriftError `different-columns`, `too-few-rows`, `not-finite` */
function referenceModel(p: PcaCdParams, { reference, columns }: Setup<null>): PrincipalModel {
  if (!reference || reference.columns.length !== columns)
    throw new DriftError(
      'different-columns',
      `The reference has ${counted(reference?.columns.length ?? 0, 'column')} and the stream ${formatCount(columns)}. PCA-CD needs the same in both.`,
    )
  if (reference.rows < 20)
    throw new DriftError(
      'too-few-rows',
      `Not enough data: the reference has ${counted(reference.rows, 'row')}, and PCA-CD needs at least 20. Take more rows.`,
    )
  checkFinite('reference', reference)
  return principalModel(tableOf(reference), p.variance, p.window)
}

export const run = machineRun(pcaCd, machine)
