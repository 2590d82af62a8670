import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { CodedError } from '~/lib/errors'
import { TagsDialog } from './tags-dialog'

it('takes back a tag that was removed or changed, and leaves what is typed meanwhile', async () => {
  const server = new Map([
    ['team', 'vision'],
    ['city', 'Karlsruhe'],
  ])
  const onSet = vi.fn<(...args: [unknown, string, string]) => Promise<void>>((_, key, value) => {
    server.set(key, value)
    return Promise.resolve()
  })
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <TagsDialog
        title="Tags of forest"
        tags={[...server].map(([key, value]) => ({ key, value }))}
        onClose={() => undefined}
        onSet={onSet}
        onRemove={(_, key) => {
          server.delete(key)
          return Promise.resolve()
        }}
      />
    </QueryClientProvider>,
  )
  const key = screen.getByRole('textbox', { name: 'Key' })
  const value = screen.getByRole('textbox', { name: 'Value' })
  const undo = screen.getByRole('button', { name: 'Undo' })

  await screen.getByRole('button', { name: 'Remove team' }).click()
  await expect.element(screen.getByRole('status')).toHaveTextContent('“team” was removed.')
  await key.fill('city')
  await undo.click()
  await expect.element(undo).not.toBeInTheDocument()
  expect(server.get('team')).toBe('vision')
  await expect.element(screen.getByRole('button', { name: 'Remove team' })).toBeVisible()
  await expect.element(key).toHaveValue('city')

  await value.fill('Santander')
  await screen.getByRole('button', { name: 'Set tag' }).click()
  await expect.element(screen.getByRole('status')).toHaveTextContent('“city” was changed.')
  expect(server.get('city')).toBe('Santander')
  await undo.click()
  await expect.element(undo).not.toBeInTheDocument()
  expect(server.get('city')).toBe('Karlsruhe')

  // Nothing was taken away by a new one.
  await key.fill('new')
  await screen.getByRole('button', { name: 'Set tag' }).click()
  await expect.element(screen.getByRole('button', { name: 'Remove new' })).toBeVisible()
  expect(undo.query()).toBeNull()
})

it('says nothing of a refused undo beside the next one', async () => {
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <TagsDialog
        title="Tags of forest"
        tags={['team', 'city'].map((key) => ({ key, value: 'old' }))}
        onClose={() => undefined}
        onSet={() => Promise.reject(new CodedError('gone', 'The run was deleted.'))}
        onRemove={() => Promise.resolve()}
      />
    </QueryClientProvider>,
  )
  const refusal = screen.getByText('The run was deleted.')
  await screen.getByRole('button', { name: 'Remove team' }).click()
  await screen.getByRole('button', { name: 'Undo' }).click()
  await expect.element(refusal).toBeVisible()
  await screen.getByRole('button', { name: 'Remove city' }).click()
  await expect.element(screen.getByRole('status')).toHaveTextContent('“city” was removed.')
  await expect.element(refusal).not.toBeInTheDocument()
})
