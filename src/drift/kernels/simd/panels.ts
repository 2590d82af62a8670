import type { Computation, Progress } from '../../define'
import { pairCount, SLICE_WORK } from '../pairs'
import type { DistanceRange, KernelAssistant, Share } from '../kernel-assistant'
import { PRODUCT_COLUMNS, squaredNorms } from '../product-distances'
import { type Engine, FREE_AT, takeEngine } from './engine'
import { MOST_SETS, offsetBytes } from './offsets'

/** Rows of the kernel matrix that are computed together. */
export const PANEL = 8

/** Up to how many bytes numbers are kept; beyond they are computed anew for every pass. */
export interface KeptBytes {
  distances: number
  /** Of `PRODUCT_COLUMNS` and more, whose distances cost more than what follows. */
  wideDistances: number
  kernel: number
  /** What lies in the median's bracket, as a rule up to 6 % of the distances of a thousand rows and more, 7 % of fewer. */
  bracket: number
}

export const KEPT: KeptBytes = {
  distances: 96 * 2 ** 20,
  wideDistances: 384 * 2 ** 20,
  kernel: 96 * 2 ** 20,
  bracket: 5 * 2 ** 20,
}

/** Bytes of rows that are multiplied with all others at once. */
const CACHED = 256 * 2 ** 10

/** The samples in the engine's memory, panel by panel. */
export interface Panels {
  engine: Engine
  n: number
  all: number
  d: number
  /** Row-major values of all rows, centred where there are many columns, in JavaScript's memory. */
  pooled: Float64Array
  panels: number
  /** Those that are computed here, in ascending order; the others are the assistants'. */
  own: readonly number[]
  assistants: readonly KernelAssistant[]
  /** Groups of 32 columns. */
  groups: number
  /** Which of the kernel's whole numbers are kept: the high 11 bits, and beside them the low ones. */
  keepsHigh: boolean
  keepsRest: boolean
  /** Room for what lies in the median's bracket. */
  foundBytes: number
  /** Whether single distances are looked up, as they are kept and cost more to compute: of many columns. */
  looksUp: boolean
  /** The least and the greatest distance, once they were passed over. */
  range: DistanceRange | null
  /** Byte address of the panel's distances, computed before in slices unless they are kept. */
  distancesOf: (panel: number, progress: Progress) => Computation<number>
  /** That of rows i < j, computed before and kept. */
  knownDistance: (i: number, j: number) => number
  /** Bytes of them. */
  bytesOf: (panel: number) => number
  /** Multiplications or so that a panel's distances cost when they are asked for next. */
  workOf: (panel: number) => number
  at: Addresses
}

interface Addresses {
  blocks: number
  norms: number
  distances: number
  found: number
  foundAgain: number
  range: number
  counts: number
  sums: number
  rowSums: number
  columnSums: number
  high: number
  rest: number
  splitSums: number
  splitRows: number
  shifts: number
  offsets: number
}

/**
 * Lays the engine's memory out for n rows of a reference and m of a test sample, and copies the rows in.
 * @param pooled row-major, d columns, after `centre`
 * @throws RangeError where there is not so much memory
 */
