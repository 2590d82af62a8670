import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { MemoryRouter } from 'react-router'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { type Connection, connectionsQuery, healthQuery } from '~/queries/connections'
import { Server } from './server'

const connection: Connection = {
  id: 'mlflow',
  name: 'MLflow',
  configured: true,
  path: 'backends/mlflow',
  address: 'https://mlflow.example.org',
  identityProvider: null,
}

function card(version: string | null) {
  const client = new QueryClient()
  client.setQueryData(connectionsQuery().queryKey, { connections: [connection], demo: false })
  client.setQueryData(healthQuery('mlflow').queryKey, { version, latencyMs: 50 })
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <Server connection={connection} demo={false} />
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it('asks nobody to sign in at an MLflow server without accounts', async () => {
  const screen = await card('2.21.3')
  await expect.element(screen.getByText('Reachable, without accounts')).toBeVisible()
  await expect.element(screen.getByText(/This server has no accounts/)).toBeVisible()
  await expect.element(screen.getByLabelText('Password')).not.toBeInTheDocument()
})

it('asks for a name where the server tells its version to nobody', async () => {
  const screen = await card(null)
  await expect.element(screen.getByText('Reachable, not signed in')).toBeVisible()
  await expect.element(screen.getByLabelText('Password')).toBeVisible()
})
