import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOfText, textOfColumns } from './packed-columns'
import { runsCodec } from './settings'

const read = (text: string) => runsCodec.read(new URLSearchParams(text)).columns

test('any columns come back in their order', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
    .filter((one) => !one.includes('*'))
  fc.assert(
    fc.property(fc.array(name), (columns) => {
      const address = new URLSearchParams({ columns: textOfColumns(columns)! }).toString()
      expect(columnsOfText(new URLSearchParams(address).get('columns')!)).toEqual(columns)
    }),
  )
})

test('a character of two halves is not parted', () => {
  const columns = ['tag:🌊', 'tag:🌋']
  const address = new URLSearchParams({ columns: textOfColumns(columns)! }).toString()
  expect(columnsOfText(new URLSearchParams(address).get('columns')!)).toEqual(columns)
})

test('200 columns of an experiment fit into an address', () => {
  const columns = [
    ...Array.from({ length: 100 }, (_, k) => `metric:val/metric_${k}`),
    ...Array.from({ length: 80 }, (_, k) => `param:model/param_${k}`),
    ...Array.from({ length: 20 }, (_, k) => `tag:tag_${k}`),
  ]
  const written = runsCodec.write({ ...runsCodec.empty, columns }).toString()
  expect(written.length).toBeLessThan(1000)
  expect(written.length).toBeLessThan(runsCodec.maxLength)
  expect(read(written)).toEqual(columns)
})

test('a few stand by their names, as older links have them', () => {
  const columns = ['metric:val/loss', 'max:val/iou']
  const written = runsCodec.write({ ...runsCodec.empty, columns }).toString()
  expect(written).toBe('column=metric%3Aval%2Floss&column=max%3Aval%2Fiou')
  expect(read(written)).toEqual(columns)
  // Of many too, which were never packed.
  const many = Array.from({ length: 30 }, (_, k) => `metric:m${k}`)
  expect(read(many.map((one) => `column=${one}`).join('&'))).toEqual(many)
})

test('what is no such text is read as far as it is one', () => {
  expect(columnsOfText('')).toEqual([])
  expect(columnsOfText('0metric:a*8b*zc*0d')).toEqual(['metric:a', 'metric:ab'])
  expect(read('columns=!')).toEqual([])
})
