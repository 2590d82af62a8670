import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brushesOfText, textOfBrushes } from './brush-text'

test('brushes are plain in an address', () => {
  const text = textOfBrushes({
    'param:lr': { kind: 'number', from: 1e-7, to: 0.01 },
    'param:model': { kind: 'category', names: ['unet', 'a, b; c = 50 %'] },
  })
  expect(text).toBe('param:lr=1e-7..0.01;param:model==unet,a%2C b%3B c %3D 50 %25')
  expect(textOfBrushes({})).toBe('')
  expect(brushesOfText('')).toEqual({})
})

test('any brush survives', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true })
  const brush = fc.oneof(
    fc
      .tuple(number, number)
      .map((ends) => ends.map((end) => end + 0).toSorted((a, b) => a - b) as [number, number])
      .map(([from, to]) => ({ kind: 'number' as const, from, to })),
    fc.array(fc.string(), { minLength: 1 }).map((names) => ({ kind: 'category' as const, names })),
  )
  const key = fc.string({ minLength: 1 }).map((one) => `param:${one}`)
  fc.assert(
    fc.property(fc.dictionary(key, brush, { noNullPrototype: true }), (brushes) => {
      expect(brushesOfText(textOfBrushes(brushes))).toEqual(brushes)
    }),
  )
})

test('what is no brush is passed over', () => {
  expect(brushesOfText('param:lr=2..1;=1..2;x;param:a=..;param:b=1..2..3;param:c=0..1')).toEqual({
    'param:c': { kind: 'number', from: 0, to: 1 },
  })
})
