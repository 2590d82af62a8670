import type { Computation, Progress } from '../../define'
import type { KernelShare, Plane, Rounding } from '../kernel-assistant'
import { pairCount, SLICE_WORK } from '../pairs'
import {
  coarseKernel,
  fineKernel,
  fromMiddle,
  inverseUnit,
  needsAllBits,
  type PartSums,
  type PooledKernel,
  statisticsOf,
  totalOf,
} from '../pooled-kernel'
import { rbf } from '../rbf'
import type { BinSums, RowBins } from '../row-bins'
import { onesOf, type RowSets, rowSetSums } from '../row-sets'
import { sharedWork } from '../shared-work'
import { MOST_SETS, writeOffsets } from './offsets'
import { panelBinSums } from './panel-bins'
import { PANEL, panelGroupsBefore, type Panels } from './panels'

/** Work of one pair of rows in `quantise`, as against one product. */
const EXP_WORK = 8

/**
 * The pooled kernel by SIMD: what `plainKernel` gives, bit for bit.
 * @param range of the distances (`distanceRange`)
 */
export function* simdKernel(
  panels: Panels,
  { least, greatest }: { least: number; greatest: number },
  gamma: number,
): Computation<PooledKernel> {
  const { n, all } = panels
  const low = rbf(greatest, gamma)
  const high = rbf(least, gamma)
  const isNear = greatest * gamma < 690 && high - low > 1e-6
  const rounding = { gamma, low, inverse: inverseUnit(low, high), isNear }
  const step = rounding.inverse === 0 ? 0 : 1 / rounding.inverse
  let sums = yield* kernelSums(panels, rounding, needsAllBits(all))
  const coarse = coarseKernel(low, step, sums.high, sums.squares)
  // Seldom: an outlier presses the other values together.
  if (coarse === null && !needsAllBits(all)) sums = yield* kernelSums(panels, rounding, true)
  const isCoarse = coarse !== null
  const planes: Plane[] = [{ name: 'high', weight: isCoarse ? 1 : 2048, shifts: shiftsOf(sums.high) }]
  if (!isCoarse) planes.push({ name: 'rest', weight: 1, shifts: shiftsOf(sums.rest) })
  const whole = new Float64Array(all)
  for (let i = 0; i < all; i++) whole[i] = 2048 * sums.high[i]! + sums.rest[i]!
  const rounded = coarse ?? fineKernel(low, step, whole, sums.squares)
  return {
    ...statisticsOf(sums, n, all - n),
    ...rounded,
    *setSums(sets) {
      const marked = rowSetSums(sets, rounded.rowSums)
      yield { done: 0, total: 1, phase: 'row groups' }
      return { inside: yield* insideSums(panels, rounding, planes, sets), marked }
    },
    binSums: (bins) => binSums(panels, rounding, isCoarse, bins),
  }
}

interface Sums extends PartSums, Pick<KernelShare, 'squares' | 'high' | 'rest'> {}

/** Where a panel's whole numbers begin: its first column is the first of a group of 32, maybe left of the diagonal. */
function kernelAt(
  { at, groups, keepsHigh, keepsRest }: Panels,
  panel: number,
): { high: number; rest: number } {
  const offset = 512 * panelGroupsBefore(panel, groups)
  return { high: at.high + (keepsHigh ? offset : 0), rest: at.rest + (keepsRest ? offset : 0) }
}

