import { describe, expect, test } from 'vitest'
import type { Alarm, Change, PerColumnResult, TraceResult } from '~/drift/results'
import {
  agreementOf,
  compareFinding,
  compareRows,
  type ComparedResult,
  normalised,
  onRuler,
  rulerOf,
  toleranceFor,
} from './compare'

function trace(alarms: [number, number][], over: Partial<TraceResult> = {}): TraceResult {
  const n = 100
  return {
    shape: 'trace',
    detector: 'x',
    drift: alarms.length > 0,
    settings: {},
    notes: [],
    statisticName: 's',
    unit: '',
    positions: Uint32Array.from({ length: n }, (_, i) => i),
    rowNumbers: Uint32Array.from({ length: n }, (_, i) => i + 1),
    windowStarts: Uint32Array.from({ length: n }, (_, i) => i + 1),
    series: [{ name: 's', values: new Float64Array(n) }],
    threshold: 2,
    side: 'above',
    limits: [],
    thresholdRule: '',
    alarms: alarms.map(([start, end]): Alarm => ({ start, end, peak: start, series: 's' })),
    changes: alarms.map((_, k): Change => ({ first: k, last: k, kind: 'lasting', began: null })),
    warnings: [],
    nullBand: null,
    skipped: 0,
    rows: { reference: 0, test: n },
    views: [],
    ...over,
  }
}

const whole: PerColumnResult = {
  shape: 'per-column',
  detector: 'ks',
  drift: true,
  settings: {},
  notes: [],
  statisticName: 'D',
  alpha: 0.05,
  correction: 'none',
  effect: null,
  columns: [],
  rows: { reference: 1, test: 1 },
}

/** Rows 1 to 100. */
function compared(name: string, alarms: [number, number][], over: Partial<TraceResult> = {}): ComparedResult {
  const result = trace(alarms, over)
  return { name, on: 'PC 1', result, x: new Float64Array(result.rowNumbers) }
}

const begins = { at: 51, label: 'the new lens' }

describe('compareRows', () => {
  test('delay is counted in rows from the known change; what comes before it is a false alarm', () => {
    const [a, b, c] = compareRows(
      [
        compared('A', [[57, 57]]),
        compared('B', [
          [9, 9],
          [20, 20],
          [60, 99],
        ]),
        compared('C', []),
      ],
      begins.at,
    )
    expect(a).toMatchObject({ delay: 7, early: 0, first: 58, whole: null })
    expect(b).toMatchObject({ delay: 10, early: 2, first: 10 })
    expect(b!.alarms.map(({ early }) => early)).toEqual([true, true, false])
    expect(b!.alarms[2]).toMatchObject({ from: 61, to: 100 })
    expect(c).toMatchObject({ delay: null, early: 0, first: null, alarms: [] })
  })

  test('rows are counted by the longest trace, on an axis of years too', () => {
    const years = (result: TraceResult) => Float64Array.from(result.rowNumbers, (row) => 1870 + 2 * row)
    const long = trace([])
    const short = trace([[5, 5]], {
      positions: Uint32Array.of(1, 2),
      rowNumbers: Uint32Array.from({ length: 20 }, (_, i) => i + 41),
    })
    const rows = compareRows(
      [
        { name: 'long', on: '', result: long, x: years(long) },
        { name: 'short', on: '', result: short, x: years(short) },
      ],
      // Row 41.
      1952,
    )
    // Row 46.
    expect(rows[1]).toMatchObject({ first: 1962, delay: 5 })
  })

  test('a change is one mark with its alarms, each false alarm another', () => {
    const loud = compared('A', [
      [10, 10],
      [57, 57],
      [70, 72],
    ] as [number, number][])
    if (loud.result.shape !== 'trace') throw new Error('no trace')
    loud.result.changes = [{ first: 0, last: 2, kind: 'lasting', began: null }]
    expect(compareRows([loud], 50)[0]?.marks).toEqual([
      { from: 11, to: 11, hollow: true },
      { from: 58, to: 73, hollow: false },
    ])
    loud.result.changes = [{ first: 0, last: 2, kind: 'unconfirmed', began: null }]
    expect(compareRows([loud], null)[0]?.marks).toEqual([{ from: 11, to: 73, hollow: true }])
  })

  test('without a known change there is no delay and no false alarm', () => {
    expect(compareRows([compared('A', [[9, 9]])], null)[0]).toMatchObject({
      delay: null,
      early: 0,
      first: 10,
    })
  })

  test('a test of the whole sample has a verdict and no place', () => {
    expect(compareRows([{ name: 'KS', on: '', result: whole, x: null }], 5)[0]).toMatchObject({
      whole: true,
      alarms: [],
    })
  })
})

