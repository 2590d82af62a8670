import { expect, test } from 'vitest'
import type { Build, BuildStatus } from '~/domain/jenkins/build'
import { jenkinsQueries } from './queries'

const build = (status: BuildStatus): Build => ({
  id: '1',
  name: '#1',
  status,
  startedAt: 0,
  durationMs: 0,
  queuedMs: null,
  stages: [],
})

/** How soon a history with builds of these states is asked for again. */
function interval(statuses: readonly BuildStatus[]) {
  const { refetchInterval } = jenkinsQueries.history('app', 100)
  if (typeof refetchInterval !== 'function') throw new Error('It depends on the builds.')
  const data = { builds: statuses.map(build), unreadable: [], hasOlder: false, source: 'wfapi' }
  return refetchInterval({ state: { data } } as never)
}

test('a live build is asked for every five seconds, in a tab that is seen; finished ones are not', () => {
  for (const live of ['running', 'paused', 'queued'] as const)
    expect(interval([live, 'success'])).toBeGreaterThanOrEqual(5000)
  expect(interval(['success', 'failed', 'aborted', 'unstable', 'skipped'])).toBe(false)
  expect(interval([])).toBe(false)
  // In a tab that is not seen, nothing is asked unless this says so.
  expect(jenkinsQueries.history('app', 100)).not.toHaveProperty('refetchIntervalInBackground')
  expect(jenkinsQueries.build('app', '1')).not.toHaveProperty('refetchIntervalInBackground')
})
