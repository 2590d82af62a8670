import { expect, it } from 'vitest'
import { cellOfLeaf, recordDifferences } from './compare-records'
import { recordAt } from './records.test-support'

it('says what differs, by name, and what only one of them has', () => {
  const rows = recordDifferences([
    recordAt(0, { parameters: { distance: 0.02, sigma: 24, seed: 7, permuted: [0.1, 0.2] } }),
    recordAt(1, { driftDetected: true, parameters: { distance: 0.3, sigma: 24, permuted: [0.1, 0.3] } }),
    recordAt(2, { state: 'failed', model: '', tags: [] }),
  ])
  const told = rows.map(({ key, cells, isIdentical }) => [
    key,
    isIdentical,
    ...cells.map((cell) => (cell ? cellOfLeaf(cell) : null)),
  ])
  expect(told).toEqual([
    ['state', false, 'completed', 'completed', 'failed'],
    ['verdict', false, 'no drift', 'drift', null],
    ['model', false, 'v1', 'v1', null],
    ['tags', false, 'data-drift, MMD', 'data-drift, MMD', null],
    ['distance', false, 0.02, 0.3, null],
    ['sigma', false, 24, 24, null],
    ['seed', false, 7, null, null],
    ['permuted', false, '0.1, 0.2', '0.1, 0.3', null],
  ])
  const same = recordDifferences([recordAt(0), recordAt(1)])
  expect(same.every(({ isIdentical }) => isIdentical)).toBe(true)
})

it('a drift that is of the data alone is told apart', () => {
  const [, verdict] = recordDifferences([
    recordAt(0, { driftDetected: true, parameters: { detector_drift: false } }),
  ])
  expect(verdict?.cells[0]).toMatchObject({ value: 'drift, of the data itself' })
  const [, told] = recordDifferences(
    ['undecided', 'unconfirmed'].map((outcome, i) => recordAt(i, { parameters: { outcome } })),
  )
  expect(told?.cells).toMatchObject([
    { value: 'not enough data' },
    { value: 'no drift (unconfirmed alarms)' },
  ])
})

it.each([
  [
    { path: 'a', kind: 'numbers', value: Array.from({ length: 199 }, (_, i) => i) },
    '199 numbers from 0 to 198',
  ],
  [{ path: 'a', kind: 'numbers', value: Array.from({ length: 5 }, () => Number.NaN) }, '5 numbers'],
  [{ path: 'a', kind: 'boolean', value: false }, 'false'],
  [{ path: 'a', kind: 'null', value: null }, 'null'],
  [{ path: 'a', kind: 'json', value: {} }, '{}'],
  [{ path: 'a', kind: 'text', value: 'x'.repeat(300) }, `${'x'.repeat(200)}…`],
] as const)('a cell of %j', (leaf, cell) => {
  expect(cellOfLeaf(leaf)).toBe(cell)
})
