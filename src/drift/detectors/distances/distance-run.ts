import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { createSubsetCounts } from '../../math/hypergeometric-draws'
import { createRandom, fillBits, PURPOSE, seedState } from '../../random'
import type { EffectMeasure, PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { type Exchangeable, hasMissing } from './distance-cells'
import type { DecisionParams } from './distance-params'
import { type ColumnPair, perColumn } from '../per-column'

interface Method {
  id: string
  name: string
  /** Of the statistic: "Hellinger distance". */
  statisticName: string
  /** A distance equal to the threshold is no drift yet. */
  strict?: boolean
  /** As of `EffectMeasure`: a distance is its own effect size. Nobody says, unless given. */
  trifling?: EffectMeasure['trifling']
  /** It has the unit of the column, and does not put columns in order. */
  hasUnit?: boolean
}

/** Permutations beyond this take minutes. */
const MOST_PERMUTATIONS = 1_000_000

/**
 * A distance of each column by itself, decided by a permutation test or by a threshold.
 *
 * p = (1 + #{T_b ≥ T}) / (B + 1), which is never 0 (Phipson & Smyth 2010, doi 10.2202/1544-6115.1585). Each column has the
 * same random numbers, so that its p does not depend on which others are compared with it.
 */
export function* runDistance(
  method: Method,
  input: BatchInput,
  p: DecisionParams,
  prepare: (pair: ColumnPair) => Computation<Exchangeable>,
): Computation<PerColumnResult> {
  const d = input.reference.columns.length
  const byTest = p.decision === 'permutation'
  const permutations = byTest ? enoughPermutations(p, d) : 0
  const rule = {
    name: method.name,
    minimum: 1,
    missing: p.missing,
    alpha: p.alpha,
    correction: p.correction,
    threshold: byTest ? null : p.threshold,
    strict: !byTest && (method.strict ?? false),
    effect: effectOf(method),
  }
  const found = yield* perColumn(input, rule, function* (pair) {
    const column = yield* prepare(pair)
    const statistic =
      column.kind === 'cells'
        ? column.statistic(column.reference, column.test)
        : column.statistic(column.observed)
    const pValue = byTest ? yield* permutationP(column, statistic, pair, permutations, p.seed) : null
    const distance = statistic * (column.scale ?? 1)
    return {
      statistic: distance,
      pValue,
      effectSize: Number.isNaN(distance) ? null : distance,
      view: column.view,
    }
  })
  return {
    shape: 'per-column',
    detector: method.id,
    statisticName: method.statisticName,
    ...found,
    notes:
      permutations > p.permutations
        ? [
            `${formatCount(permutations)} permutations were drawn instead of ${formatCount(p.permutations)}: with fewer, no p-value of ${formatCount(d)} columns could fall below α = ${formatNumber(p.alpha)}.`,
          ]
        : [],
    settings: { ...p, permutations: byTest ? permutations : p.permutations, columns: d },
  }
}

function effectOf({ statisticName, trifling = null, hasUnit = false }: Method): EffectMeasure {
  return { name: statisticName, symbol: statisticName, trifling, comparable: !hasUnit }
}

/**
 * The smallest p-value is 1 / (B + 1), and times the number of columns it must not exceed α.
 * @throws DriftError `too-few-permutations`
 */
export function enoughPermutations(
  { permutations, alpha, correction }: Pick<DecisionParams, 'permutations' | 'alpha' | 'correction'>,
  columns: number,
): number {
  const needed = Math.ceil((correction === 'none' ? 1 : columns) / alpha - 1 - 1e-9)
  if (needed > MOST_PERMUTATIONS)
    throw new DriftError(
      'too-few-permutations',
      `α = ${formatNumber(alpha)} with ${formatCount(columns)} columns takes ${formatCount(needed)} permutations, and at most ${formatCount(MOST_PERMUTATIONS)} are drawn. Raise α, choose fewer columns, or set Decides by to Threshold of the distance.`,
    )
  return Math.max(permutations, needed)
}

function* permutationP(
  column: Exchangeable,
  statistic: number,
  pair: ColumnPair,
  permutations: number,
  seed: number,
): Computation<number> {
  if (Number.isNaN(statistic) || hasMissing(pair)) return Number.NaN
  let atLeast = 1
  const reached = atLeastAs(statistic)
  for (const value of yield* permuted(column, pair.reference.length, permutations, seed))
    if (value >= reached) atLeast++
  return atLeast / (permutations + 1)
}

/**
 * Splits that are equal to the observed one in exact arithmetic count as such, though their sums have another order.
 */
export function atLeastAs(statistic: number): number {
  return Number.isFinite(statistic) ? statistic - 1e-12 * Math.abs(statistic) : statistic
}

/** The statistic of `permutations` random splits into n and the rest. */
export function* permuted(
  column: Exchangeable,
  n: number,
  permutations: number,
  seed: number,
): Computation<Float64Array> {
  const statistics = new Float64Array(permutations)
  const next = column.kind === 'cells' ? drawCounts(column, n, seed) : drawMarks(column, n, seed)
  for (let b = 0; b < permutations; b++) {
    statistics[b] = next.draw()
    if ((b + 1) % next.aSlice === 0) yield { done: b + 1, total: permutations, phase: 'permutations' }
  }
  return statistics
}

interface Draws {
  draw: () => number
  /** Draws between two yields. */
  aSlice: number
}

function drawCounts(column: Extract<Exchangeable, { kind: 'cells' }>, n: number, seed: number): Draws {
  const random = createRandom(seed, PURPOSE.permutation)
  const pooled = column.reference.map((c, i) => c + column.test[i]!)
  const drawReference = createSubsetCounts(pooled, n)
  const test = new Float64Array(pooled.length)
  const rows = pooled.reduce((sum, c) => sum + c, 0)
  return {
    draw() {
      const reference = drawReference(random)
      for (let i = 0; i < test.length; i++) test[i] = pooled[i]! - reference[i]!
      return column.statistic(reference, test)
    },
    // About 100 ns a cell, and a few for each step away from the likeliest count.
    aSlice: sliceOf(pooled.length * 30 + Math.sqrt(rows * pooled.length)),
  }
}

/**
 * A uniformly random subset of n of the rows, one after the other (selection sampling, Knuth, TAOCP 2, 3.4.2 S): in the
 * order of the values, which is that of the memory.
 */
function drawMarks(column: Extract<Exchangeable, { kind: 'sorted' }>, n: number, seed: number): Draws {
  const rows = column.observed.length
  const marks = new Uint8Array(rows)
  const state = new Int32Array(4)
  seedState(state, seed, PURPOSE.permutation, 0)
  const drawn = new Uint32Array(Math.min(rows, MOST_DRAWN))
  return {
    draw() {
      let left = n
      for (let from = 0; from < rows; from += drawn.length) {
        const some = Math.min(drawn.length, rows - from)
        fillBits(state, drawn, 0, some)
        left = markSome(marks, drawn, { from, some, left })
      }
      return column.statistic(marks)
    },
    aSlice: sliceOf(rows * 4),
  }
}

/** Random numbers that are drawn at once: they stay in a core's first cache. */
const MOST_DRAWN = 2048

/** Marks rows of the next `some`, of which `left` are to be taken together with all rows behind. @returns those still to be */
function markSome(
  marks: Uint8Array,
  drawn: Uint32Array,
  { from, some, left }: { from: number; some: number; left: number },
): number {
  let wanted = left
  for (let k = 0, rows = marks.length - from; k < some; k++, rows--) {
    // Uniform on 0 … rows − 1. Counted, not branched on, as nobody could predict it.
    const place = Math.floor((drawn[k]! * rows) / 2 ** 32)
    const taken = Number(place < wanted)
    marks[from + k] = taken
    wanted -= taken
  }
  return wanted
}

/** Draws within about 2 ms, where one takes this many times 3 ns. */
function sliceOf(work: number): number {
  return Math.max(1, Math.floor(600_000 / work))
}
