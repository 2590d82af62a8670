import { expect, test } from 'vitest'
import { keepWidths, useColumnWidths } from './column-widths'

test('each table has widths of its own, and the newest columns where they are many', () => {
  keepWidths('records', { created: 200 })
  keepWidths('runs', Object.fromEntries(Array.from({ length: 250 }, (_, k) => [`c${k}`, 100 + k])))
  const { tables } = useColumnWidths.getState()
  expect(tables['records']).toEqual({ created: 200 })
  expect(Object.keys(tables['runs'] ?? {})).toHaveLength(200)
  expect(tables['runs']?.['c249']).toBe(349)
})
