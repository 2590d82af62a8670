import { cpuMs } from '~/lib/cpu-ms.test-support'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pointsOf } from './history'
import { recordAt } from './records.test-support'
import { MAX_DEPTH, MAX_LEAVES, numberReader, numbersIn, parentOf, pathOf } from './paths'
import { flatten, isThresholdName, metricCandidates, nameOf, permutedIn, proposeMetric } from './readings'

const parse = (json: string) => JSON.parse(json) as Record<string, unknown>
const completed = (...parameters: Record<string, unknown>[]) =>
  parameters.map((p, i) => recordAt(i, { parameters: p }))

describe('flatten', () => {
  test('every kind of leaf, with its full path', () => {
    const png = `iVBORw0KGgo${'A'.repeat(80)}`
    const leaves = flatten({
      distance: -0.03,
      warning: false,
      name: 'NaN stays text',
      link: 'https://store.example?path=2025-05-13_17-18-50',
      gone: null,
      permuted_statistics: [0.1, -0.2, null],
      nested: { mmd: { distance: 1 }, list: [{ a: 1 }, 'x'] },
      MMD_statistic_image: png,
      empty: {},
      none: [],
    })
    expect(leaves).toEqual([
      { path: 'distance', kind: 'number', value: -0.03 },
      { path: 'warning', kind: 'boolean', value: false },
      { path: 'name', kind: 'text', value: 'NaN stays text' },
      { path: 'link', kind: 'link', value: 'https://store.example?path=2025-05-13_17-18-50' },
      { path: 'gone', kind: 'null', value: null },
      { path: 'permuted_statistics', kind: 'numbers', value: [0.1, -0.2, Number.NaN] },
      { path: 'nested.mmd.distance', kind: 'number', value: 1 },
      { path: 'nested.list[0].a', kind: 'number', value: 1 },
      { path: 'nested.list[1]', kind: 'text', value: 'x' },
      { path: 'MMD_statistic_image', kind: 'image', value: `data:image/png;base64,${png}` },
      { path: 'empty', kind: 'json', value: {} },
      { path: 'none', kind: 'json', value: [] },
    ])
  })

  test('keys with dots, brackets, quotes and nothing at all stay apart', () => {
    const json = '{"a.b":1,"a":{"b":2,"c.d":3},"":4,"a[0]":5,"q\\"]":6,"__proto__":{"x":7},"constructor":8}'
    expect(flatten(parse(json)).map(({ path, value }) => [path, value])).toEqual([
      ['["a.b"]', 1],
      ['a.b', 2],
      ['a["c.d"]', 3],
      ['[""]', 4],
      ['["a[0]"]', 5],
      ['["q\\"]"]', 6],
      ['__proto__.x', 7],
      ['constructor', 8],
    ])
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  test('however deep, however many, however long its keys: it ends', () => {
    const deep = parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)
    expect(flatten(deep)).toMatchObject([{ kind: 'json', path: Array(MAX_DEPTH).fill('a').join('.') }])
    expect(numbersIn(deep).size).toBe(0)
    const arrays = parse(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`)
    expect(flatten(arrays)).toHaveLength(1)
    const wide = Object.fromEntries(Array.from({ length: MAX_LEAVES + 500 }, (_, i) => [`k${i}`, i]))
    const leaves = flatten(wide)
    expect(leaves).toHaveLength(MAX_LEAVES + 1)
    expect(leaves.at(-1)).toMatchObject({ kind: 'json', value: expect.stringMatching(/more not shown$/) })
    const key = 'é.'.repeat(125)
    expect(flatten({ [key]: 1 })).toEqual([{ path: `["${key}"]`, kind: 'number', value: 1 }])
  })

  test('for any JSON: paths are unique, and no leaf is lost', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 })), (parameters) => {
        const leaves = flatten(parameters)
        expect(new Set(leaves.map(({ path }) => path)).size).toBe(leaves.length)
        const numbers = leaves.flatMap((leaf) =>
          leaf.kind === 'number' && Number.isFinite(leaf.value) ? [[leaf.path, leaf.value] as const] : [],
        )
        expect(numbersIn(parameters)).toEqual(new Map(numbers))
        for (const leaf of leaves)
          expect(numberReader(leaf.path)(parameters)).toBe(new Map(numbers).get(leaf.path) ?? null)
      }),
    )
  })

  test('a number is read by its path and nothing else', () => {
    const parameters = parse('{"a":[{"b":1}],"n":[1,2],"o":{"0":3},"":4,"s":"5"}')
    const read = (path: string) => numberReader(path)(parameters)
    expect(['a[0].b', 'o.0', '[""]'].map(read)).toEqual([1, 3, 4])
    expect(
      ['a[1].b', 'n[0]', 'o[0]', 'a.0.b', 's', 'constructor', '__proto__', 'n.length'].map(read),
    ).toEqual(Array(8).fill(null))
  })

  test('for any key: a path names the key and its parent', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (keys) => {
        const parent = keys.slice(0, -1).reduce(pathOf, '')
        expect(parentOf(pathOf(parent, keys.at(-1) ?? ''))).toBe(parent)
      }),
    )
  })

  test.each([
    'javascript:alert(1)',
    ' https://store.example',
    'data:text/html;base64,AAAA',
    'file:///etc/passwd',
    '//store.example/x',
    'ftp://store.example',
    'https://',
    'https://store.example\n/x',
    'java\nscript:alert(1)',
    `data:image/svg+xml;base64,${'A'.repeat(99)}`,
    `data:image/png;base64,${'A'.repeat(99)}"onerror=`,
    `iVBORw0KGgo${'A'.repeat(99)}<script>`,
    '/9j/short',
  ])('%j is text, never opened', (value) => {
    expect(flatten({ value })).toEqual([{ path: 'value', kind: 'text', value }])
  })

  test('two megabytes of base64 are an image', () => {
    const [leaf] = flatten({ a: `/9j/${'A'.repeat(2_000_000)}` })
    expect(leaf?.kind).toBe('image')
    expect(flatten({ a: `data:image/png;base64,${'A'.repeat(100)}` })[0]?.kind).toBe('image')
  })
})

test.each([
  ['nested.mmdDistance', 'mmd_distance'],
  ['["a.b"]', 'a.b'],
  ['x["p value"]', 'p_value'],
  ['features[3].PSI', 'psi'],
  ['Test-Statistic', 'test_statistic'],
])('the name of %s is %s', (path, name) => {
  expect(nameOf(path)).toBe(name)
})

test.each([
  'threshold',
  'drift_distance',
  'warning_distance',
  'distance_threshold',
  'critical_value',
  'drift_level',
  'warning_level',
  'alpha',
  'significance_level',
  'nested.ks_threshold',
])('%s is a threshold', (path) => {
  expect(isThresholdName(path)).toBe(true)
  expect(metricCandidates(completed({ [path]: 0.1 }))).toEqual([])
})

describe('which number is charted, and against what', () => {
  test.each<[string, Record<string, unknown>[], string, string | null, string | null, 'above' | 'below']>([
    [
      'the showcase',
      [{ distance: 0.2, warning: true, warning_distance: 0.1, drift_distance: 0.125, link: null }],
      'distance',
      'drift_distance',
      'warning_distance',
      'above',
    ],
    ['the tutorial', [{ some_parameter: 3, distance: 0.1 }], 'distance', null, null, 'above'],
    [
      'a permutation test',
      [{ p_value: 0.001, observed_statistic: 0.3, permuted_statistics: [0.1], alpha: 0.05 }],
      'observed_statistic',
      null,
      null,
      'above',
    ],
    [
      'alibi-detect: its threshold is that of p',
      [{ distance: 1, p_val: 0.1, threshold: 0.05, distance_threshold: 2 }],
      'distance',
      'distance_threshold',
      null,
      'above',
    ],
    ['only p', [{ p_value: 0.1, alpha: 0.05, threshold: 3 }], 'p_value', 'alpha', null, 'below'],
    ['p, and its plain threshold', [{ pValue: 0.1, threshold: 0.01 }], 'pValue', 'threshold', null, 'below'],
    ['PSI', [{ psi: 0.1, threshold: 0.2 }], 'psi', 'threshold', null, 'above'],
    [
      'KS',
      [{ ks_statistic: 0.1, critical_value: 0.2, p_value: 1 }],
      'ks_statistic',
      'critical_value',
      null,
      'above',
    ],
    [
      'nested',
      [{ mmd: { distance: 1, drift_distance: 2 }, drift_distance: 9 }],
      'mmd.distance',
      'mmd.drift_distance',
      null,
      'above',
    ],
    [
      'of two, the nearer to the top',
      [{ deep: { distance: 1 }, distance: 2 }],
      'distance',
      null,
      null,
      'above',
    ],
    ['features', [{ feature1: 0.05, feature2: 0.1 }], 'feature1', null, null, 'above'],
    ['a metric before its settings', [{ seed: 1, window_size: 3, zeta: 0.1 }], 'zeta', null, null, 'above'],
    [
      'what varies before what does not',
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 1, b: 3 },
      ],
      'b',
      null,
      null,
      'above',
    ],
  ])('%s', (_, parameters, metric, threshold, warning, sense) => {
    expect(proposeMetric(completed(...parameters))).toEqual({ metric, threshold, warning, sense })
  })

  test('ranked as facts say, whatever the order of the keys', () => {
    const ranked = [
      'distance',
      'mmd2',
      'observed_statistic',
      'test_statistic',
      'psi',
      'p_value',
      'whatever',
      'seed',
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(ranked, { minLength: 1 }), (names) => {
        const parameters = Object.fromEntries(names.map((name) => [name, 0.1]))
        expect(metricCandidates(completed(parameters)).map(({ path }) => path)).toEqual(
          ranked.filter((name) => names.includes(name)),
        )
      }),
    )
  })

  test('a constant that explains every verdict is a threshold; a seed is not', () => {
    const rows = [0.1, 0.2, 0.6, 0.7].map((score, i) =>
      recordAt(i, { driftDetected: score > 0.5, parameters: { score, limit: 0.5, seed: 0.5 } }),
    )
    expect(proposeMetric(rows)).toMatchObject({ metric: 'score', threshold: 'limit' })
    const other = rows.map((row) => ({ ...row, driftDetected: !row.driftDetected }))
    expect(proposeMetric(other)).toMatchObject({ metric: 'score', threshold: null })
  })

  test('nothing but completed records with finite numbers counts', () => {
    expect(proposeMetric([])).toBeNull()
    expect(proposeMetric([recordAt(0, { state: 'failed', parameters: { distance: 1 } })])).toBeNull()
    expect(proposeMetric(completed({ distance: null, p: 'x' }))).toBeNull()
    expect(proposeMetric(completed(parse('{"distance":1e999}')))).toBeNull()
  })

  test('a chosen metric gets its own thresholds; one that is gone gives way', () => {
    const rows = completed({ distance: 1, drift_distance: 2, p_value: 0.1, alpha: 0.05 })
    expect(proposeMetric(rows, 'p_value')).toEqual({
      metric: 'p_value',
      threshold: 'alpha',
      warning: null,
      sense: 'below',
    })
    expect(proposeMetric(rows, 'gone')?.metric).toBe('distance')
  })

  test('for any JSON it answers, and the metric is a leaf of some record', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), { maxLength: 5 }),
        (parameters) => {
          const choice = proposeMetric(completed(...parameters))
          if (choice) expect(parameters.some((p) => numbersIn(p).has(choice.metric))).toBe(true)
        },
      ),
    )
  })
})

