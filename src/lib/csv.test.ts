import { cpuMs } from './cpu-ms.test-support'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, csvLine, readCsv } from './csv'

describe('a list as CSV', () => {
  it('comes back as it was', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.trim())
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }))
    fc.assert(
      fc.property(rows, (table) => {
        const said = table.filter((cells) => cells.some((one) => one !== ''))
        // With a comma in the first line, the separator is never in doubt.
        const text = csvLine(['a', 'b', 'c', 'd', 'e', 'f', 'g']) + said.map(csvLine).join('')
        expect(
          readCsv(text)
            .slice(1)
            .map(({ cells }) => cells),
        ).toEqual(said)
      }),
    )
  })

  it('has an apostrophe where a spreadsheet would run it', () => {
    expect(csvLine(['=1+1', '-5', '@x', 'a,b'])).toBe(`'=1+1,-5,'@x,"a,b"\r\n`)
  })

  it('knows the line of each row, past quoted line ends and empty lines', () => {
    expect(readCsv('a;b\n\n"x\ny";1\nz;2').map(({ line }) => line)).toEqual([1, 3, 5])
  })
})

it('a text of digits is told from a number at once', () => {
  const text = `-${'0'.repeat(100_000)}x`
  expect(cpuMs(() => expect(csvCell(text)).toBe(`'${text}`))).toBeLessThan(1000)
  for (const number of ['-1', '+1.', '-.5', '-1.5e-3']) expect(csvCell(number)).toBe(number)
})