/** Computes the whole numbers of one panel, the low halves where they are asked for, and its sums. */
function* quantisePanel(
  panels: Panels,
  { gamma, low, inverse, isNear }: Rounding,
  p: number,
  hasRest: boolean,
  progress: Progress,
): Computation<void> {
  const { engine, n, all, at, groups } = panels
  const { memory } = engine
  const squared = yield* panels.distancesOf(p, progress)
  const { high, rest } = kernelAt(panels, p)
  const first = PANEL * p
  // Columns of the first group left of the panel, and those beyond the last row, are empty.
  const left = first & 31
  const bytes = 512 * (groups - (p >> 2))
  const empty = 16 * (left + all - first)
  for (const plane of hasRest ? [high, rest] : [high]) {
    new Uint8Array(memory.buffer, plane, 16 * left).fill(0)
    new Uint8Array(memory.buffer, plane + empty, bytes - empty).fill(0)
  }
  const border = Math.min(Math.max(n, first) - first, all - first)
  const sums = new Float64Array(memory.buffer, at.sums, 16)
  const columns = at.columnSums + 16 * first
  for (const [part, from, to] of [
    [0, 0, border],
    [1, border, all - first],
  ] as const) {
    sums.fill(0)
    if (from < to)
      engine.quantise(
        squared,
        from,
        to,
        gamma,
        low,
        inverse,
        isNear,
        hasRest,
        high + 16 * left,
        rest + 16 * left,
        at.sums,
        at.rowSums,
        columns,
        columns + 16 * 32 * groups,
      )
    parts.set(sums, 16 * part)
  }
}

/** Sums of a panel's rows and of squares of its whole numbers, left and right of the border between the samples. */
const parts = new Float64Array(32)

/** Of row sums the low ones are 0 where they were not asked for. */
function* kernelSums(panels: Panels, rounding: Rounding, hasRest: boolean): Computation<Sums> {
  const { n, all } = panels
  const [own, ...others] = yield* sharedWork(
    panels.assistants,
    (assistant) => assistant.kernel(rounding, hasRest),
    kernelShare(panels, rounding, hasRest),
  )
  for (const { within, across, squares, high, rest } of others) {
    addEach(own.within, within)
    addEach(own.across, across)
    addEach(own.high, high)
    addEach(own.rest, rest)
    own.squares.high += squares.high
    own.squares.product += squares.product
    own.squares.rest += squares.rest
  }
  // Unrounded sums are added up row after row, whoever computed them.
  let xx = 0
  let yy = 0
  let xy = 0
  for (let i = 0; i < all; i++) {
    if (i < n) {
      xx += own.within[i] as number
      xy += own.across[i] as number
    } else yy += own.within[i] as number
  }
  const { high, rest } = own
  for (let i = 0; i < all; i++) high[i] = (high[i] as number) + MIDDLE * (all - 1)
  if (hasRest) for (let i = 0; i < all; i++) rest[i] = (rest[i] as number) + MIDDLE * (all - 1)
  const squares = fromMiddle(own.squares, MIDDLE, pairCount(all), totalOf(high) / 2, totalOf(rest) / 2)
  return { xx, yy, xy, squares, high, rest }
}

/** Adds the numbers to those at the same places. */
function addEach(sums: Float64Array, more: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (more[i] as number)
}

/** The sums over the pairs of the own panels; of rows of other panels what their columns there add. */
export function* kernelShare(panels: Panels, rounding: Rounding, hasRest: boolean): Computation<KernelShare> {
  const { engine, n, all, at, groups } = panels
  const columnSums = new Int32Array(engine.memory.buffer, at.columnSums, 8 * 32 * groups).fill(0)
  const rowSums = new Int32Array(engine.memory.buffer, at.rowSums, 16)
  const [within, across, high, rest] = [0, 0, 0, 0].map(() => new Float64Array(all)) as Four<Float64Array>
  const squares = { high: 0, product: 0, rest: 0 }
  let work = 0
  for (const p of panels.own) {
    rowSums.fill(0)
    const progress = { done: PANEL * p, total: all, phase: 'kernel rows' }
    yield* quantisePanel(panels, rounding, p, hasRest, progress)
    for (let r = 0; r < PANEL && PANEL * p + r < all; r++) {
      const i = PANEL * p + r
      // Left of the border between the samples, and right of it.
      within[i] = parts[i < n ? r : 16 + r] as number
      if (i < n) across[i] = parts[16 + r] as number
      high[i] = rowSums[r] as number
      rest[i] = rowSums[8 + r] as number
    }
    for (const part of [8, 9, 24, 25]) {
      squares.high += parts[part] as number
      squares.product += parts[part + 2] as number
      squares.rest += parts[part + 4] as number
    }
    work += PANEL * (all - PANEL * p) * EXP_WORK + panels.workOf(p)
    if (work < SLICE_WORK) continue
    work = 0
    yield progress
  }
  for (const [sums, from] of [
    [high, 0],
    [rest, 4 * 32 * groups],
  ] as const)
    for (let j = 0; j < all; j++)
      for (let lane = 0; lane < 4; lane++)
        sums[j] = (sums[j] as number) + (columnSums[from + 4 * j + lane] as number)
  yield { done: all, total: all, phase: 'kernel rows' }
  return { within, across, squares, high, rest }
}

