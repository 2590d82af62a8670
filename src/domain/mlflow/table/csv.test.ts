import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvSlices } from './csv'
import { indexOf } from './runs.test-support'

test('a header as filters write it, times in UTC, missing cells empty, formulas disarmed', () => {
  const index = indexOf(
    {
      name: '=HYPERLINK("x")',
      startedAt: 1_723_800_000_000,
      metrics: { 'val/iou': 0.713 },
      params: { p: '-0.5' },
    },
    { name: '-1+2', startedAt: null, metrics: { 'val/iou': Number.NaN }, params: { p: '@a,b' } },
  )
  const text = [
    ...csvSlices(index, Uint32Array.of(0, 1), [
      { column: 'attribute:run_name' },
      { column: 'attribute:start_time' },
      { column: 'metric:val/iou' },
      { column: 'metric:val/iou', mode: { step: 5 } },
      { column: 'param:p' },
    ]),
  ].join('')
  expect(text).toBe(
    'run_name,start_time,metrics.val/iou,metrics.val/iou (step 5),params.p\r\n' +
      '"\'=HYPERLINK(""x"")",2024-08-16T09:20:00.000Z,0.713,,-0.5\r\n' +
      '\'-1+2,,NaN,,"\'@a,b"\r\n',
  )
})

test('comes in slices, and reads back as it was', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 })
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), (values) => {
      const index = indexOf(...values.map((p) => ({ params: { p, q: 'q' } })))
      const rows = Uint32Array.from(values, (_, i) => i)
      const csv = [...csvSlices(index, rows, [{ column: 'param:p' }, { column: 'param:q' }])].join('')
      const { data } = Papa.parse<string[]>(csv, { newline: '\r\n' })
      const back = data.slice(1, -1).map(([cell = '']) => cell)
      expect(back.map((cell, i) => (cell === `'${values[i]}` ? values[i] : cell))).toEqual(values)
    }),
  )
  const many = indexOf(...Array.from({ length: 1201 }, () => ({})))
  expect([...csvSlices(many, many.rowsByStart(), [{ column: 'attribute:run_id' }])]).toHaveLength(4)
})
