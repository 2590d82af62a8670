import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { driveSync } from '~/drift/drive'
import { detectors } from '~/drift/registry'
import { loadDetector } from '~/drift/run'

// No method on a bundled sample takes more than two seconds. Machines differ by more than twice, so the time is counted in
// a piece of plain work done in the same minute, and two seconds are YARDS of it where they were measured: 1.2 s for online
// CvM of one column, 1.1 for the batch ensemble, 1.0 for online LSDD, 0.9 for online MMD. Of the processor: what other
// programs do meanwhile does not count.
const YARDS = 40
// A cancel is seen between two steps: 150 ms where they were measured, with what the engine compiles on the way. 37 ms for
// MMD, 69 for PCA-CD, whose eigenvectors are one step. One stage that is not cut into steps takes hundreds.
const LONGEST_YARDS = 3

/** @param {string} name */
function tableOf(name) {
  const path = new URL(`../public/samples/${name}`, import.meta.url)
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  return { names: head.split(','), rows: lines.map((line) => line.split(',').map(Number)) }
}

const reference = tableOf('digits-reference.csv')
const stream = tableOf('digits-stream.csv')
const varying = reference.names
  .map((_, k) => k)
  .filter((k) => [reference, stream].every(({ rows }) => rows.every((row) => Number.isFinite(row[k]))))
  .filter((k) => new Set(reference.rows.map((row) => row[k])).size > 1)

/** @param {typeof reference} table @param {readonly number[]} columns */
const sampleOf = ({ names, rows }, columns) => ({
  rows: rows.length,
  columns: columns.map((k) => names[k] ?? ''),
  values: Float64Array.from(rows.flatMap((row) => columns.map((k) => row[k] ?? Number.NaN))),
  rowNumbers: Uint32Array.from({ length: rows.length }, (_, i) => i + 1),
})

/** It takes columns of zeros and ones, of which the digits have none. */
const REFUSED = ['fisher']
/** It refuses 58 columns: so many rows between false alarms would take more simulated streams than fit. */
const OF_ONE_COLUMN = ['cvm-online']

const numeric = detectors.filter(
  ({ id, columns, accepts }) =>
    (columns === 'one' || columns === 'many') && accepts !== 'categories' && !REFUSED.includes(id),
)

/** @param {NodeJS.CpuUsage} from @param {NodeJS.CpuUsage} to */
const msBetween = (from, to) => (to.user - from.user + to.system - from.system) / 1000

/** Processor time of plain work on numbers: whole-number steps, a sort, exponentials. */
function yardMs() {
  const before = process.cpuUsage()
  const values = new Float64Array(200_000)
  let state = 1
  let sum = 0
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < values.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      values[i] = state / 2 ** 32
    }
    values.sort()
    for (const value of values) sum += Math.exp(-value * value)
  }
  expect(sum).toBeGreaterThan(0)
  return msBetween(before, process.cpuUsage())
}

// Compiled before it is a measure.
for (let i = 0; i < 3; i++) yardMs()

describe('on the digits, with the parameters as given', () => {
  test.each(numeric.map(({ id, columns }) => ({ id, columns })))('$id', async ({ id, columns }) => {
    const used = columns === 'one' || OF_ONE_COLUMN.includes(id) ? varying.slice(0, 1) : varying
    const samples = { reference: sampleOf(reference, used), test: sampleOf(stream, used) }
    const detect = await loadDetector(id)
    const yardBefore = yardMs()
    const before = process.cpuUsage()
    let stretch = before
    let longest = 0
    driveSync(detect({}, samples), () => {
      const now = process.cpuUsage()
      longest = Math.max(longest, msBetween(stretch, now))
      stretch = now
    })
    const after = process.cpuUsage()
    const yard = Math.max(yardBefore, yardMs())
    expect(msBetween(before, after) / yard).toBeLessThan(YARDS)
    expect(Math.max(longest, msBetween(stretch, after)) / yard).toBeLessThan(LONGEST_YARDS)
  })
})
