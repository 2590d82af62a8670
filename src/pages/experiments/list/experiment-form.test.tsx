import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { ExperimentForm } from './experiment-form'

const EXPERIMENT = {
  id: '7',
  name: 'gauges',
  description: '',
  artifactLocation: '',
  lifecycle: 'active' as const,
  createdAt: 0,
  updatedAt: 0,
  tags: [],
}

/** What was asked of the server, as "update". */
let asked: string[]
let isTagRefused: boolean
beforeEach(() => {
  asked = []
  isTagRefused = true
  vi.spyOn(window, 'fetch').mockImplementation((input) => {
    const [, action = ''] =
      /experiments\/(\S+)$/.exec(input instanceof Request ? input.url : input.toString()) ?? []
    asked.push(action)
    const isRefused = action === 'set-experiment-tag' && isTagRefused
    return Promise.resolve(
      new Response(isRefused ? 'Permission denied' : '{}', { status: isRefused ? 403 : 200 }),
    )
  })
})
afterEach(() => void vi.restoreAllMocks())

it('says that the name is saved where only the description is refused, and saves the rest later', async () => {
  const done = vi.fn<(id: string) => void>()
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <ExperimentForm experiment={EXPERIMENT} onClose={() => undefined} onDone={done} />
    </QueryClientProvider>,
  )
  const description = screen.getByRole('textbox', { name: 'Description' })
  await screen.getByRole('textbox', { name: 'Name' }).fill('river gauges')
  await description.fill('**Flow**')
  const save = screen.getByRole('button', { name: 'Save' })
  await save.click()
  await expect.element(screen.getByText('The new name is saved, the description is not.')).toBeVisible()
  await expect.element(description).toHaveValue('**Flow**')
  await screen.getByRole('button', { name: 'Cancel' }).click()
  await expect
    .element(screen.getByText('The new name is saved; the description that you typed is lost.'))
    .toBeVisible()
  await screen.getByRole('button', { name: 'Stay' }).click()
  isTagRefused = false
  await save.click()
  await expect.poll(() => done.mock.calls).toHaveLength(1)
  expect(asked).toEqual(['update', 'set-experiment-tag', 'set-experiment-tag'])
})
