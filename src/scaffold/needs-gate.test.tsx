import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Suspense } from 'react'
import { MemoryRouter } from 'react-router'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { connectionsQuery } from '~/queries/connections'
import type { Needs } from './needs'
import { canLoad, NeedsGate } from './needs-gate'

function clientOf(): QueryClient {
  const client = new QueryClient()
  client.setQueryData(connectionsQuery().queryKey, {
    demo: false,
    connections: [{ id: 'mlflow', configured: true, address: null, identityProvider: null }],
  } as never)
  return client
}

const show = (client: QueryClient, needs: Needs) =>
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <Suspense>
          <NeedsGate needs={needs} title="Permissions">
            <p>The page</p>
          </NeedsGate>
        </Suspense>
      </MemoryRouter>
    </QueryClientProvider>,
  )

const needing = (isOpen: () => Promise<boolean>): Needs => ({ server: 'mlflow', signIn: true, isOpen })

it('asks nobody for a name where the server has no accounts: the page says so itself', async () => {
  const client = clientOf()
  const needs = needing(() => Promise.resolve(true))
  expect(await canLoad(client, needs)).toBe(true)
  const screen = await show(client, needs)
  await expect.element(screen.getByText('The page')).toBeVisible()
})

it('asks for a sign-in where it has them, or does not say', async () => {
  for (const isOpen of [() => Promise.resolve(false), () => Promise.reject(new Error('down'))]) {
    const client = clientOf()
    expect(await canLoad(client, needing(isOpen))).toBe(false)
    const screen = await show(client, needing(isOpen))
    await expect.element(screen.getByText('Sign in to MLflow')).toBeVisible()
    await expect.element(screen.getByText('The page')).not.toBeInTheDocument()
    await screen.unmount()
  }
})
