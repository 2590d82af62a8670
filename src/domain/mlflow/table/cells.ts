/**
 * The values of one column by row. Few values are kept as ascending (row, value) pairs; from a quarter
 * of the rows on, as one array with a presence bitmap. So 12,000 keys that few runs have cost what
 * they hold, and a key that all runs have is read by its row. Every growth doubles: amortised O(1).
 */
export class Cells {
  /** Number of rows that have a value. */
  count = 0
  /** Changes with every change of a value. */
  version = 0
  /** Ascending rows of the pairs; null once the column is dense. */
  private rows: Uint32Array<ArrayBuffer> | null = new Uint32Array(4)
  private values = new Float64Array(4)
  private present = new Uint32Array(0)

  /** The value of a row; undefined where there is none. NaN is a value. */
  get(row: number): number | undefined {
    if (this.rows === null) {
      return this.isPresent(row) ? this.values[row] : undefined
    }
    const at = this.place(this.rows, row)
    return at < this.count && this.rows[at] === row ? this.values[at] : undefined
  }

  set(row: number, value: number): void {
    this.version++
    if (this.rows === null) {
      this.setDense(row, value)
      return
    }
    const at = this.place(this.rows, row)
    if (at < this.count && this.rows[at] === row) {
      this.values[at] = value
      return
    }
    if (this.count >= MIN_DENSE && this.count * 4 > row && this.count * 4 > this.rows[this.count - 1]!) {
      this.makeDense(this.rows)
      this.setDense(row, value)
      return
    }
    if (this.count === this.rows.length) {
      this.rows = grownU32(this.rows, this.count * 2)
      this.values = grownF64(this.values, this.count * 2)
    }
    this.rows.copyWithin(at + 1, at, this.count)
    this.values.copyWithin(at + 1, at, this.count)
    this.rows[at] = row
    this.values[at] = value
    this.count++
  }

  delete(row: number): void {
    if (this.get(row) === undefined) return
    this.version++
    if (this.rows === null) {
      this.present[row >>> 5]! &= ~(1 << (row & 31))
    } else {
      const at = this.place(this.rows, row)
      this.rows.copyWithin(at, at + 1, this.count)
      this.values.copyWithin(at, at + 1, this.count)
    }
    this.count--
  }

  /** Visits what is there, by ascending row. */
  forEach(visit: (value: number, row: number) => void): void {
    if (this.rows !== null) {
      for (let i = 0; i < this.count; i++) visit(this.values[i]!, this.rows[i]!)
      return
    }
    for (let word = 0; word < this.present.length; word++) {
      let bits = this.present[word]!
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits & -bits)
        const row = word * 32 + bit
        visit(this.values[row]!, row)
        bits &= bits - 1
      }
    }
  }

  private isPresent(row: number): boolean {
    const word = this.present[row >>> 5]
    return word !== undefined && (word & (1 << (row & 31))) !== 0
  }

  private setDense(row: number, value: number): void {
    if (row >= this.values.length) {
      const length = Math.max(row + 1, this.values.length * 2)
      this.values = grownF64(this.values, length)
      this.present = grownU32(this.present, (length + 31) >>> 5)
    }
    if (!this.isPresent(row)) {
      this.present[row >>> 5]! |= 1 << (row & 31)
      this.count++
    }
    this.values[row] = value
  }

  private makeDense(rows: Uint32Array): void {
    const length = rows[this.count - 1]! + 1
    const values = new Float64Array(length)
    const present = new Uint32Array((length + 31) >>> 5)
    for (let i = 0; i < this.count; i++) {
      const row = rows[i]!
      values[row] = this.values[i]!
      present[row >>> 5]! |= 1 << (row & 31)
    }
    this.values = values
    this.present = present
    this.rows = null
  }

  /** First place whose row is at least `row`. Rows mostly arrive in ascending order. */
  private place(rows: Uint32Array, row: number): number {
    if (this.count === 0 || rows[this.count - 1]! < row) return this.count
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (rows[middle]! < row) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Below this many values, pairs are always small enough. */
const MIN_DENSE = 16

function grownF64(from: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length)
  grown.set(from)
  return grown
}

function grownU32(from: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(length)
  grown.set(from)
  return grown
}
