import { parse } from 'valibot'
import { describe, expect, test } from 'vitest'
import { driftBody } from './contract'
import { drift } from './server.test-support'
import { serverTime, serverTimeText } from './time'
import { driftBodyOf, experimentBodyOf, experimentOf, recordOf, recordText } from './wire'

describe('times', () => {
  test('without a zone they are UTC, whatever the machine', () => {
    const at = Date.UTC(2025, 4, 13, 13, 18, 52, 204)
    expect(serverTime('2025-05-13T13:18:52.204881')).toBe(at)
    expect(serverTime('2025-05-13T13:18:52.204Z')).toBe(at)
    expect(serverTime('2025-05-13T15:18:52.204+02:00')).toBe(at)
    expect(serverTime('2025-05-13T15:18:52.204+0200')).toBe(at)
    expect(serverTime('2025-05-13 13:18:52.204')).toBe(at)
    expect(serverTime('2025-05-13T13:18:52')).toBe(at - 204)
    expect(serverTime('2025-05-13')).toBe(Date.UTC(2025, 4, 13))
  })

  test('what is no time is NaN', () => {
    for (const text of ['', 'yesterday', '1', '2025-13-01T00:00:00', '2025-05-13T25:00:00', 'May 13, 2025'])
      expect(serverTime(text)).toBeNaN()
  })

  test('the text for a filter comes before every way to write the same second', () => {
    const text = serverTimeText(Date.UTC(2025, 4, 13, 13, 18, 52, 204))
    for (const written of [
      '2025-05-13T13:18:52',
      '2025-05-13T13:18:52.204881',
      '2025-05-13T13:18:52Z',
      '2025-05-13T13:18:52.204Z',
    ])
      expect(written >= text).toBe(true)
    expect('2025-05-13T13:18:51.999999' >= text).toBe(false)
  })
})

describe('rows become our words', () => {
  test('experiments', () => {
    const wire = {
      id: 'e',
      created_at: '2026-01-01T00:00:00',
      name: 'n',
      public: true,
      permissions: [{ entity: 'a', level: 'Edit' as const }],
    }
    expect(experimentOf(wire)).toEqual({
      id: 'e',
      createdAt: Date.UTC(2026, 0, 1),
      name: 'n',
      description: null,
      isPublic: true,
      grants: [{ entity: 'a', level: 'Edit' }],
    })
  })

  test('records: whole numbers that a browser rounds are noted by their path, statistics are not', () => {
    const parameters = {
      seed: 9_007_199_254_740_992,
      nested: [{ id: -(2 ** 60) }],
      huge: 1e300,
      fine: 2 ** 53 - 1,
      permuted_statistics: [2 ** 60, 1],
    }
    expect(recordOf(drift(0, { parameters })).notes).toEqual([
      'nested[0].id is beyond 2^53: its last digits may be rounded.',
      'seed is beyond 2^53: its last digits may be rounded.',
    ])
    expect(recordOf(drift(0))).not.toHaveProperty('notes')
  })

  test('records: 100,000 levels of nesting are no stack overflow', () => {
    let deep: Record<string, unknown> = { n: 2 ** 60 }
    for (let i = 0; i < 100_000; i += 1) deep = { a: deep }
    expect(recordOf(drift(0, { parameters: deep })).notes?.[0]).toMatch(/^a\.a\..{36}….*\.n is beyond/)
  })
})

describe('drafts become bodies', () => {
  test('permissions, tags and parameters are always there, a description is never null', () => {
    expect(experimentBodyOf({ name: 'n', description: null, isPublic: false, grants: [] })).toEqual({
      name: 'n',
      description: '',
      public: false,
      permissions: [],
    })
    const draft = { state: 'running', model: '', driftDetected: false, tags: [], parameters: {} } as const
    expect(driftBodyOf(draft)).toEqual({
      job_status: 'Running',
      model: '',
      drift_detected: false,
      tags: [],
      parameters: {},
    })
  })

  test('a record that was read can be written back: nothing that the server refuses is in it', () => {
    const record = recordOf(drift(3))
    expect(Object.keys(driftBodyOf(record)).sort()).toEqual([
      'drift_detected',
      'job_status',
      'model',
      'parameters',
      'tags',
    ])
  })
  test('a record as text is what the server takes: in its words, and without what it gives itself', () => {
    const row = drift(3, { job_status: 'Failed' })
    const record = recordOf(row)
    const shown = JSON.parse(recordText(record)) as Record<string, unknown>
    expect(shown).toMatchObject({ job_status: 'Failed' })
    expect(shown).toEqual(driftBodyOf(record))
    expect(parse(driftBody, shown)).toEqual(shown)
    // The server gives it an id and a time, and it is the same record.
    expect(recordOf({ ...row, ...parse(driftBody, shown) })).toEqual(record)
  })
})
