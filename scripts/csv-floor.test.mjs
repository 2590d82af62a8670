import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildNodePart } from './bench/node-part.mjs'

/** @import { CsvFloor } from './bench/csv-floor-part.mjs' */

const folder = mkdtempSync(join(tmpdir(), 'tidemark-floor-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// A ratio inside one run: a busy machine is busy for both. At rest it is 8 to 10.
test('a file of numbers takes at most a fifth of the processor time that papaparse takes', async () => {
  const part = await buildNodePart('./csv-floor-part.mjs', folder)
  const { stdout, stderr } = spawnSync(process.execPath, [part], { encoding: 'utf8' })
  expect(stderr).toBe('')
  /** @type {CsvFloor} */
  const { ours, papaparse, same } = JSON.parse(stdout)
  expect(same).toBe(true)
  expect(papaparse / ours).toBeGreaterThan(5)
})
