import { afterEach, expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { addJob, countJob, endJob, updateJob, useJobs } from '~/stores/jobs'
import { JobIndicator } from './job-indicator'

afterEach(() => useJobs.setState({ jobs: [] }))

it('counts what runs and waits, shows each with its progress, and cancels the one that is meant', async () => {
  const screen = await render(<JobIndicator />)
  await expect.element(screen.getByRole('button')).not.toBeInTheDocument()

  const first = new AbortController()
  const second = new AbortController()
  addJob({ id: 'a', kind: 'run', title: 'MMD on digits', controller: first })
  addJob({ id: 'b', kind: 'run', title: 'KS on weather', controller: second })
  updateJob('a', { state: 'running' })
  countJob('a', { done: 250, total: 1000, phase: 'permutations' })
  updateJob('b', { before: 1 })

  await userEvent.click(screen.getByRole('button', { name: '1 running, 1 queued' }))
  const bar = screen.getByRole('progressbar', { name: 'MMD on digits: permutations' })
  await expect.element(bar).toHaveAttribute('aria-valuenow', '250')
  await expect.element(screen.getByText('250 of 1\u00A0000')).toBeVisible()
  await expect.element(screen.getByText('Queued behind 1 job')).toBeVisible()

  await userEvent.click(screen.getByRole('button', { name: 'Cancel KS on weather' }))
  expect([first.signal.aborted, second.signal.aborted]).toEqual([false, true])

  endJob('a')
  endJob('b')
  await expect.element(screen.getByText('Nothing is running.')).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(screen.getByText('All done')).not.toBeInTheDocument()
})
