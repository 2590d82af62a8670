import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import type { DriftExperiment } from '~/domain/drift-watch/drift-record'
import { HttpError, NetworkError } from '~/lib/errors'
import { PublishFields, type PublishFieldsProps } from './publish-fields'

const experiment = (id: string, name: string, level: 'Read' | 'Edit'): DriftExperiment => ({
  id,
  createdAt: 0,
  name,
  description: null,
  isPublic: true,
  grants: [{ entity: 'me', level }],
})

function fields(onSend: PublishFieldsProps['onSend'], onDone = vi.fn<() => void>()) {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <PublishFields
        experiments={[
          experiment('a', 'obsea-camera', 'Edit'),
          experiment('b', 'coast', 'Read'),
          experiment('c', 'fish', 'Edit'),
        ]}
        me={{ user: { id: 'me' }, entitlements: [], admin: false }}
        tags={['data-drift', 'MMD']}
        preview={() => '{}'}
        onSend={onSend}
        onTyped={() => undefined}
        onDone={onDone}
        onCancel={() => undefined}
      />
    </QueryClientProvider>,
  )
}

it('says what is missing or wrong, sends nothing until it is right, and then exactly what was chosen', async () => {
  const onSend = vi.fn<PublishFieldsProps['onSend']>(async () => undefined)
  const onDone = vi.fn<() => void>()
  const screen = await fields(onSend, onDone)
  const publish = screen.getByRole('button', { name: 'Publish' })
  await userEvent.click(publish)
  await expect.element(screen.getByText('Choose the experiment that the record belongs to.')).toBeVisible()

  const tags = screen.getByRole('textbox', { name: 'Tags' })
  await userEvent.fill(tags, 'Maximum Mean Discrepancy')
  await expect.element(screen.getByText(/has 24 characters; a tag can have at most 20/)).toBeVisible()
  await expect.element(tags).toHaveAttribute('aria-invalid', 'true')

  await expect.element(screen.getByRole('radio', { name: /coast/ })).toBeDisabled()
  await expect.element(screen.getByText(/Your level here is Read/)).toBeVisible()
  await userEvent.fill(screen.getByRole('searchbox', { name: 'Experiment' }), 'obsea')
  await expect.element(screen.getByRole('radio', { name: /fish/ })).not.toBeInTheDocument()
  await userEvent.click(screen.getByRole('radio', { name: /obsea-camera/ }))
  await userEvent.click(publish)
  expect(onSend).not.toHaveBeenCalled()

  await userEvent.fill(tags, 'MMD')
  await userEvent.fill(screen.getByRole('textbox', { name: 'Model' }), 'v3.1')
  await userEvent.click(publish)
  await expect.poll(() => onDone.mock.calls.length).toBe(1)
  expect(onSend.mock.calls[0]?.[0]).toMatchObject({
    where: 'existing',
    experiment: 'a',
    tags: 'MMD',
    model: 'v3.1',
  })
})

it('keeps what was typed when the server refuses or does not answer, and may be sent again', async () => {
  const answers = [
    new HttpError('POST /experiment', 409, { message: 'Name conflict.' }, ''),
    new NetworkError('POST /experiment', 'Failed to fetch'),
  ]
  // As the client lets them go.
  for (const error of answers) error.server = { id: 'drift-watch', name: 'Drift Watch', explain: () => null }
  const onDone = vi.fn<() => void>()
  const screen = await fields(async () => {
    const error = answers.shift()
    if (error) throw error
  }, onDone)
  await userEvent.click(screen.getByRole('radio', { name: 'New experiment' }))
  const name = screen.getByRole('textbox', { name: 'Name' })
  await userEvent.fill(name, 'coast')
  await userEvent.click(screen.getByRole('button', { name: 'Publish' }))
  await expect.element(screen.getByText(/“coast” is taken on this server/)).toBeVisible()

  await userEvent.fill(name, 'coast-2')
  await userEvent.click(screen.getByRole('button', { name: 'Publish' }))
  await expect.element(screen.getByText(/“coast-2” is taken/)).toBeVisible()
  await expect.element(name).toHaveValue('coast-2')
  await userEvent.fill(name, 'coast-3')
  await userEvent.click(screen.getByRole('button', { name: 'Publish' }))
  await expect.element(screen.getByText('Drift Watch does not answer')).toBeVisible()
  await expect.element(name).toHaveValue('coast-3')
  expect(onDone).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await expect.poll(() => onDone.mock.calls.length).toBe(1)
})
