import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { nearestDouble } from './decimal'

const encoder = new TextEncoder()

/** What it makes of a decimal fraction without sign; NaN where it leaves it to Number(). */
function nearest(text: string): number {
  const [digits = '', power = '0'] = text.split('e')
  const exponent = Number(power) - (digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0)
  const bytes = encoder.encode(text)
  return nearestDouble(bytes, 0, bytes.length, exponent)
}

const fraction = fc
  .tuple(fc.bigInt({ min: 10n ** 15n, max: 10n ** 28n }), fc.integer({ min: 1, max: 22 }))
  .map(([mantissa, k]) => {
    const digits = String(mantissa).padStart(k + 1, '0')
    return `${digits.slice(0, digits.length - k)}.${digits.slice(digits.length - k)}`
  })

test('it is the nearest double, or it does not decide', () => {
  let undecided = 0
  fc.assert(
    fc.property(fc.oneof(fraction, fc.double({ min: 1e-4, max: 1e6, noNaN: true }).map(String)), (text) => {
      const value = nearest(text)
      if (Number.isNaN(value)) undecided++
      else expect(value).toBe(Number(text))
    }),
    { numRuns: tries(20_000) },
  )
  // Doubles of up to 15 digits are not its business; of the rest it decides nearly all.
  expect(undecided).toBeLessThan(5000)
})

test('next to ties between two doubles', () => {
  // Exact ties have one binary digit more than a double: in decimal, 2⁻ᵏ·odd ends after k digits.
  fc.assert(
    fc.property(
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n - 1n }),
      fc.integer({ min: 1, max: 12 }),
      (m, k) => {
        const odd = m | 1n
        const digits = String(odd * 5n ** BigInt(k)).padStart(k + 1, '0')
        const tie = `${digits.slice(0, digits.length - k)}.${digits.slice(digits.length - k)}`
        for (const text of [tie, `${tie}1`, tie.replace(/.$/, '4'), tie.replace(/.$/, '6')]) {
          const value = nearest(text)
          if (!Number.isNaN(value)) expect(value).toBe(Number(text))
        }
      },
    ),
    { numRuns: tries(5000) },
  )
})
