import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { finishColumn, TEXT } from '../builder'
import { finished } from '../slices'
import { USUAL_MISSING } from '../interpret/missing-words'
import { createRowReader, readRows } from './csv-rows'

const encoder = new TextEncoder()

/** Reads `body` in pieces of the given sizes (cycled), as `feed` would. */
function readInPieces(body: Uint8Array, names: string[], sizes: number[]) {
  const reader = createRowReader('data.csv', names, 1, {
    delimiter: 44,
    headerLines: 0,
    decimal: 46,
    encoding: 'utf-8',
    missing: USUAL_MISSING,
    asText: new Set<string>(),
    comment: -1,
    escapes: false,
  })
  const buffer = new Uint8Array(body.length + 1)
  let unread = 0
  let have = 0
  for (let piece = 0; ; piece++) {
    const size = Math.min(sizes[piece % sizes.length]!, body.length - have)
    buffer.set(body.subarray(have, have + size), have)
    have += size
    const final = have === body.length
    for (;;) {
      const reached = readRows(reader, buffer, unread, have, final, unread + 1)
      if (reached === unread) break
      unread = reached
    }
    if (final) break
  }
  return {
    rows: reader.rows,
    blank: reader.blankLines,
    lines: reader.extraLines,
    fell: reader.columns.map(({ fell }) => fell),
    kinds: reader.columns.map(({ kind }) => kind),
    columns: reader.columns.map((b) => {
      const fellAt = b.fell ?? 0
      const { column } = finished(finishColumn(b, reader.rows, 'utf-8'))
      // Rows before the fall are read again by the second pass.
      return column.type === 'text'
        ? Array.from(column.codes.subarray(fellAt), (code) => (code < 0 ? null : column.categories[code]))
        : [...column.values]
    }),
  }
}

const cell = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.integer().map(String),
  fc.constantFrom(
    '',
    'NA',
    'inf',
    '2026-03-25',
    '2026',
    'a"b',
    'x\ny',
    'x\r\ny',
    '"',
    ',',
    'ü🙂',
    ' 1 ',
    '\r',
  ),
)

test('the same cells, however the bytes are cut', () => {
  const table = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 10 }))
    .chain(([d, n]) =>
      fc.array(fc.array(cell, { minLength: d, maxLength: d }), { minLength: n, maxLength: n }),
    )
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      table,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('', 'end'),
      sizes,
      (rows, newline, end, cuts) => {
        const text = Papa.unparse(rows, { newline }) + (end === '' ? '' : newline)
        const body = encoder.encode(text)
        const names = rows[0]!.map((_, j) => `n${j}`)
        const whole = readInPieces(body, names, [body.length + 1])
        expect(readInPieces(body, names, cuts)).toEqual(whole)
      },
    ),
    { numRuns: tries(2000) },
  )
})

test('a number that is cut in two is no other number', () => {
  const body = encoder.encode('1234,2026-03-25\n5,2026-03-26\n')
  for (let size = 1; size < body.length; size++)
    expect(readInPieces(body, ['x', 't'], [size]).columns).toEqual([
      [1234, 5],
      [Date.UTC(2026, 2, 25), Date.UTC(2026, 2, 26)],
    ])
})

test('a decimal is the number that it writes, however many digits it has and where it ends', () => {
  const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${maxLength}}$`))
  const decimal = fc
    .tuple(fc.constantFrom('', '-', '+'), digits(12), fc.constantFrom('', '.'), digits(20))
    .map(([sign, whole, mark, rest]) => `${sign}${whole}.${mark === '' ? '' : rest}`)
  fc.assert(
    fc.property(
      fc.array(decimal, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (cells, size) => {
        const body = encoder.encode(cells.join('\n'))
        expect(readInPieces(body, ['x'], [size]).columns).toEqual([cells.map(Number)])
      },
    ),
    { numRuns: tries(2000) },
  )
})

test.each(['/', ':', '?', 'o', '\u00b0', '\u00f9', '\u07ba', ' '])(
  'a decimal with "%s" among its digits is text',
  (other) => {
    for (let at = 2; at < 8; at++) {
      const text = `${'0.123456'.slice(0, at)}${other}${'0.123456'.slice(at)}`
      expect(readInPieces(encoder.encode(`${text}\n`), ['x'], [99]).columns).toEqual([[text]])
    }
  },
)

test('text is text from its first value on', () => {
  expect(readInPieces(encoder.encode('a\n1\n'), ['x'], [9])).toMatchObject({ kinds: [TEXT], fell: [null] })
})
