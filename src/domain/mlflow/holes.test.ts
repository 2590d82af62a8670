import { expect, test } from 'vitest'
import { abilitiesOf, parseVersion } from './abilities'
import { holesOf } from './holes'

const ids = (text: string, level: 'READ' | null, shipped = false) =>
  holesOf(
    abilitiesOf(parseVersion(text) ?? { text, major: 0, minor: 0 }),
    text,
    level === null ? null : { level, from: 'measured' },
    shipped,
  ).map(({ id }) => id)

test.each([
  ['2.21.3', ['search', 'files', 'creating']],
  ['3.5.0', ['search', 'files', 'creating']],
  ['3.6.0', ['files', 'creating']],
  ['3.7.0', ['creating']],
  ['3.17.2', ['reading-rows', 'creating']],
])('MLflow %s', (version, holes) => expect(ids(version, null)).toEqual(holes))

test('a default that gives something, and a password of everybody', () =>
  expect(ids('3.7.0', 'READ', true)).toEqual(['shipped-password', 'default', 'creating']))
