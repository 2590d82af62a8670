import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { compareNaturally } from './natural-compare'
import { naturalOrder } from './natural-order'

const ordered = (texts: readonly string[]) => Array.from(naturalOrder(texts), (place) => texts[place])

/** Of what tells texts apart here: capitals, numbers with and without leading zeros, marks, letters of other scripts. */
const piece = fc.oneof(
  fc.constantFrom('a', 'A', 'b', 'run ', '/', '-', '_', '.', '0', '00', '1', '01', '9', '10', '~', ' '),
  fc.nat().map(String),
  fc.string({ unit: 'binary-ascii', maxLength: 3 }),
)
const plain = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
const anyText = fc.oneof(
  plain,
  fc.tuple(plain, fc.constantFrom('ä', 'é', '\u0301', '٣', '\0', '例'), plain).map((parts) => parts.join('')),
)

test.each([
  ['printable ASCII', plain],
  ['any letters', anyText],
])('texts of %s stand as they compare', (_, text) => {
  fc.assert(
    fc.property(
      fc.uniqueArray(text, { maxLength: 60 }),
      fc.constantFrom('', 'path/to/7', 'ä'),
      (rest, prefix) => {
        const texts = rest.map((one) => prefix + one)
        expect(ordered(texts)).toEqual(texts.toSorted(compareNaturally))
      },
    ),
    { numRuns: tries(300) },
  )
})

test('of thousands, where most agree for long', () => {
  const long = 'x'.repeat(70)
  const texts = Array.from({ length: 3000 }, (_, i) => {
    const word = `${['Run', 'run', 'wörd'][i % 3]} ${(i * 7919) % 3001}`
    return `/data/${i % 2 === 0 ? word : `${long}${word}`}`
  })
  expect(ordered(texts)).toEqual(texts.toSorted(compareNaturally))
})

test('numbers longer than a key, and than any weight', () => {
  const texts = ['9', '1', '0'].flatMap((digit) => [151, 150, 149, 60, 59, 1].map((n) => digit.repeat(n)))
  expect(ordered(texts)).toEqual(texts.toSorted(compareNaturally))
})
