import type { RowsLeftOut } from '~/data/prepare/prepared'
import type { Selection } from '~/data/prepare/selection'
import type { TableSummary } from '~/data/columns'
import type { ReadOptions } from '~/data/read-options'
import type { TableWindow } from '~/data/prepare/window'
import type { Progress } from '~/drift/define'
import type { ParamValue } from '~/drift/params'
import type { DetectorResult } from '~/drift/results'
import type { TableFinding } from '~/drift/data-checks/table-findings'
import type { Failure } from '~/lib/errors'

/** How every call to a worker ends. Outcomes are data: an Error loses its code on the way. */
export type Outcome<T> =
  | { status: 'done'; value: T }
  | { status: 'cancelled' }
  | { status: 'failed'; failure: Failure }

export interface LoadProgress {
  /** Bytes read so far, of `total`. */
  done: number
  total: number
  rows: number
}

/** What a detector is to do. Equal jobs give equal results: this is the key of the query cache. */
export interface Job {
  detector: string
  params: Record<string, ParamValue>
  selection: Selection
}

/** A finished job: the detector's result and what was done to the data on its way. */
export interface JobResult {
  result: DetectorResult
  /** Axis value of each position of a trace, where a time column was chosen. */
  times: Float64Array | null
  /** First and last row of the test sample on the axis: its times, or row numbers. What no window reaches is in it too. */
  span: readonly [number, number]
  rowsLeftOut: RowsLeftOut
  /** What changed in the data itself, which no detector sees. */
  findings: TableFinding[]
  notes: string[]
  /** Wall time in the worker, from the arrival of the columns to the result. */
  elapsedMs: number
}

/**
 * Lives as long as the page and owns every parsed file by its digest and how it was read (`tableKey`).
 * `call` is the number of a call, so that it can be cancelled: an AbortSignal cannot cross a border.
 */
export interface DataWorkerApi {
  load(
    call: number,
    file: File,
    options: ReadOptions,
    onProgress: (p: LoadProgress) => void,
  ): Promise<Outcome<TableSummary>>
  /** How a file is read with these options, and its first rows; nothing of it is kept. */
  preview(
    call: number,
    file: File,
    options: ReadOptions,
    rows: number,
  ): Promise<Outcome<{ summary: TableSummary; window: TableWindow }>>
  /** Makes the samples of a selection and sends them (or why not) through `port`, straight to a drift worker. */
  send(selection: Selection, port: MessagePort): Promise<void>
  /** Some rows of a file that is loaded; null where it is not. */
  window(key: string, first: number, count: number): Promise<TableWindow | null>
  forget(key: string): Promise<void>
  cancel(call: number): Promise<void>
}

/** Runs one job at a time and may be killed at any moment. */
export interface DriftWorkerApi {
  run(
    call: number,
    job: { detector: string; params: Record<string, ParamValue> },
    port: MessagePort,
    /** How many other lanes nobody uses: so many assistants may help. */
    spare: number,
    onProgress: (p: Progress) => void,
  ): Promise<Outcome<JobResult>>
  /**
   * Runs MMD on made-up samples, so that the first job finds it as fast as later ones; a job ends that. Before, so many
   * assistants are started, which stay.
   */
  warmUp(assistants: number): Promise<void>
  cancel(call: number): Promise<void>
}
