import { compiledOnce } from './module'
import { ROWS_BYTES } from './rows-bytes'

/** What `rows.as` exports; its comments say what each does. Pointers are bytes, multiples of 16. */
export interface Rows {
  memory: WebAssembly.Memory
  kernelValues: (
    row: number,
    blocks: number,
    d: number,
    from: number,
    to: number,
    gamma: number,
    scale: number,
    out: number,
  ) => number
  kernelSums: (
    rows: number,
    count: number,
    blocks: number,
    d: number,
    all: number,
    gamma: number,
    scale: number,
    out: number,
  ) => void
  weighRows: (kernel: number, bytes: number, rows: number, count: number, counts: number, out: number) => void
  pack: (
    kernel: number,
    bytes: number,
    rows: number,
    count: number,
    marks: number,
    shuffles: number,
    out: number,
    outBytes: number,
    sums: number,
  ) => void
  slide: (
    drawn: number,
    addresses: number,
    places: number,
    from: number,
    to: number,
    i: number,
    last: number,
    counts: number,
    bytes: number,
    state: number,
    out: number,
  ) => void
  lookUp: (
    kernel: number,
    bytes: number,
    offsets: number,
    order: number,
    count: number,
    first: number,
    last: number,
    before: number,
    after: number,
  ) => void
}

const compiled = compiledOnce(ROWS_BYTES)

const PAGE = 65_536

/** Behind the distances that `rows.as` keeps. */
export const FREE_AT = 5120

/**
 * An instance with a memory of its own, as long as anybody holds it.
 * @param bytes of its memory, which does not grow later: views of it stay
 * @returns null where WebAssembly with SIMD may not run, or has no memory left
 */
export function openRows(bytes: number): Rows | null {
  const module = compiled()
  if (!module) return null
  try {
    const made = new WebAssembly.Instance(module).exports as unknown as Rows
    made.memory.grow(Math.max(0, Math.ceil(bytes / PAGE) - made.memory.buffer.byteLength / PAGE))
    return made
  } catch {
    return null
  }
}
