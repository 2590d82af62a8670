import { expect, test } from 'vitest'
import { cpuMs } from '~/lib/cpu-ms.test-support'
import { parseVersion } from './abilities'

test.each([
  ['2.21.3', [2, 21]],
  ['v3.17.2.dev0+local', [3, 17]],
  ['3.5', [3, 5]],
  ['3', null],
  ['3.x', null],
  ['<html>', null],
])('%s', (text, numbers) => {
  const found = parseVersion(text)
  expect(found && [found.major, found.minor]).toEqual(numbers)
})

test('a version of 100,000 digits is none, at once', () => {
  expect(cpuMs(() => expect(parseVersion(`0.${'0'.repeat(100_000)}!`)).toBeNull())).toBeLessThan(1000)
})
