import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesSince, runBefore } from './changes'
import { isAbandoned, modelChanges } from './notable-records'
import { historyOf, recordAt } from './records.test-support'
import { facetsOf } from './facets'

describe('what changed since the record before', () => {
  test('numbers with their difference, what came, what went, model and tags', () => {
    const before = recordAt(0, {
      tags: ['MMD', 'old'],
      parameters: { distance: 0.25, sigma: 0.3, gone: 'x', list: [1, null], same: { a: [] } },
    })
    const after = recordAt(1, {
      model: 'v2',
      tags: ['MMD', 'new'],
      parameters: { distance: 0.5, sigma: 0.3, came: null, list: [1, null], same: { a: [] } },
    })
    expect(changesSince(before, after)).toEqual({
      parameters: [
        {
          path: 'distance',
          before: { path: 'distance', kind: 'number', value: 0.25 },
          after: { path: 'distance', kind: 'number', value: 0.5 },
          delta: 0.25,
        },
        { path: 'came', before: null, after: { path: 'came', kind: 'null', value: null }, delta: null },
        { path: 'gone', before: { path: 'gone', kind: 'text', value: 'x' }, after: null, delta: null },
      ],
      model: { before: 'v1', after: 'v2' },
      tags: { added: ['new'], removed: ['old'] },
    })
  })

  test('a number that became a text is a change without a difference', () => {
    const [change] = changesSince(
      recordAt(0, { parameters: { a: 1 } }),
      recordAt(1, { parameters: { a: '1' } }),
    ).parameters
    expect(change).toMatchObject({ before: { value: 1 }, after: { value: '1' }, delta: null })
  })

  test('what is nested deeper than a path goes is compared too', () => {
    const nested = (end: number) =>
      JSON.parse(`${'{"a":'.repeat(4000)}${end}${'}'.repeat(4000)}`) as Record<string, unknown>
    const since = (end: number) =>
      changesSince(recordAt(0, { parameters: nested(1) }), recordAt(1, { parameters: nested(end) }))
        .parameters
    expect(since(1)).toEqual([])
    expect(since(2)).toHaveLength(1)
  })

  test('nothing changes between equal records, and there and back is the same', () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }))
    fc.assert(
      fc.property(json, json, (a, b) => {
        const copy = JSON.parse(JSON.stringify(a)) as Record<string, unknown>
        const [one, other] = [recordAt(0, { parameters: copy }), recordAt(1, { parameters: b })]
        // −0 is 0 in JSON.
        expect(changesSince(one, recordAt(1, { parameters: structuredClone(copy) })).parameters).toEqual([])
        const paths = (changes: { path: string }[]) => changes.map(({ path }) => path).toSorted()
        expect(paths(changesSince(one, other).parameters)).toEqual(paths(changesSince(other, one).parameters))
      }),
    )
  })

  test('the record before is the completed one of the same model, or else the one before', () => {
    const records = historyOf('.x.o.')
    expect(runBefore(records, recordAt(4))?.id).toBe('record-2')
    expect(runBefore(records, recordAt(0))).toBeNull()
    expect(runBefore(records, recordAt(99))).toBeNull()
    const mixed = [recordAt(0), recordAt(1, { model: 'v2' }), recordAt(2), recordAt(3, { model: 'v3' })]
    expect(runBefore(mixed, recordAt(2))?.id).toBe('record-0')
    expect(runBefore(mixed, recordAt(3, { model: 'v3' }))?.id).toBe('record-2')
  })
})

describe('facets', () => {
  const records = [
    recordAt(0, { model: 'a', tags: ['Data_Drift', 'MMD'] }),
    recordAt(1, { model: 'b', tags: ['mmd', 'data-drift'] }),
    recordAt(2, { model: 'a', tags: [] }),
  ]
  test('facets count a tag once a record, however it is written', () => {
    expect(facetsOf(records)).toEqual({
      tags: [
        { tag: 'Data_Drift', count: 2 },
        { tag: 'MMD', count: 2 },
      ],
      models: [
        { model: 'a', count: 2 },
        { model: 'b', count: 1 },
      ],
    })
  })
})

describe('notable records', () => {
  test('a new model, with its note', () => {
    const records = [
      recordAt(0),
      recordAt(1, { model: 'v2', parameters: { note: ' lens cleaned ' } }),
      recordAt(2, { model: 'v2' }),
      recordAt(3, { model: 'v3', parameters: { note: 7 } }),
    ]
    expect(modelChanges(records)).toEqual([
      { index: 1, label: 'v2, lens cleaned', shortLabel: 'v2' },
      { index: 3, label: 'v3' },
    ])
    expect(modelChanges([])).toEqual([])
  })

  test('a record that runs for more than a day was probably abandoned', () => {
    const running = recordAt(0, { state: 'running' })
    expect(isAbandoned(running, running.createdAt + 86_400_000)).toBe(false)
    expect(isAbandoned(running, running.createdAt + 86_400_001)).toBe(true)
    expect(isAbandoned(recordAt(0), Number.MAX_SAFE_INTEGER)).toBe(false)
  })
})
