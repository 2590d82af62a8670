import { expect, test } from 'vitest'
import { detectorById } from '~/drift/registry'
import { tryWords } from './words'

test('a trial says on what it runs, and which settings are not the defaults', () => {
  const words = (id: string, params: Record<string, number | string>) =>
    tryWords(detectorById(id)!, { sample: 'nile', params, columns: null })
  expect(words('page-hinkley', {})).toBe(
    'The sample is Flow of the Nile, 1871–1970, with the default settings.',
  )
  expect(words('cusum', { minInstances: 20, mode: 'up' })).toBe(
    'The sample is Flow of the Nile, 1871–1970, with settings that suit it: Warm-up 20, Looks for Rise.',
  )
  expect(words('ensemble-stream', { members: 'adwin' })).toContain('settings that suit it: Members.')
})
