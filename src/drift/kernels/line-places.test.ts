import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesAmong } from './line-places'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const number = fc.oneof(
  finite,
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.constantFrom(0, -0, 5e-324, -1.7976931348623157e308, 1.7976931348623157e308),
)

test('the place is that of counting the values below, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 60 }), fc.array(number), (among, asked) => {
      const values = Float64Array.from(new Set(among.map((x) => x + 0))).sort()
      const place = placesAmong(values)
      for (const x of [...asked, ...values]) {
        const below = values.filter((value) => value < x).length
        expect(place(x)).toBe(2 * below + (values.includes(x) ? 1 : 0))
      }
    }),
  )
})
