import type { ReadAs } from './read-options'

/** One parsed file. Columns are typed arrays, so that they move between workers without a copy. */
export interface Columns {
  rows: number
  columns: Column[]
}

export type Column = NumberColumn | TimeColumn | TextColumn

/** Numbers; missing (empty, NA, NaN, ±Infinity) is NaN. */
export interface NumberColumn {
  type: 'number'
  name: string
  values: Float64Array
  /** What stood behind or before each number: °C, %, $. */
  unit?: string
  /** Rows (from 0, ascending) whose value was infinite, where any was: NaN among the values. */
  infinite?: Uint32Array
}

/** Instants in milliseconds since 1970 UTC; a time without a zone is read as UTC. Missing is NaN. */
export interface TimeColumn {
  type: 'time'
  name: string
  values: Float64Array
}

/** Text and booleans, dictionary-encoded: `categories[codes[i]]`; missing is −1. */
export interface TextColumn {
  type: 'text'
  name: string
  codes: Int32Array
  categories: string[]
}

/** What the page shows of a file: small, safe to clone. */
export interface TableSummary {
  /** SHA-256 of the file's bytes, 64 hex digits: equal to `sha256sum`. */
  digest: string
  fileName: string
  bytes: number
  format: FileFormat
  rows: number
  columns: ColumnSummary[]
  /** How the file was read: what was decided from the data, or told. */
  readAs: ReadAs
  /** Sentences about what was odd but readable: "3 infinite values in 'x' (first in row 12) count as missing." */
  notes: string[]
}

export type FileFormat = 'csv' | 'tsv' | 'json' | 'parquet' | 'npy' | 'npz' | 'arrow' | 'libsvm'

export type ColumnSummary = { name: string; missing: number } & (
  | {
      type: 'number'
      min: number
      max: number
      mean: number
      sd: number
      integers: boolean
      /** 1,000 stands for 1,000 and more. */
      distinct: number
      /** Whole numbers, none of which occurs twice. */
      unique: boolean
      /** Whole numbers, each one more than the one in the row before; none is missing. */
      counter: boolean
      /** No value is smaller than the one before. */
      ascending: boolean
      histogram: Histogram | null
      /** All values, ascending, where they are few and come again: a flag, a class, a year. */
      levels?: ValueCount[]
    }
  | { type: 'time'; min: number; max: number; ascending: boolean; histogram: Histogram | null }
  /** `unique`: no text occurs twice. `top`: the most frequent ones. `codes`: digits alone, some with a zero before them. */
  | { type: 'text'; distinct: number; unique: boolean; top: ValueCount[]; codes?: true }
)

/** A value as text, and how many rows have it. */
export interface ValueCount {
  value: string
  count: number
}

/** Equal-width bins over [min, max], the last one closed. */
export interface Histogram {
  min: number
  max: number
  counts: number[]
}
