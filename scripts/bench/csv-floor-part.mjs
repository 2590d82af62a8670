// Bundled for node: a file of numbers read by us and by papaparse, in turns. Prints processor times as JSON.
import Papa from 'papaparse'
import { readCsv } from '~/data/csv/csv'
import { createRandom, normal, PURPOSE } from '~/drift/random'
import { sourceOf } from './parts.mjs'

/**
 * `same`: whether both found the same numbers. Ours reads the bytes and makes columns; papaparse has the text and makes rows.
 * @typedef {{ ours: number, papaparse: number, same: boolean }} CsvFloor milliseconds, the least of all turns
 */

const TURNS = 15
const ROWS = 20_000
const OPTIONS = { dynamicTyping: true, skipEmptyLines: true }

const random = createRandom(1, PURPOSE.test)
const names = Array.from({ length: 10 }, (_, k) => `x${k + 1}`)
const row = () => names.map(() => normal(random).toFixed(6)).join(',')
const text = [names.join(','), ...Array.from({ length: ROWS }, row), ''].join('\n')
const file = Object.assign(new Blob([text]), { name: 'numbers.csv' })

/** @type {CsvFloor} */
const found = { ours: Infinity, papaparse: Infinity, same: true }
for (let turn = 0; turn < TURNS; turn++) {
  const ours = await worked(() => readCsv(sourceOf(file), 'utf-8'))
  const theirs = await worked(async () => Papa.parse(text, OPTIONS).data.slice(1))
  found.ours = Math.min(found.ours, ours.ms)
  found.papaparse = Math.min(found.papaparse, theirs.ms)
  const { columns } = ours.value.columns
  found.same &&= theirs.value.every((cells, i) =>
    columns.every((column, k) => column.type === 'number' && column.values[i] === cells[k]),
  )
}
process.stdout.write(JSON.stringify(found))

/**
 * Processor time, in which that of other programs is not.
 * @template T
 * @param {() => Promise<T>} work
 */
async function worked(work) {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, value }
}
