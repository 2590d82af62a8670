import { afterEach, expect, test, vi } from 'vitest'
import { addJob, cancelJob, countJob, endJob, updateJob, useJobs } from './jobs'

afterEach(() => {
  useJobs.setState({ jobs: [] })
  vi.useRealTimers()
})

test('a step is timed from its first count, and a new step anew', () => {
  vi.useFakeTimers()
  const controller = new AbortController()
  addJob({ id: 'a', kind: 'run', title: 'MMD', controller })
  updateJob('a', { state: 'running' })
  countJob('a', { done: 10, total: 100, phase: 'kernel rows' })
  vi.advanceTimersByTime(2000)
  countJob('a', { done: 60, total: 100, phase: 'kernel rows' })
  expect(useJobs.getState().jobs[0]?.progress).toMatchObject({ done: 60, sinceMs: 2000 })
  countJob('a', { done: 0, total: 999, phase: 'permutations' })
  expect(useJobs.getState().jobs[0]?.progress).toMatchObject({ total: 999, sinceMs: 0 })
})

test('cancelling aborts the work and leaves the list to its end', () => {
  const controller = new AbortController()
  addJob({ id: 'a', kind: 'run', title: 'MMD', controller })
  cancelJob('a')
  expect(controller.signal.aborted).toBe(true)
  expect(useJobs.getState().jobs).toHaveLength(1)
  endJob('a')
  expect(useJobs.getState().jobs).toEqual([])
})
