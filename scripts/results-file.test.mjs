import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keepMeasurement } from './bench/results-file.mjs'

test('a part that is measured again replaces itself, and no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-results-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'bench', 'results.json')
  const of = (/** @type {string} */ measured) => ({
    day: '2026-12-01',
    machine: 'two cores',
    software: 'node 20',
    load: '0 % busy, load 0.1',
    rows: [{ what: 'A zoom', goal: null, measured, met: null }],
  })
  keepMeasurement('history', of('13 ms'), path)
  keepMeasurement('csv', of('650 ms'), path)
  keepMeasurement('history', of('12 ms'), path)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ history: of('12 ms'), csv: of('650 ms') })
})
