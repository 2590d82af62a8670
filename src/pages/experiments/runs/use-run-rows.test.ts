import { expect, test } from 'vitest'
import type { TableWindow } from '~/queries/mlflow/runs'
import { isSameWindow, withMargin } from './use-run-rows'

const windowOf = (value: number, text: string): TableWindow => ({
  from: 0,
  ids: ['a'],
  cells: [
    { type: 'number', values: Float64Array.of(value), isMissing: Uint8Array.of(0) },
    { type: 'text', texts: [text], codes: Uint32Array.of(1) },
  ],
})

test('windows are the same where they show the same, NaN too', () => {
  expect(isSameWindow(windowOf(Number.NaN, 'x'), windowOf(Number.NaN, 'x'))).toBe(true)
  expect(isSameWindow(windowOf(1, 'x'), windowOf(2, 'x'))).toBe(false)
  expect(isSameWindow(windowOf(1, 'x'), windowOf(1, 'y'))).toBe(false)
  expect(isSameWindow(windowOf(1, 'x'), { ...windowOf(1, 'x'), ids: ['b'] })).toBe(false)
  expect(isSameWindow(windowOf(1, 'x'), { ...windowOf(1, 'x'), cells: [] })).toBe(false)
  const [, text] = windowOf(1, 'x').cells
  expect(isSameWindow(windowOf(1, 'x'), { ...windowOf(1, 'x'), cells: [text!, text!] })).toBe(false)
})

test('rows around those in view come with them', () => {
  expect(withMargin({ from: 10, to: 30 })).toEqual({ from: 0, to: 62 })
})
