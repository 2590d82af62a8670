import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'

/** A file as a person's desktop would hand it over. */
export interface TestFile {
  name: string
  content: string | Buffer
}

/** One of e2e/fixtures; its README says what is odd about it. */
export function fixture(name: string): TestFile {
  return { name, content: readFileSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))) }
}

/** Drags files over the page and lets go, with the events that a desktop's drag brings. */
export async function drop(page: Page, ...files: readonly TestFile[]): Promise<void> {
  const plain = files.map(({ name, content }) => ({
    name,
    base64: Buffer.from(content).toString('base64'),
  }))
  const dataTransfer = await page.evaluateHandle(async (given) => {
    const transfer = new DataTransfer()
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
      transfer.items.add(new File([bytes], name))
    }
    return transfer
  }, plain)
  const target = page.getByRole('main')
  for (const type of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer })
}

/** Uniform numbers in [0, 1) from a seed (mulberry32): the same files in every run. */
function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A standard normal number of two uniform ones (Box and Muller). */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

export interface SensorOptions {
  rows: number
  seed: number
  /** From this row on (from 1) the temperature is 3 higher; never, unless given. */
  shiftFrom?: number
  /** Rows (from 1) without a pressure. */
  missing?: readonly number[]
}

export interface CommonOptions {
  rows: number
  columns: number
  seed: number
  /** From this row on (from 1) all columns are 4 higher; never, unless given. */
  shiftFrom?: number
}

/** Columns that follow one common cause, which their first principal component is, each with a little noise. */
export function commonCsv(name: string, options: CommonOptions): TestFile {
  const { rows, columns, seed, shiftFrom = rows + 1 } = options
  const next = uniform(seed)
  const lines = [Array.from({ length: columns }, (_, i) => `probe ${i + 1}`).join(',')]
  for (let row = 1; row <= rows; row++) {
    const cause = normal(next) + (row >= shiftFrom ? 4 : 0)
    lines.push(Array.from({ length: columns }, () => (cause + normal(next) / 4).toFixed(4)).join(','))
  }
  return { name, content: `${lines.join('\n')}\n` }
}

/** Readings of a machine: three independent numbers and the shift that wrote them down. */
export function sensorCsv(name: string, options: SensorOptions): TestFile {
  const { rows, seed, shiftFrom = rows + 1, missing = [] } = options
  const next = uniform(seed)
  const lines = ['temperature,pressure,vibration,crew']
  for (let row = 1; row <= rows; row++) {
    const temperature = 20 + normal(next) + (row >= shiftFrom ? 3 : 0)
    const pressure = missing.includes(row) ? '' : (4 * normal(next) + 100).toFixed(4)
    const vibration = Math.abs(normal(next))
    lines.push(
      `${temperature.toFixed(4)},${pressure},${vibration.toFixed(4)},${row % 3 === 0 ? 'night' : 'day'}`,
    )
  }
  return { name, content: `${lines.join('\n')}\n` }
}