export function* createPanels(
  pooled: Float64Array,
  n: number,
  m: number,
  d: number,
  bytes = KEPT,
  share: Share = { index: 0, of: 1 },
): Computation<Panels> {
  const all = n + m
  const panels = Math.ceil(all / PANEL)
  const groups = Math.ceil(all / 32)
  const distanceBytes = 64 * (panels * all - 4 * panels * (panels - 1))
  const kernelBytes = 16 * 32 * panelGroupsBefore(panels, groups)
  const keepsDistances = distanceBytes <= (d >= PRODUCT_COLUMNS ? bytes.wideDistances : bytes.distances)
  // Of one panel all may lie inside.
  const foundBytes = Math.min(bytes.bracket, pairCount(all)) + 64 * all + 64
  const keepsHigh = kernelBytes <= bytes.kernel
  const keepsRest = 2 * kernelBytes <= bytes.kernel
  let end = FREE_AT
  const take = (bytes: number): number => {
    const at = end
    end += Math.ceil(bytes / 64) * 64
    return at
  }
  const at: Addresses = {
    splitSums: take(16 * MOST_SETS),
    splitRows: take(16 * MOST_SETS),
    shifts: take(2 * PANEL * panels),
    range: take(16),
    counts: take(24),
    sums: take(128),
    rowSums: take(64),
    columnSums: take(32 * 32 * groups),
    found: take(foundBytes),
    foundAgain: take(foundBytes),
    blocks: take(64 * panels * d),
    norms: take(64 * panels),
    offsets: take(offsetBytes(groups)),
    high: take(keepsHigh ? kernelBytes : 512 * groups),
    rest: take(keepsRest ? kernelBytes : 512 * groups),
    distances: take(keepsDistances ? distanceBytes : 64 * all),
  }
  const engine = takeEngine(end)
  const blocks = new Float64Array(engine.memory.buffer, at.blocks, PANEL * panels * d)
  for (let p = 0, to = 0, work = 0; p < panels; p++) {
    const from = PANEL * p * d
    for (let k = from; k < from + d; k++)
      for (let r = 0, value = k; r < PANEL; r++, value += d)
        blocks[to++] = value < pooled.length ? (pooled[value] as number) : 0
    if ((work += 2 * PANEL * d) < SLICE_WORK) continue
    work = 0
    yield { done: 0, total: all, phase: 'distances' }
  }
  const hasProducts = d >= PRODUCT_COLUMNS
  if (hasProducts) {
    const norms = new Float64Array(engine.memory.buffer, at.norms, PANEL * panels).fill(0)
    norms.set(squaredNorms(pooled, all, d))
  }
  const bytesOf = (panel: number): number => 64 * (all - PANEL * panel)
  // Of so many columns' distances to a panel the products take some milliseconds.
  const slice = Math.max(2, Math.floor((4 * SLICE_WORK) / (PANEL * d)))
  function* compute(panel: number, to: number, progress: Progress): Computation<number> {
    for (let from = PANEL * panel; from < all; from += slice) {
      engine.distances(at.blocks, d, panel, from, Math.min(all, from + slice), to)
      if (from + slice < all) yield progress
    }
    return to
  }
  // So many panels at once that their rows stay in a core's second cache, beside which the others pass.
  const together = hasProducts && keepsDistances ? Math.max(1, Math.floor(CACHED / (64 * d))) : 1
  function* multiply(panel: number, end: number, to: number, progress: Progress): Computation<number> {
    const step = Math.max(1, Math.floor((8 * SLICE_WORK) / (64 * d * (end - panel))))
    for (let from = panel; from < panels; from += step) {
      const last = Math.min(panels, from + step)
      engine.productDistances(at.blocks, at.norms, d, all, panel, end, from, last, to)
      if (last < panels) yield progress
    }
    return to
  }
  // Stretches become shorter as the panels do: dealt in turn they are the same work for all.
  const own = Array.from({ length: panels }, (_, p) => p).filter(
    (p) => Math.floor(p / together) % share.of === share.index,
  )
  let computed = 0
  const placeOf = (panel: number): number => at.distances + 64 * (panel * all - 4 * panel * (panel - 1))
  const kept = new Float64Array(engine.memory.buffer)
  return {
    engine,
    n,
    all,
    d,
    pooled,
    panels,
    own,
    assistants: [],
    groups,
    keepsHigh,
    keepsRest,
    foundBytes,
    looksUp: hasProducts && keepsDistances && share.of === 1,
    range: null,
    *distancesOf(panel, progress) {
      if (!keepsDistances)
        return yield* hasProducts
          ? multiply(panel, panel + 1, at.distances, progress)
          : compute(panel, at.distances, progress)
      const to = placeOf(panel)
      // They are asked for in order.
      if (panel < computed) return to
      const end = Math.min(panels, panel + together)
      yield* hasProducts ? multiply(panel, end, to, progress) : compute(panel, to, progress)
      computed = end
      return to
    },
    knownDistance(i, j) {
      const panel = i >> 3
      return kept[placeOf(panel) / 8 + 8 * (j - 8 * panel) + (i & 7)] as number
    },
    bytesOf,
    workOf: (panel) => (all - PANEL * panel) * (keepsDistances && panel < computed ? 8 : 4 * d),
    at,
  }
}

/** The same, a share of the panels here and of each assistant. */
export function* spreadPanels(
  pooled: Float64Array,
  n: number,
  m: number,
  d: number,
  assistants: readonly KernelAssistant[],
): Computation<Panels> {
  const of = assistants.length + 1
  // Where that fails, what is asked of it next does, and is looked at.
  for (const [i, assistant] of assistants.entries())
    assistant.layOut({ pooled, n, m, d, share: { index: i + 1, of } }).catch(() => undefined)
  const panels = yield* createPanels(pooled, n, m, d, KEPT, { index: 0, of })
  return { ...panels, assistants }
}

/** Groups of 32 columns that the panels before this one have from their diagonal on. */
export function panelGroupsBefore(panel: number, groups: number): number {
  const whole = panel >> 2
  return 4 * (whole * groups - (whole * (whole - 1)) / 2) + (panel & 3) * (groups - whole)
}
