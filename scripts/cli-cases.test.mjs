import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { tidemark } from './cli-said.test-support.mjs'
import { root } from './install.mjs'

// Small files after problems that people reported, each with its right answer by SciPy and pandas.

const at = (/** @type {string} */ name) => join(root, 'src', 'data', 'fixtures', 'cases', name)

/** Of two of the files. @param {string} detector @param {string} reference @param {string} test @param {...string} more */
function detect(detector, reference, test, ...more) {
  return compare(detector, at(reference), at(test), ...more)
}

/** @param {string} detector @param {string} reference @param {string} test @param {...string} more */
async function compare(detector, reference, test, ...more) {
  const args = ['detect', detector, '--reference', reference, '--test', test, ...more]
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
    // 4e-19, to one digit.
    expect(Math.abs(s0.adjustedPValue / 4e-19 - 1)).toBeLessThan(0.1)
    expect(others.some((/** @type {{ drift: boolean }} */ c) => c.drift)).toBe(false)
    expect(others.at(-1).rows).toEqual({ reference: 300, test: 6 })
    expect(json.rowsLeftOut).toMatchObject({ reference: 0, test: 0 })
    expect(text).toContain('s7 on 300 and 6')
  })

  test.each(
    /** @type {[string, number?][]} */ ([
      ['cvm', 99],
      ['mann-whitney'],
      ['welch'],
      ['kuiper', 99],
      ['bws', 99],
      ['anderson-darling', 99],
      ['psi'],
      ['emd'],
      ['energy'],
      ['js'],
      ['hellinger'],
    ]),
  )('%s gives a column the same result as alone', async (detector, permutations) => {
    const files = ['--reference', at('c15-missing-ref.csv'), '--test', at('c15-missing-test.csv')]
    const less = ['--param', 'correction=none']
    if (permutations !== undefined) less.push('--param', `permutations=${permutations}`)
    const columns = async (/** @type {string[]} */ ...more) =>
      JSON.parse((await tidemark(['detect', detector, ...files, ...less, ...more, '--json'])).out).result
        .columns
    const s7 = (await columns()).at(-1)
    expect(s7).toMatchObject({ name: 's7', rows: { reference: 300, test: 6 } })
    expect(await columns('--columns', 's7')).toEqual([s7])
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

describe('no drift, and drift all the same', () => {
  const own = mkdtempSync(join(tmpdir(), 'tidemark-verdicts-'))
  afterAll(() => rmSync(own, { recursive: true }))
  const file = (/** @type {string} */ name, /** @type {readonly number[]} */ values) => {
    writeFileSync(join(own, name), `x\n${values.join('\n')}\n`)
    return join(own, name)
  }

  test('a spike of a few rows is no drift: exit code 0 with the word', async () => {
    const quiet = (/** @type {number} */ i) => ((i * 7919) % 101) / 50
    const values = Array.from({ length: 600 }, (_, i) => quiet(i) + (i >= 400 && i < 408 ? 9 : 0))
    const args = ['stream', 'page-hinkley', file('spike.csv', values)]
    const { code, out } = await tidemark([...args, '--json'])
    expect(code).toBe(0)
    const { result, ...json } = JSON.parse(out)
    expect(json).toMatchObject({ drift: false, outcome: 'unconfirmed' })
    expect(result.alarms.length).toBeGreaterThan(0)
    expect(result.drift).toBe(false)
    expect((await tidemark(args)).out).toMatch(/^◇ /)
  })

  test('two constants that differ are a drift, whatever the detector looks for', async () => {
    const one = file(
      'one.csv',
      Array.from({ length: 300 }, () => 1),
    )
    const two = file(
      'two.csv',
      Array.from({ length: 300 }, () => 2),
    )
    for (const detector of ['hdddm', 'ks', 'mmd']) {
      const { code, json } = await compare(detector, one, two, '--columns', 'x')
      expect(code).toBe(3)
      expect(json.findings).toMatchObject([{ kind: 'constant', column: 'x', counts: true }])
    }
  })
})

describe('what is compared by default', () => {
  test('no row counter: without it there is no drift', async () => {
    const { code, json, text } = await detect('mmd', 'c12-index-ref.csv', 'c12-index-test.csv')
    expect(code).toBe(0)
    expect(json.columns).toEqual(['temp', 'load'])
    expect(json.result.pValue).toBeGreaterThan(0.5)
    expect(json.leftOut).toEqual([{ column: 'index', reason: 'an index' }])
    expect(text).toContain("Left out: 'index' (an index).")
  })

  test('what is named is compared', async () => {
    const { code, json } = await detect(
      'ks',
      'c12-index-ref.csv',
      'c12-index-test.csv',
      '--columns',
      'index,load',
    )
    expect(code).toBe(3)
    expect(json.columns).toEqual(['index', 'load'])
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

  test('no other spelling of a flag, and no index that is in one file alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'same-table-'))
    const rows = Array.from({ length: 60 }, (_, i) => [i, (i * 7) % 11, i % 3 === 0])
    const [plain, indexed] = [join(folder, 'plain.csv'), join(folder, 'indexed.csv')]
    writeFileSync(plain, `x,flag\n${rows.map(([, x, flag]) => `${x},${flag ? 1 : 0}`).join('\n')}\n`)
    writeFileSync(
      indexed,
      `,x,flag\n${rows.map(([i, x, flag]) => `${i},${x},${flag ? 'True' : 'False'}`).join('\n')}\n`,
    )
    try {
      for (const [reference, test] of [
        [plain, indexed],
        [indexed, plain],
      ]) {
        const { code, json } = await compare('chi-square', String(reference), String(test))
        expect(json.columns).toEqual(['x', 'flag'])
        expect(found(json)).toEqual([])
        expect(code).toBe(0)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
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
    expect(dead.text).toContain('Ignored, as requested.')
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
    expect(said).toMatchObject({ code: 1, err: "--schema takes ignore, not 'no'.\n" })
  })
})

describe('a stream with holes', () => {
  test.each(['page-hinkley', 'cusum', 'gma', 'adwin', 'kswin', 'bocd', 'pca-cd', 'ensemble-stream'])(
    '%s counts the rows of the stream, and speaks of no reference',
    async (detector) => {
      const args = ['stream', detector, at('c29-nangap.csv')]
      const { out, err } = await tidemark(args)
      expect(err).toBe('')
      expect(out).toContain('100 of 300 values were missing and left out')
      expect(out).not.toContain('reference')
      const json = JSON.parse((await tidemark([...args, '--json'])).out)
      expect(json).toMatchObject({ reference: null, rowsLeftOut: { reference: 0, test: 0 }, findings: [] })
    },
  )
})

describe('categories', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-cases-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = (/** @type {string} */ name, /** @type {readonly string[]} */ rows) => {
    writeFileSync(
      join(folder, name),
      `w,x\n${rows.map((row, i) => `${row},${(i * 7919) % 31}.5`).join('\n')}\n`,
    )
    return join(folder, name)
  }

  test('as many categories as rows: chi-square could show nothing', async () => {
    const own = (/** @type {string} */ side) => Array.from({ length: 30 }, (_, i) => `${side}${i}`)
    const { code, json, text } = await compare(
      'chi-square',
      file('a.csv', own('a')),
      file('b.csv', own('b')),
      '--columns',
      'w',
    )
    expect(code).toBe(0)
    expect(json.outcome).toBe('undecided')
    // χ² of samples without a common category is n + m, which is the most.
    expect(json.result.columns[0]).toMatchObject({ statistic: 60, drift: false })
    expect(json.result.columns[0].leastPValue).toBe(json.result.columns[0].pValue)
    expect(text).toMatch(
      /^▲ The samples share no category in column 'w'.*written in two ways\?\n◌ Not enough data/,
    )
    // Without being named, a text that is another one in each row is not compared.
    const usual = await compare('chi-square', file('a.csv', own('a')), file('b.csv', own('b')))
    expect(usual.json.leftOut).toEqual([{ column: 'w', reason: 'ids' }])
    expect(usual.json.notes).toEqual(["Left out: 'w' (ids)."])
  })

  test('a category that the reference lacks is a finding, with its share of the rows', async () => {
    const rows = (/** @type {number} */ c) =>
      Array.from({ length: 100 }, (_, i) => (i % 10 < c ? 'c' : i % 2 === 0 ? 'a' : 'b'))
    const { code, json } = await compare('ks', file('old.csv', rows(0)), file('new.csv', rows(2)))
    expect(json.findings).toMatchObject([{ kind: 'unseen', group: 'schema', column: 'w' }])
    expect(json.findings[0].text).toContain("in 20 % of 100 test rows: 'c'")
    expect(code).toBe(3)
  })

  test('categories are offered to detectors that take them, and to no other', async () => {
    const files = /** @type {const} */ ([
      file('c.csv', ['p', 'q', 'p', 'r']),
      file('d.csv', ['q', 'p', 'p', 'q']),
    ])
    expect((await compare('chi-square', ...files)).json.columns).toEqual(['w', 'x'])
    const ks = (await compare('ks', ...files)).json
    expect({ columns: ks.columns, leftOut: ks.leftOut }).toEqual({
      columns: ['x'],
      leftOut: [{ column: 'w', reason: 'text' }],
    })
  })
})

describe('the order of rows and columns', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-order-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(['ks', 'cvm', 'welch', 'chi-square', 'psi', 'energy'])(
    '%s gives each column the same, and so do findings and what is left out',
    async (detector) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
          const paths = ['ref', 'test'].map((name) => {
            const table = madeTable(name === 'ref' ? 60 : 40, name === 'test')
            writeFileSync(join(folder, `${name}.csv`), csvOf(table))
            writeFileSync(join(folder, `${name}-dealt.csv`), csvOf(dealt(table, seed)))
            return [join(folder, `${name}.csv`), join(folder, `${name}-dealt.csv`)]
          })
          const [[ref = '', refDealt = ''] = [], [other = '', otherDealt = ''] = []] = paths
          const one = await compare(detector, ref, other)
          const two = await compare(detector, refDealt, otherDealt)
          expect(two.code).toBe(one.code)
          expect(byName(two.json.result.columns, 'name')).toEqual(byName(one.json.result.columns, 'name'))
          expect(byName(two.json.findings, 'text')).toEqual(byName(one.json.findings, 'text'))
          expect(byName(two.json.leftOut, 'column')).toEqual(byName(one.json.leftOut, 'column'))
        }),
        { numRuns: tries(4) },
      )
    },
  )

  /** @param {Record<string, unknown>[]} list @param {string} key */
  function byName(list, key) {
    // Sums have another order of their terms.
    const rounded = (/** @type {unknown} */ x) => (typeof x === 'number' ? Number(x.toFixed(9)) + 0 : x)
    return list
      .map(({ view: _view, ...rest }) =>
        Object.fromEntries(Object.entries(rest).map(([k, x]) => [k, rounded(x)])),
      )
      .toSorted((one, other) => (String(one[key]) < String(other[key]) ? -1 : 1))
  }

  /**
   * Columns of all kinds, with holes; the test sample lacks more of them and has a new category.
   * @param {number} rows @param {boolean} later @returns {Record<string, string>[]}
   */
  function madeTable(rows, later) {
    return Array.from({ length: rows }, (_, i) => {
      const at = later ? i + 1000 : i
      return {
        n: String(at),
        x: i % (later ? 2 : 17) === 1 ? '' : (Math.sin(at * at) * 10).toFixed(3),
        few: String((at * 7) % 4),
        w: later && i % 4 === 0 ? 'new' : (['a', 'b', 'c'][at % 3] ?? ''),
        same: '5',
      }
    })
  }

  /** @param {Record<string, string>[]} table @param {number} seed */
  function dealt(table, seed) {
    const order = (/** @type {number} */ i) => ((i + 1) * seed * 2654435761) % 1_000_003
    const names = Object.keys(table[0] ?? {}).toSorted(
      (a, b) => order(a.charCodeAt(0)) - order(b.charCodeAt(0)),
    )
    return table
      .map((row, i) => ({ row, at: order(i) }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ row }) => Object.fromEntries(names.map((name) => [name, row[name] ?? ''])))
  }

  /** @param {Record<string, string>[]} table */
  function csvOf(table) {
    const names = Object.keys(table[0] ?? {})
    return `${[names, ...table.map((row) => names.map((name) => row[name] ?? ''))].map((cells) => cells.join(',')).join('\n')}\n`
  }
})
