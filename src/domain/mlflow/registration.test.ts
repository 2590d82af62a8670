import { expect, test } from 'vitest'
import { addresseeFault } from './registration'

test('who gets a permission is an address, and somebody else', () => {
  expect(addresseeFault('ada@example.org', 'me@example.org')).toBeNull()
  expect(addresseeFault('ada', 'me@example.org')).toContain('not an email')
  expect(addresseeFault('', 'me@example.org')).toContain('Type')
  expect(addresseeFault('ME@example.org', 'me@example.org')).toContain('This is you')
})
