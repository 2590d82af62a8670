import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { metricNumber, plainMetrics, plainTexts } from './plain-lists'
import { keyedTextSchema, metricSchema, metricsSchema, runSchema, textsSchema } from './schemas'

/** What a list is by its schema alone. */
const slowMetrics = v.optional(v.array(metricSchema), [])
const slowTexts = v.optional(v.array(keyedTextSchema), [])

/** What came out, or where it fails and why. */
function outcome(schema: v.GenericSchema, input: unknown): unknown {
  const parsed = v.safeParse(schema, input)
  return parsed.success
    ? parsed.output
    : parsed.issues.map((issue) => [v.getDotPath(issue), issue.message, issue.type])
}

const word = fc.constantFrom('NaN', 'Infinity', '-Infinity', '1e3', ' 7 ', '', ' ', 'much', 'constructor')
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, -0, Number.POSITIVE_INFINITY),
)
const hostile = fc.oneof(fc.jsonValue({ maxDepth: 1 }), word, fc.constantFrom('12', '-3', '1.5', null))

function rowsOf(key: fc.Arbitrary<unknown>, rest: Record<string, fc.Arbitrary<unknown>>) {
  return fc.array(fc.record({ key, ...rest, model_id: fc.string() }, { requiredKeys: ['key'] }), {
    maxLength: 4,
  })
}

const plain = rowsOf(fc.string(), {
  value: fc.oneof(number, word),
  timestamp: fc.integer(),
  step: fc.integer(),
})
const odd = fc.oneof(
  rowsOf(fc.oneof(fc.string(), hostile), { value: hostile, timestamp: hostile, step: hostile }),
  fc.array(hostile, { maxLength: 3 }),
  hostile,
)

describe('reading by hand gives what the schema gives', () => {
  test('for metrics', () => {
    fc.assert(
      fc.property(fc.oneof(plain, odd), (list) => {
        expect(outcome(metricsSchema, list)).toStrictEqual(outcome(slowMetrics, list))
        const known = plainMetrics(list)
        if (known !== null) expect(known).toStrictEqual(outcome(slowMetrics, list))
      }),
      { numRuns: tries(3000), seed: 10 },
    )
  })

  test('for parameters and tags', () => {
    const texts = rowsOf(fc.string(), { value: fc.string() })
    fc.assert(
      fc.property(fc.oneof(texts, odd), (list) => {
        expect(outcome(textsSchema, list)).toStrictEqual(outcome(slowTexts, list))
        const known = plainTexts(list)
        if (known !== null) expect(known).toStrictEqual(outcome(slowTexts, list))
      }),
      { numRuns: tries(3000), seed: 11 },
    )
  })

  test('absent lists are empty ones', () => {
    expect(outcome(metricsSchema, undefined)).toEqual([])
    expect(outcome(runSchema, { info: { run_id: 'a', experiment_id: '1' }, data: {} })).toMatchObject({
      data: { metrics: [], params: [], tags: [] },
    })
  })
})

test('plain lists are known by sight, and what is not plain is left to the schema', () => {
  const metric = { key: 'loss', value: 1, timestamp: 5, step: 2, model_id: 'm' }
  expect(plainMetrics([metric, { key: 'nan', value: 'NaN' }])).toEqual([
    { key: 'loss', value: 1, timestamp: 5, step: 2 },
    { key: 'nan', value: Number.NaN, timestamp: 0, step: 0 },
  ])
  expect(plainMetrics([{ ...metric, step: '2' }])).toBeNull()
  expect(plainMetrics([{ ...metric, timestamp: null }])).toBeNull()
  expect(plainTexts([{ key: 'lr', value: '0.1' }, { key: 'none' }])).toEqual([
    { key: 'lr', value: '0.1' },
    { key: 'none', value: '' },
  ])
  expect(plainTexts([{ key: 'lr', value: 0.1 }])).toBeNull()
})

test('a broken row of a run is told by its place', () => {
  const run = {
    info: { run_id: 'a', experiment_id: '1' },
    data: {
      metrics: [
        { key: 'a', value: 1 },
        { key: 'b', value: 'constructor' },
      ],
    },
  }
  expect(outcome(runSchema, run)).toEqual([
    ['data.metrics.1.value', 'Expected a number but received "constructor"', 'raw_transform'],
  ])
})

test('what an SQL store clamped is infinite; words that are no numbers are none', () => {
  expect(metricNumber(Number.MAX_VALUE)).toBe(Number.POSITIVE_INFINITY)
  expect(metricNumber(-Number.MAX_VALUE)).toBe(Number.NEGATIVE_INFINITY)
  expect([metricNumber('1e3'), metricNumber(''), metricNumber('toString')]).toEqual([1000, null, null])
})
