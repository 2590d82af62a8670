import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ColumnChoice, choiceOfText, textOfChoice } from './column-id'

test('a choice and its text, both ways', () => {
  expect(textOfChoice({ column: 'metric:val/iou', mode: 'max' })).toBe('max:val/iou')
  expect(textOfChoice({ column: 'metric:val/iou', mode: 'last' })).toBe('metric:val/iou')
  expect(choiceOfText('step100:a:b')).toEqual({ column: 'metric:a:b', mode: { step: 100 } })
  for (const text of ['', 'max', 'max:', 'median:loss', 'step:loss', 'stepx:loss'])
    expect(choiceOfText(text)).toBeNull()
})

test('any key comes back as it was', () => {
  const mode = fc.oneof(
    fc.constantFrom('min' as const, 'max' as const, 'curve' as const),
    fc.record({ step: fc.integer() }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), mode, (key, chosen) => {
      const choice: ColumnChoice = { column: `metric:${key}`, mode: chosen }
      expect(choiceOfText(textOfChoice(choice))).toEqual(choice)
    }),
  )
})
