import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../install.mjs'

/** @import { Row } from './report.mjs' */

/** What the last whole measurements gave: committed, so that every figure that we claim has its machine beside it. */
const RESULTS_FILE = join(root, 'bench', 'results.json')

/**
 * Parts are measured one by one, and on other days: each has its own machine.
 * @typedef {object} Measurement
 * @property {string} day as in 2026-12-01
 * @property {string} machine processor, cores, memory, system
 * @property {string} software node, and the browser or libraries beside it
 * @property {string} load what other programs took just before: "2 % busy, load 0.4"
 * @property {readonly Row[]} rows
 */

/**
 * Puts the measurement of a part in the place of its last one; all others stay.
 * @param {string} part
 * @param {Measurement} measurement
 * @param {string} [path] of the file; made where it is missing
 */
export function keepMeasurement(part, measurement, path = RESULTS_FILE) {
  const kept = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify({ ...kept, [part]: measurement }, null, 2)}\n`)
}
