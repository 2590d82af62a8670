// Bundled for node and for a worker of the bench page: the same code that the built workers hold.
import { readCsv } from '~/data/csv/csv'
import { USUAL_MISSING } from '~/data/interpret/missing-words'
import { digestOf } from '~/data/digest'
import { readTable } from '~/data/read-file'
import { breathe, readBytes } from '~/data/source'
import { summariseColumn } from '~/data/prepare/summary'
import { drive } from '~/drift/drive'
import { loadDetector } from '~/drift/run'
import { withProgress } from '~/drift/with-progress'

/** @import { Columns } from '~/data/columns' */
/** @import { ReadAhead } from '~/data/read-ahead' */
/** @import { Source } from '~/data/source' */
/** @import { KernelAssistant } from '~/drift/kernels/kernel-assistant' */
/** @import { Sample } from '~/drift/sample' */

/**
 * Milliseconds of the parts of reading a CSV file, each by itself, and of reading it as the page does
 * (`whole`: the digest runs beside the parsing there).
 * @typedef {{ read: number, parse: number, digest: number, summary: number, whole: number }} PartTimes
 */

/**
 * @param {Blob & { readonly name: string }} file a UTF-8 CSV file
 * @param {(file: Blob) => ReadAhead | null} [readAhead] as of the data worker, for `whole`
 * @returns {Promise<PartTimes & { rows: number, digestHex: string }>} parts in milliseconds; `parse` holds the
 *   reading of the bytes, as both run at once
 */
export async function timeParts(file, readAhead = () => null) {
  const [read] = await timed(() => readAll(sourceOf(file)))
  const [parse, { columns }] = await timed(() => readCsv(sourceOf(file), 'utf-8'))
  const [summary] = await timed(async () => summariseAll(columns))
  const [digest, digestHex] = await timed(() => digestOf(sourceOf(file)))
  const [whole, table] = await timed(() => readTable(file, { readAhead }))
  return { read, parse, digest, summary, whole, rows: table.summary.rows, digestHex }
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<[number, T]>} milliseconds and the value
 */
export async function timed(work) {
  const started = performance.now()
  const value = await work()
  return [performance.now() - started, value]
}

/**
 * @param {Blob & { readonly name: string }} file
 * @returns {Source}
 */
export function sourceOf(file) {
  return {
    name: file.name,
    size: file.size,
    blob: file,
    cancelled: () => false,
    onProgress: () => undefined,
    breathe,
    options: {},
    missing: USUAL_MISSING,
    sliceStart: performance.now(),
  }
}

/** @param {Source} source */
async function readAll(source) {
  for (let at = 0; at < source.size; at += 4_000_000) await readBytes(source, at, at + 4_000_000)
}

/** @param {Columns} columns */
function summariseAll({ columns }) {
  return columns.map((column) => {
    const work = summariseColumn(column, true)
    let step = work.next()
    while (!step.done) step = work.next()
    return step.value
  })
}

/** Hours of a year, and rows of its reference. */
const HOURS = 8760
const REFERENCE_ROWS = 2000

/**
 * Runs MMD as a drift worker does, on numbers that depend on nothing but the arguments.
 * @param {{ n: number, d: number, permutations: number }} size rows of each sample, columns, permutations
 * @param {readonly KernelAssistant[]} [assistants] that help
 * @returns {Promise<{ elapsed: number, first: number, p: number, statistic: number }>} milliseconds of the whole, and
 *   until the first interval of p
 */
export async function timeMmd({ n, d, permutations }, assistants = []) {
  const detect = await loadDetector('mmd')
  const samples = { reference: numbers(n, d, 1), test: numbers(n, d, 2), assistants }
  const started = performance.now()
  let first = Number.NaN
  const told = withProgress(detect({ permutations, seed: 42, pictures: false }, samples), (step) => {
    if (Number.isNaN(first) && step.soFar?.startsWith('p is between')) first = performance.now() - started
    return step
  })
  const [elapsed, outcome] = await timed(() => drive(told, { now: () => performance.now() }))
  if (outcome.status !== 'done' || outcome.value.shape !== 'two-sample') {
    throw new Error(`MMD did not end with a result: ${JSON.stringify(outcome)}`)
  }
  return { elapsed, first, p: outcome.value.pValue, statistic: outcome.value.statistic.value }
}

/**
 * MMD over time of a year of hourly rows with its simulated threshold, parameters as given, as a drift worker runs it.
 * @param {{ d: number, window: number }} year columns, and rows of a window
 * @returns {Promise<number>} milliseconds, of the whole result that the Lab draws
 */
export async function timeYear({ d, window }) {
  const detect = await loadDetector('mmd-window')
  const samples = { reference: numbers(REFERENCE_ROWS, d, 1), test: numbers(HOURS, d, 2) }
  const [elapsed, outcome] = await timed(() =>
    drive(detect({ window }, samples), { now: () => performance.now() }),
  )
  if (outcome.status !== 'done') throw new Error(`MMD over time did not end: ${JSON.stringify(outcome)}`)
  return elapsed
}

/**
 * Uniform numbers of a linear congruential generator; the second sample is a little wider.
 * @param {number} rows
 * @param {number} d
 * @param {1 | 2} which
 * @returns {Sample}
 */
function numbers(rows, d, which) {
  let state = which
  const values = Float64Array.from({ length: rows * d }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 32 - 0.5) * (which === 2 ? 1.02 : 1)
  })
  return {
    rows,
    columns: Array.from({ length: d }, (_, c) => `x${c + 1}`),
    values,
    rowNumbers: Uint32Array.from({ length: rows }, (_, i) => i + 1),
  }
}
