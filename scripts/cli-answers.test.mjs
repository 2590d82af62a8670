import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tidemark } from './cli-said.test-support.mjs'
import { root } from './install.mjs'

// More of the small files after problems that people reported, whole commands: the right answers by SciPy and pandas.

const at = (/** @type {string} */ name) => join(root, 'src', 'data', 'fixtures', 'cases', name)

/** @param {readonly string[]} args */
async function answer(args) {
  const { code, out, err } = await tidemark([...args, '--json'])
  expect(err).toBe('')
  return { code, json: JSON.parse(out) }
}

/** @param {string} detector @param {string} reference @param {string} test @param {...string} more */
async function detect(detector, reference, test, ...more) {
  const samples = ['--reference', at(reference), '--test', at(test)]
  const { code, json } = await answer(['detect', detector, ...samples, ...more])
  return { code, json, column: json.result.columns[0] }
}

test('two changes with six alarms are two changes', async () => {
  const args = ['stream', 'adwin', at('c09-three.csv'), '--column', 'x']
  const { code, json } = await answer(args)
  expect(code).toBe(3)
  // The level changes at rows 1001 and 2001.
  expect((await tidemark(args)).out).toMatch(/^◆ 2 changes detected: at row 1.024 and at row 2.048\n/)
  expect(json.outcome).toBe('drift')
})

test('of many columns the list begins with those that changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-wide-'))
  const names = Array.from({ length: 40 }, (_, j) => `x${j}`)
  // Of these, x38 alone has other values in the second file.
  const rows = (/** @type {number} */ by) =>
    [
      names,
      ...Array.from({ length: 60 }, (_, i) =>
        names.map((_n, j) => ((i * (7 + j)) % 61) ** 2 / 8 + (j === 38 ? by : 0)),
      ),
    ]
      .map((cells) => cells.join(','))
      .join('\n')
  const reference = join(folder, 'reference.csv')
  const moved = join(folder, 'moved.csv')
  writeFileSync(reference, rows(0))
  writeFileSync(moved, rows(400))
  const { code, out } = await tidemark(['detect', 'ks', '--reference', reference, '--test', moved])
  rmSync(folder, { recursive: true })
  expect(code).toBe(3)
  expect(out).toMatch(/\n  α: 0\.05.*\n  ◆ x38: /)
  expect(out).toContain('and 20 more columns (--json has all)')
})

describe('KS with ties', () => {
  test('has its exact p, and a grade that changed is found', async () => {
    const { code, column, json } = await detect('ks', 'c30-grade-ref.csv', 'c30-grade-test.csv')
    expect(code).toBe(3)
    expect(column.statistic).toBeCloseTo(0.15, 10)
    // Counted over all ways to deal the 300 grades, 120, 108 and 72 of three kinds.
    expect(column.pValue).toBeCloseTo(0.022641122297327, 12)
    // The reference is sorted by its grades, which says nothing of memory.
    expect(json.result).not.toHaveProperty('memory')
  })

  test('is as SciPy gives it in its profile', async () => {
    const grades = await detect('ks', 'c30-grade-ref.csv', 'c30-grade-test.csv', '--param', 'profile=scipy')
    expect(grades.column.pValue).toBeCloseTo(0.096, 3)
    const prices = await detect('ks', 'c27-price-ref.csv', 'c27-price-test.csv', '--param', 'profile=scipy')
    expect(prices.column.pValue).toBeCloseTo(0.64, 2)
  })
})

describe('decimals of Parquet are those of the text', () => {
  test.each(['chi-square', 'psi', 'ks'])('%s says the same of both', async (detector) => {
    const fromText = await detect(detector, 'c27-price-ref.csv', 'c27-price-test.csv')
    const fromParquet = await detect(detector, 'c27-price-ref.csv', 'c27-price-test.parquet')
    expect(fromParquet.column).toEqual(fromText.column)
    expect(fromParquet.code).toBe(0)
    if (detector === 'chi-square') {
      expect(fromText.column.statistic).toBeCloseTo(11.9, 1)
      expect(fromText.column.pValue).toBeCloseTo(0.103, 3)
    }
  })
})

test('rows out of the order of their times are said, and compare as they do in order', async () => {
  const inOrder = await detect('ks', 'c18z-ref.csv', 'c18z-test.csv')
  const shuffled = await detect('ks', 'c18z-ref.csv', 'c18z-test-shuffled.csv')
  expect(shuffled.column).toEqual(inOrder.column)
  expect(JSON.stringify(shuffled.json)).toContain("The times in 't' are not in order")
  expect(JSON.stringify(inOrder.json)).not.toContain('not in order')
})

test('Parquet by zstd, the default of polars, and by gzip is read alike', async () => {
  const { code, column } = await detect('ks', 'c11-zstd.parquet', 'c11-gzip.parquet')
  expect(code).toBe(0)
  expect(column).toMatchObject({ statistic: 0, pValue: 1, drift: false })
})

test.each([
  ['c19-pandas-default.json', 60],
  ['c19-pretty.jsonl', 5],
])('JSON as pandas writes it, and indented: %s has its rows', async (name, rows) => {
  const { json } = await detect('ks', name, name)
  expect(json.test.rows).toBe(rows)
})