describe('compareFinding', () => {
  const finding = (all: ComparedResult[], marker: typeof begins | null = begins) =>
    compareFinding(compareRows(all, marker?.at ?? null), marker)

  test('who is first, and who was too early', () => {
    const a = compared('A', [[57, 57]])
    expect(
      finding([
        a,
        compared('B', [
          [9, 9],
          [60, 60],
        ]),
      ]),
    ).toEqual({
      title: 'Both detectors see a change',
      text: 'A is first, 7 rows after the new lens. Not ranked because of false alarms before the change: B (1).',
    })
    expect(finding([a, compared('B', []), compared('C', [[57, 57]])])).toEqual({
      title: 'Two of three detectors see a change',
      text: 'A and C are first together, 7 rows after the new lens.',
    })
    const loud = finding([
      a,
      compared('B', [
        [1, 1],
        [5, 5],
      ]),
      compared('C', [
        [3, 3],
        [57, 57],
      ]),
    ])
    expect(loud.text).toBe(
      'A is first, 7 rows after the new lens. Not ranked because of false alarms before the change: B (2) and C (1).',
    )
    const early = compared('C', [
      [3, 3],
      [51, 51],
    ])
    // One with false alarms is not first, however soon its next alarm comes.
    expect(finding([a, early]).text).toContain('A is first')
    expect(finding([early, compared('B', [])]).text).toBe(
      'None is ranked because of false alarms before the change: C (1).',
    )
  })

  test('none, and no known change', () => {
    expect(finding([compared('A', []), compared('B', [])])).toEqual({
      title: 'None of two detectors sees a change',
      text: '',
    })
    expect(finding([compared('A', [[4, 4]]), compared('B', [[2, 2]])], null).text).toBe('B is first.')
    expect(finding([{ name: 'KS', on: '', result: whole, x: null }, compared('B', [])]).title).toBe(
      'One of two detectors sees a change',
    )
  })
})

test('agreement counts alarms that another detector raises within the tolerance', () => {
  const all = [
    compared('A', [
      [10, 10],
      [50, 50],
    ]),
    compared('B', [[55, 90]]),
    { name: 'KS', on: '', result: whole, x: null },
  ]
  const rows = compareRows(all, null)
  const at = (tolerance: number) => agreementOf(rows, rulerOf(all), tolerance)
  expect(at(4)[0]![1]).toEqual({ shared: 0, of: 2 })
  expect(at(5)[0]![1]).toEqual({ shared: 1, of: 2 })
  expect(at(5)[1]![0]).toEqual({ shared: 1, of: 1 })
  expect(at(5)[0]![0]).toEqual({ shared: 2, of: 2 })
  expect(at(5)[0]![2]).toBeNull()
})

test('a tolerance to begin with is a round twentieth of the stream', () => {
  expect([10, 86, 1346, 1_000_000].map(toleranceFor)).toEqual([1, 5, 50, 5000])
})

describe('normalised', () => {
  const n = 100
  const fill = (v: number) => new Float64Array(n).fill(v)

  test('1 is where drift begins: above, below, and between two limits', () => {
    expect(normalised(trace([], { series: [{ name: 's', values: fill(3) }] }))![0]).toBe(1.5)
    const below = trace([], { side: 'below', threshold: 0.01, series: [{ name: 'p', values: fill(0.04) }] })
    expect(normalised(below)![0]).toBe(0.25)
    expect(normalised({ ...below, series: [{ name: 'p', values: fill(0) }] })![0]).toBeCloseTo(1e6)
    const band = trace([], {
      threshold: null,
      series: [{ name: 'm', values: fill(95) }],
      limits: [
        { name: 'upper', level: 'drift', values: fill(110) },
        { name: 'lower', level: 'drift', values: fill(90) },
      ],
    })
    expect(normalised(band)![0]).toBe(0.5)
  })

  test('of several statistics the largest counts, undefined ones do not', () => {
    const two = trace([], {
      series: [
        { name: 'up', values: fill(1) },
        { name: 'down', values: fill(Number.NaN) },
      ],
    })
    expect(normalised(two)![5]).toBe(0.5)
  })

  test('without a limit there is nothing to measure by', () => {
    expect(normalised(trace([], { threshold: null }))).toBeNull()
    expect(normalised(trace([], { threshold: 0 }))).toBeNull()
  })
})

test('values of a trace with fewer places hold until the next one', () => {
  expect([...onRuler(Float64Array.of(2, 4), Float64Array.of(7, 8), Float64Array.of(1, 2, 3, 4, 5))]).toEqual([
    Number.NaN,
    7,
    7,
    8,
    Number.NaN,
  ])
})