type Four<T> = [T, T, T, T]

/** Whole numbers are added up less this much, which makes 32 of 11 bits fit into 16. */
const MIDDLE = 1024

function shiftsOf(rowSums: Float64Array): Int16Array {
  const all = rowSums.length
  const shifts = new Int16Array(all)
  for (let i = 0; i < all; i++) shifts[i] = Math.round(rowSums[i]! / (all - 1)) - MIDDLE
  return shifts
}

/**
 * What the numbers of all pairs inside each of the sets `first … first + count − 1` were made smaller by: `MIDDLE`, and the
 * shift of their first row where the other is not among the same 32, as those are in each panel's first group.
 */
function takenFrom(
  { words, bits }: RowSets,
  first: number,
  count: number,
  shifts: Int16Array | null,
): Float64Array {
  const taken = new Float64Array(count)
  const later = new Uint32Array(count)
  const tables = new Int32Array(4 * 256)
  for (let word = words - 1; word >= 0; word--) {
    if (shifts !== null) fillShifts(tables, shifts.subarray(32 * word, 32 * word + 32))
    for (let b = 0, at = first * words + word; b < count; b++, at += words) {
      const set = bits[at] as number
      const sum =
        (tables[set & 255] as number) +
        (tables[256 | ((set >>> 8) & 255)] as number) +
        (tables[512 | ((set >>> 16) & 255)] as number) +
        (tables[768 | (set >>> 24)] as number)
      taken[b] = (taken[b] as number) + sum * (later[b] as number)
      later[b] = (later[b] as number) + onesOf(set)
    }
  }
  for (let b = 0; b < count; b++) taken[b]! += MIDDLE * pairCount(later[b]!)
  return taken
}

/** The 256 sums that 8 of up to 32 shifts can give, four times. */
function fillShifts(tables: Int32Array, shifts: Int16Array): void {
  for (let bit = 0; bit < 32; bit++) {
    const shift = shifts[bit] ?? 0
    const from = (bit >> 3) << 8
    const size = 1 << (bit & 7)
    for (let e = from; e < from + size; e++) tables[e + size] = (tables[e] as number) + shift
  }
}

/** For no more sets than these tables of 256 sums cost more than they save: `lookUpFew`, without shifts. */
const FEW_SETS = 144
const isFew = (count: number): boolean => count <= FEW_SETS

/** Look-ups of one group of columns that surely stay below 2³¹ added up: 2 rows of 32 numbers below 2,048 each. */
const GROUPS_BEFORE_OVERFLOW = 16_000

function* insideSums(
  panels: Panels,
  rounding: Rounding,
  planes: readonly Plane[],
  sets: RowSets,
): Computation<Float64Array> {
  const [sums, ...others] = yield* sharedWork(
    panels.assistants,
    (assistant) => assistant.insideSums(planes, sets),
    insideShare(panels, rounding, planes, sets),
  )
  for (const other of others) addEach(sums, other)
  for (const [first, some] of batchesOf(sums))
    for (const { weight, shifts } of planes) {
      const taken = takenFrom(sets, first, some.length, isFew(some.length) ? null : shifts)
      for (let b = 0; b < some.length; b++) some[b] = (some[b] as number) + weight * (taken[b] as number)
    }
  return sums
}

