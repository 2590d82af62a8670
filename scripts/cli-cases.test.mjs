import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { driveSync } from '~/drift/drive'
import { loadDetector } from '~/drift/run'
import { tidemark } from './cli-said.test-support.mjs'
import { root } from './install.mjs'

// Small files after problems that people reported, each with its right answer by SciPy and pandas.

vi.mock('~/cli/run-detector', () => ({ runDetector }))

/** @type {typeof import('~/cli/run-detector').runDetector} */
async function runDetector(detector, params, samples) {
  const detect = await loadDetector(detector.id, params)
  return driveSync(detect(params, samples))
}

const at = (/** @type {string} */ name) => join(root, 'src', 'data', 'fixtures', 'cases', name)

/** @param {string} detector @param {string} reference @param {string} test @param {...string} more */
async function detect(detector, reference, test, ...more) {
  const args = ['detect', detector, '--reference', at(reference), '--test', at(test), ...more]
  const { code, out, err } = await tidemark([...args, '--json'])
  expect(err).toBe('')
  return { code, json: JSON.parse(out), text: (await tidemark(args)).out }
}

describe('each column on its own rows', () => {
  test('a hole in one column empties no other', async () => {
    const { code, json, text } = await detect('ks', 'c15-missing-ref.csv', 'c15-missing-test.csv')
    expect(code).toBe(3)
    const [s0, ...others] = json.result.columns
    expect(s0).toMatchObject({ name: 's0', drift: true, rows: { reference: 300, test: 300 } })
    expect(s0.adjustedPValue / 4e-19).toBeCloseTo(1, 1)
    expect(others.some((/** @type {{ drift: boolean }} */ c) => c.drift)).toBe(false)
    expect(others.at(-1).rows).toEqual({ reference: 300, test: 6 })
    expect(json.rowsLeftOut).toMatchObject({ reference: 0, test: 0 })
    expect(text).toContain('s7 on 300 and 6')
  })

  test.each([
    'cvm',
    'mann-whitney',
    'welch',
    'kuiper',
    'bws',
    'anderson-darling',
    'psi',
    'emd',
    'energy',
    'js',
    'hellinger',
  ])('%s gives a column the same result as alone', async (detector) => {
    const files = /** @type {const} */ (['c15-missing-ref.csv', 'c15-missing-test.csv'])
    const less = ['--param', 'correction=none']
    const all = await detect(detector, ...files, ...less)
    const one = await detect(detector, ...files, ...less, '--columns', 's7')
    const s7 = all.json.result.columns.at(-1)
    expect(s7).toMatchObject({ name: 's7', rows: { reference: 300, test: 6 } })
    expect(one.json.result.columns[0]).toEqual(s7)
  })

  test('rows as a whole: how many were left out, and for which column', async () => {
    const { json, text } = await detect('mmd', 'c15-missing-ref.csv', 'c15-missing-test.csv')
    expect(json.rowsLeftOut).toEqual({
      reference: 0,
      test: 294,
      costliest: { column: 's7', missing: 294, regained: 294 },
    })
    expect(text).toContain("Column 's7' costs most")
  })
})

describe('not enough data', () => {
  test.each(['ks', 'mmd', 'cvm', 'mann-whitney', 'bws', 'kuiper'])(
    '%s on 3 and 3 rows, 9 standard deviations apart, is undecided: exit code 0 with the word',
    async (detector) => {
      const { code, json, text } = await detect(detector, 'c07-ref3.csv', 'c07-3rows.csv')
      expect(code).toBe(0)
      expect(json).toMatchObject({ drift: false, outcome: 'undecided' })
      expect(text).toMatch(/^◌ Not enough data/)
      expect(text).not.toContain('looks like the reference')
    },
  )

  test('one column of them: the smallest possible p is 0.1', async () => {
    const { json, text } = await detect('ks', 'c07-ref3.csv', 'c07-3rows.csv', '--columns', 'a')
    expect(json.result.columns[0].leastPValue).toBeCloseTo(0.1, 12)
    expect(text).toContain('the smallest possible p is 0.1')
  })
})

