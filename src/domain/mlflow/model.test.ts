import { expect, test } from 'vitest'
import { aliasesOf, aliasFault, latestVersion } from './model'

test('what can be an alias', () => {
  for (const fine of ['champion', 'Challenger_2', 'a-b', 'v', 'v2x', 'latest-one', 'größe', '模型'])
    expect(aliasFault(fine)).toBeNull()
  for (const wrong of ['', 'two words', 'a/b', 'a.b', '😀', 'latest', 'Latest', 'v12', 'a'.repeat(256)])
    expect(aliasFault(wrong)).not.toBeNull()
})

test('aliases of a version; the latest by number, not by text', () => {
  const aliases = [
    { alias: 'champion', version: '2' },
    { alias: 'best', version: '2' },
    { alias: 'old', version: '1' },
  ]
  expect(aliasesOf({ aliases }, '2')).toEqual(['best', 'champion'])
  expect(aliasesOf({ aliases }, '3')).toEqual([])
  const version = (text: string) => ({
    name: 'm',
    version: text,
    description: '',
    createdAt: null,
    updatedAt: null,
    status: 'READY',
    statusMessage: '',
    stage: 'None',
    source: '',
    runId: null,
    tags: [],
  })
  expect(latestVersion({ latestVersions: [version('9'), version('10')] })).toBe('10')
  expect(latestVersion({ latestVersions: [] })).toBeNull()
})