/** Over the pairs of the own panels, less what `takenFrom` tells. */
export function* insideShare(
  panels: Panels,
  rounding: Rounding,
  planes: readonly Plane[],
  sets: RowSets,
): Computation<Float64Array> {
  const sums = new Float64Array(sets.count)
  for (const [first, some] of batchesOf(sums))
    yield* someInsideSums(panels, rounding, planes, sets, first, some)
  return sums
}

/** The sums of as many sets as are looked up at once, each with the number of its first. */
function* batchesOf(sums: Float64Array): Generator<[number, Float64Array]> {
  for (let first = 0; first < sums.length; first += MOST_SETS)
    yield [first, sums.subarray(first, first + MOST_SETS)]
}

/** Of sets `first … first + sums.length − 1`. */
function* someInsideSums(
  panels: Panels,
  rounding: Rounding,
  planes: readonly Plane[],
  sets: RowSets,
  first: number,
  sums: Float64Array,
): Computation<void> {
  const { engine, at, groups } = panels
  const { buffer } = engine.memory
  const count = sums.length
  const stride = 8 * count
  writeOffsets(buffer, at.offsets, groups, sets, first, count)
  const partial = new Int32Array(buffer, at.splitSums, 4 * count)
  new Int16Array(buffer, at.splitRows, 8 * MOST_SETS).fill(0)
  const shiftsAt = new Int16Array(buffer, at.shifts, PANEL * panels.panels)
  for (const { name, weight, shifts } of planes) {
    const isKept = name === 'high' ? panels.keepsHigh : panels.keepsRest
    shiftsAt.fill(0)
    shiftsAt.set(shifts)
    partial.fill(0)
    let added = 0
    let work = 0
    for (const p of panels.own) {
      const progress = { done: p, total: panels.panels, phase: 'row groups' }
      if (!isKept) yield* quantisePanel(panels, rounding, p, planes.length > 1, progress)
      const before = p >> 2
      const columns = kernelAt(panels, p)[name]
      const own = groups - before
      const from = at.offsets + before * stride
      const rows = from + 2 * (p & 3)
      if (isFew(count)) engine.lookUpFew(columns, own, from, stride, rows, at.splitSums, count)
      else {
        const shift = at.shifts + 2 * PANEL * p
        engine.lookUp(columns, own, from, stride, rows, at.splitRows, at.splitSums, count, shift)
      }
      added += own
      if (added + groups > GROUPS_BEFORE_OVERFLOW) {
        addPartial(sums, partial, weight)
        added = 0
      }
      work += own * (8 * count + 1000) + (isKept ? 0 : own * 4096 + panels.workOf(p))
      if (work < 4 * SLICE_WORK) continue
      work = 0
      yield progress
    }
    addPartial(sums, partial, weight)
  }
}

/** Adds the four partial sums of each set, and sets them to 0. */
function addPartial(sums: Float64Array, partial: Int32Array, weight: number): void {
  for (let b = 0; b < sums.length; b++) {
    const sum =
      (partial[4 * b] as number) +
      (partial[4 * b + 1] as number) +
      (partial[4 * b + 2] as number) +
      (partial[4 * b + 3] as number)
    sums[b] = (sums[b] as number) + weight * sum
  }
  partial.fill(0)
}

function binSums(panels: Panels, rounding: Rounding, isCoarse: boolean, bins: RowBins): Computation<BinSums> {
  function* planesOf(p: number, progress: Progress) {
    if (!(isCoarse ? panels.keepsHigh : panels.keepsRest))
      yield* quantisePanel(panels, rounding, p, !isCoarse, progress)
    const { high, rest } = kernelAt(panels, p)
    const left = 16 * ((PANEL * p) & 31)
    return isCoarse
      ? [{ address: high + left, weight: 1 }]
      : [
          { address: high + left, weight: 2048 },
          { address: rest + left, weight: 1 },
        ]
  }
  return panelBinSums(panels, planesOf, MIDDLE, bins)
}
