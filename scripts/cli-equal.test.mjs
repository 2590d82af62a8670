import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { tidemark } from './cli-said.test-support.mjs'
import { writings } from './table-writers.test-support.mjs'

// One table gives one result, whatever file it comes in and in whatever order its rows and columns stand.

const folder = mkdtempSync(join(tmpdir(), 'tidemark-equal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** @typedef {import('./table-writers.test-support.mjs').Table} Table */

/** @param {string} name @param {string | Buffer} content */
function file(name, content) {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** What a detector finds in each column, by its name. @param {string} detector @param {string} reference @param {string} test */
async function found(detector, reference, test) {
  const said = await tidemark(['detect', detector, '--reference', reference, '--test', test, '--json'])
  if (said.out === '') throw new Error(said.err)
  const { result, outcome, findings } = JSON.parse(said.out)
  const columns = /** @type {{ name: string }[]} */ (result.columns).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  expect(columns.map(({ name }) => name)).toEqual(detector === 'ks' ? ['x', 'y'] : ['k', 'x', 'y'])
  return {
    outcome,
    findings: /** @type {{ text: string }[]} */ (findings).map(({ text }) => text).toSorted(),
    columns,
  }
}

const cell = fc.option(
  fc.integer({ min: -2000, max: 2000 }).map((x) => x / 100 + 0),
  { freq: 12 },
)
const row = fc.tuple(
  cell,
  cell,
  fc.option(fc.constantFrom('red', 'grün, hell', 'a "b"', '12 monkeys'), { freq: 12 }),
)
const sample = fc.array(row, { minLength: 25, maxLength: 40 }).filter((rows) => {
  const filled = rows.filter(([x, y, k]) => x !== null && y !== null && k !== null)
  const texts = new Set(filled.map(([, , k]) => k))
  return (
    filled.length > 15 &&
    texts.size > 1 &&
    filled.some(([x, y]) => [x, y].every((cell) => (cell ?? 0) % 1 !== 0))
  )
})
const NAMES = /** @type {Table['names']} */ (['x', 'y', 'k'])

/** What was found, without what charts are drawn from: categories stand there in the order of the rows. @param {Awaited<ReturnType<typeof found>>} all */
const told = ({ columns, ...rest }) => ({
  ...rest,
  columns: columns.map((column) => Object.entries(column).filter(([key]) => key !== 'view')),
})

test('in every format', async () => {
  await fc.assert(
    fc.asyncProperty(sample, sample, async (reference, other) => {
      const ours = writings({ names: NAMES, rows: reference })
      const theirs = writings({ names: NAMES, rows: other })
      for (const detector of ['ks', 'chi-square']) {
        const results = []
        for (const format of Object.keys(ours))
          results.push(
            await found(
              detector,
              file(`a.${format}`, ours[format] ?? ''),
              file(`b.${format}`, theirs[format] ?? ''),
            ),
          )
        for (const [i, result] of results.entries())
          expect({ format: Object.keys(ours)[i], ...result }).toEqual({
            format: Object.keys(ours)[i],
            ...results[0],
          })
      }
    }),
    { numRuns: tries(6), endOnFailure: true },
  )
}, 60_000)

test('in any order of the rows and columns', async () => {
  await fc.assert(
    fc.asyncProperty(
      sample.chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
      ),
      sample,
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      async ([rows, moved], other, order) => {
        const csv = (/** @type {Table['rows']} */ table) =>
          writings({ names: NAMES, rows: table })['csv'] ?? ''
        const turned = [NAMES, ...moved]
          .map((cells) =>
            order
              .map((j) => (cells[j] === null ? '' : `"${String(cells[j]).replaceAll('"', '""')}"`))
              .join(','),
          )
          .join('\n')
        for (const detector of ['ks', 'chi-square'])
          expect(told(await found(detector, file('moved.csv', turned), file('b.csv', csv(other))))).toEqual(
            told(await found(detector, file('a.csv', csv(rows)), file('b.csv', csv(other)))),
          )
      },
    ),
    { numRuns: tries(10), endOnFailure: true },
  )
}, 60_000)
