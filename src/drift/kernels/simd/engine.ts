import { ENGINE_BYTES } from './engine-bytes'
import { compiledOnce } from './module'

/** What `engine.as` exports; its comments say what each does. Pointers are bytes, multiples of 16. */
export interface Engine {
  memory: WebAssembly.Memory
  distances: (blocks: number, d: number, panel: number, from: number, to: number, out: number) => void
  productDistances: (
    blocks: number,
    norms: number,
    d: number,
    all: number,
    first: number,
    last: number,
    from: number,
    to: number,
    out: number,
  ) => void
  widen: (values: number, bytes: number, range: number) => void
  bracket: (
    values: number,
    bytes: number,
    low: number,
    high: number,
    counts: number,
    out: number,
    range: number,
  ) => number
  quantise: (
    squared: number,
    from: number,
    to: number,
    gamma: number,
    low: number,
    inverse: number,
    isNear: boolean,
    hasRest: boolean,
    high: number,
    rest: number,
    sums: number,
    rowSums: number,
    columnSums: number,
    columnRests: number,
  ) => void
  kernelColumn: (values: number, bytes: number, x: number, gamma: number, out: number) => void
  takeProducts: (columns: number, bytes: number, k: number, pivot: number) => void
  squaredProducts: (columns: number, bytes: number, k: number) => number
  lookUp: (
    columns: number,
    groups: number,
    offsets: number,
    stride: number,
    rows: number,
    rowSums: number,
    sums: number,
    count: number,
    shifts: number,
  ) => void
  lookUpFew: (
    columns: number,
    groups: number,
    offsets: number,
    stride: number,
    rows: number,
    sums: number,
    count: number,
  ) => void
  addRows: (
    rows: number,
    groups: number,
    offsets: number,
    stride: number,
    sums: number,
    count: number,
  ) => void
  sumColumns: (columns: number, bytes: number, sums: number) => void
}

const compiled = compiledOnce(ENGINE_BYTES)

/** Whether WebAssembly with SIMD may run here. */
export function hasSimd(): boolean {
  return compiled() !== null
}

/** An engine that nobody uses and that is not too large to be kept: fresh memory costs a page fault for every 4 kB. */
let idle: Engine | null = null
const KEPT_BYTES = 64 * 2 ** 20
const PAGE = 65_536

/** Where the 256 vectors of a set's rows in a panel stand, and behind them and the tables of sums the first free byte. */
const MASKS_AT = 1024
export const FREE_AT = MASKS_AT + 256 * 16 + 4 * 4096

function createEngine(module: WebAssembly.Module): Engine {
  const engine = new WebAssembly.Instance(module).exports as unknown as Engine
  const masks = new Uint16Array(engine.memory.buffer, MASKS_AT, 256 * 8)
  for (let at = 0; at < masks.length; at++) masks[at] = ((at >> 3) >> (at & 7)) & 1
  return engine
}

/**
 * An engine with at least `bytes` of memory, to be given back. What was in the memory before is still there.
 * @throws RangeError where there is not so much memory
 */
export function takeEngine(bytes: number): Engine {
  const module = compiled()
  if (!module) throw new Error('There is no SIMD here')
  const engine = idle ?? createEngine(module)
  idle = null
  const missing = Math.ceil((bytes - engine.memory.buffer.byteLength) / PAGE)
  if (missing > 0) engine.memory.grow(missing)
  return engine
}

export function giveBack(engine: Engine): void {
  if (engine.memory.buffer.byteLength <= KEPT_BYTES) idle = engine
}