describe('what is compared by default', () => {
  test('no row counter: without it there is no drift', async () => {
    const { code, json, text } = await detect('mmd', 'c12-index-ref.csv', 'c12-index-test.csv')
    expect(code).toBe(0)
    expect(json.columns).toEqual(['temp', 'load'])
    expect(json.result.pValue).toBeGreaterThan(0.5)
    expect(json.leftOut).toEqual([{ column: 'c1', reason: 'a row counter' }])
    expect(text).toContain("Left out: 'c1' (a row counter).")
  })

  test('what is named is compared', async () => {
    const { code, json } = await detect(
      'ks',
      'c12-index-ref.csv',
      'c12-index-test.csv',
      '--columns',
      'c1,load',
    )
    expect(code).toBe(3)
    expect(json.columns).toEqual(['c1', 'load'])
    expect(json.leftOut).toEqual([])
  })

  test.each([
    [['--columns', 'temp, max'], ['temp, max']],
    [
      ['--columns', '"temp, max",Age'],
      ['temp, max', 'Age'],
    ],
    [
      ['--column', 'temp, max', '--column', 'café'],
      ['temp, max', 'café'],
    ],
  ])('a column with a comma in its name: %j', async (flags, names) => {
    const { json } = await detect('ks', 'c24-ref.csv', 'c24-ref.csv', ...flags)
    expect(json.columns).toEqual(names)
  })
})

describe('missing values and the schema', () => {
  const found = (/** @type {{ findings: { kind: string, column: string }[] }} */ json) =>
    json.findings.map(({ kind, column }) => `${kind} ${column}`)

  test('a dead sensor, where nothing else drifts', async () => {
    const { code, json, text } = await detect('ks', 'c15-missing-ref.csv', 'c41-dead-only.csv')
    expect(json.result.drift).toBe(false)
    expect(found(json)).toEqual(['empty s7'])
    expect({ code, drift: json.drift, outcome: json.outcome }).toEqual({
      code: 3,
      drift: true,
      outcome: 'drift',
    })
    expect(text).toContain("◆ Column 's7' is empty")
  })

  test('a column that is gone', async () => {
    const { code, json } = await detect('ks', 'c15-missing-ref.csv', 'c41-gone.csv')
    expect(json.result.drift).toBe(false)
    expect(found(json)).toEqual(['gone s7'])
    expect(code).toBe(3)
  })

  test('30 % infinite values', async () => {
    const { code, json } = await detect('ks', 'c39-inf-ref.csv', 'c39-inf-test.csv')
    expect(json.result.drift).toBe(false)
    expect(found(json)).toEqual(['infinite x'])
    expect(code).toBe(3)
  })

  test('they do not count where that is asked for, and are told all the same', async () => {
    const dead = await detect('ks', 'c15-missing-ref.csv', 'c41-dead-only.csv', '--missing', 'ignore')
    expect(dead.code).toBe(0)
    expect(found(dead.json)).toEqual(['empty s7'])
    expect(dead.text).toContain('Ignored, as asked for.')
    const gone = await detect('ks', 'c15-missing-ref.csv', 'c41-gone.csv', '--schema', 'ignore')
    expect(gone.code).toBe(0)
    const kept = await detect('ks', 'c15-missing-ref.csv', 'c41-gone.csv', '--missing', 'ignore')
    expect(kept.code).toBe(3)
  })

  test('not of columns that nobody asked for', async () => {
    const { code, json } = await detect('ks', 'c15-missing-ref.csv', 'c41-gone.csv', '--columns', 's1,s2')
    expect(found(json)).toEqual([])
    expect(code).toBe(0)
  })

  test('--schema takes one word', async () => {
    const said = await tidemark(['detect', 'ks', '--schema', 'no'])
    expect(said).toMatchObject({ code: 1, err: "--schema is ignore, and not 'no'.\n" })
  })
})
