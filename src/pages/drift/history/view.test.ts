import { describe, expect, test } from 'vitest'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import { narrowed, waysOut } from './narrow'
import { historyCodec } from './settings'
import { baselineOf, modelChanges } from '~/domain/drift-watch/notable-records'
import { metricWord, thresholdBar, timesThreshold } from './words'

const DAY = 86_400_000
const record = (day: number, more: Partial<DriftRecord> = {}): DriftRecord => ({
  id: `r${day}`,
  createdAt: day * DAY,
  state: 'completed',
  model: 'v1',
  driftDetected: false,
  tags: ['MMD', 'Data_Drift'],
  parameters: { distance: 0.1 },
  ...more,
})

describe('narrowed', () => {
  const records = [record(0), record(60, { model: 'v2' }), record(71, { tags: ['KS'] }), record(100)]
  const ids = (change: Partial<typeof historyCodec.empty>) =>
    narrowed(records, { ...historyCodec.empty, ...change }).map(({ id }) => id)

  test('a range ends with the newest record', () => {
    expect(ids({ range: '30d' })).toEqual(['r71', 'r100'])
    expect(ids({ range: '90d' })).toEqual(['r60', 'r71', 'r100'])
    expect(ids({})).toHaveLength(4)
  })

  test('tags are all asked for, however they are written', () => {
    expect(ids({ tags: ['data-drift', 'mmd'] })).toEqual(['r0', 'r60', 'r100'])
    expect(ids({ tags: ['mmd', 'ks'] })).toEqual([])
    expect(ids({ model: 'v2' })).toEqual(['r60'])
  })

  test('where nothing is left, what to take away is told with what remains', () => {
    const settings = { ...historyCodec.empty, tags: ['KS'], model: 'v2', range: '30d' as const }
    expect(waysOut(records, settings)).toEqual([{ label: 'model v2', left: 1, change: { model: null } }])
  })
})

describe('words', () => {
  test('a distance is MMD² only where every completed record says so', () => {
    const failed = record(2, { state: 'failed', tags: [] })
    expect(metricWord('distance', [record(0), failed])).toBe('MMD²')
    expect(metricWord('distance', [record(0), record(1, { tags: [] })])).toBe('distance')
    expect(metricWord('distance', [])).toBe('distance')
    expect(metricWord('nested.ks_statistic', [])).toBe('ks statistic')
    expect(metricWord('p_value', [])).toBe('p')
  })

  test('the bar holds value, threshold and zero, and ends at a round number', () => {
    const bar = thresholdBar(0.2974, 0.125)
    expect(bar).toMatchObject({ low: 0, high: 0.4, zero: 0 })
    expect(bar.threshold).toBeCloseTo(0.3125)
    const below = thresholdBar(-0.02, 0.125)
    expect(below.low).toBeLessThan(-0.02)
    expect(below.zero).toBeGreaterThan(below.value)
    for (const share of Object.values(thresholdBar(0, 0)).slice(2)) expect(share).toBe(0)
  })

  test('× threshold is told only where it means something', () => {
    expect(timesThreshold(0.25, 0.125)).toBe(2)
    expect(timesThreshold(0.25, 0)).toBeNull()
    expect(timesThreshold(null, 0.1)).toBeNull()
    expect(timesThreshold(-0.1, 0.1)).toBe(-1)
  })

  test('another model is marked at its first record; a record that named none changes nothing', () => {
    const models = ['v1', '', 'v1', 'v2', 'v2', '', 'v1'].map((model, i) => record(i, { model }))
    expect(modelChanges(models)).toEqual([
      { index: 3, label: 'v2' },
      { index: 6, label: 'v1' },
    ])
    expect(modelChanges(Array.from({ length: 40 }, (_, i) => record(i, { model: `v${i}` })))).toEqual([])
  })

  test('the baseline is what is tagged so, and nothing where all or none is', () => {
    const tagged = (...flags: boolean[]) =>
      baselineOf(flags.map((flag, i) => record(i, { tags: flag ? ['MMD', 'Baseline'] : ['MMD'] })))
    expect(tagged(true, true, true, false, true)).toMatchObject({
      start: 0,
      end: 2,
      label: 'Baseline, 3 records',
    })
    expect(tagged(true, true)).toBeNull()
    expect(tagged(false, false)).toBeNull()
  })
})