test('permuted statistics are found by their name', () => {
  expect(permutedIn(flatten({ bin_edges: [1, 2], permuted_statistics: [3, 4] }))).toEqual({
    path: 'permuted_statistics',
    values: [3, 4],
  })
  expect(permutedIn(flatten({ bin_edges: [1, 2] }))).toBeNull()
})

/** Answers of a real server. Read as files: nothing of `api` may be imported here. */
function recorded(name: string) {
  const path = new URL(`../../api/drift-watch/samples/${name}`, import.meta.url)
  const { response } = JSON.parse(readFileSync(path, 'utf8')) as {
    response: {
      body: {
        job_status: string
        drift_detected: boolean
        tags: string[]
        parameters: Record<string, unknown>
      }[]
    }
  }
  return response.body.map((row, i) =>
    recordAt(i, {
      state:
        row.job_status === 'Completed' ? 'completed' : row.job_status === 'Failed' ? 'failed' : 'running',
      driftDetected: row.drift_detected,
      tags: row.tags,
      parameters: row.parameters,
    }),
  )
}

describe('recorded histories', () => {
  test('the streaming MMD of the showcase', () => {
    const records = recorded('03-history-streaming-mmd.json')
    const choice = proposeMetric(records)
    expect(choice).toEqual({
      metric: 'distance',
      threshold: 'drift_distance',
      warning: 'warning_distance',
      sense: 'above',
    })
    expect(pointsOf(records, choice).filter(({ mismatch }) => mismatch)).toEqual([])
  })

  test('the batch MMD with its permutations', () => {
    const records = recorded('04-history-batch-mmd-private-page-1.json')
    expect(proposeMetric(records)?.metric).toBe('observed_statistic')
    const completed = records.find(({ state }) => state === 'completed')
    expect(permutedIn(flatten(completed?.parameters ?? {}))?.values.length).toBeGreaterThan(10)
  })

  test('several detectors in one experiment: each series finds its own', () => {
    const records = recorded('05-history-several-detectors.json')
    const labels = [...new Set(records.map(({ tags }) => tags.join(', ')))]
    const found = labels.map((label) => {
      const choice = proposeMetric(records.filter(({ tags }) => tags.join(', ') === label))
      return [label, choice?.metric, choice?.threshold]
    })
    expect(found).toEqual([
      // Its threshold is the level of its p-value.
      ['data-drift, KS Test', 'statistic', null],
      ['data-drift, PSI', 'psi', 'threshold'],
      ['concept_drift, ADWIN', 'estimation', null],
      ['virtual_drift, JS Divergence', 'js_distance', 'drift_level'],
    ])
  })
})

test('keys of 100,000 characters are parted at once', () => {
  const long = pathOf('a', `${'0'.repeat(100_000)}]`)
  expect(cpuMs(() => expect(parentOf(long)).toBe('a'))).toBeLessThan(1000)
  expect(cpuMs(() => parentOf('0'.repeat(100_000) + '0]'))).toBeLessThan(1000)
  expect(cpuMs(() => nameOf(`${'[0]'.repeat(33_000)}x`))).toBeLessThan(1000)
})
