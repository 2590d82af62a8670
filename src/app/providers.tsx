import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { createRouter } from './router'

/** The app with everything it stands on. */
export function App() {
  const [client] = useState(createClient)
  const [router] = useState(() => createRouter(client))
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
}

function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Detectors run on this machine: being offline is no reason to hold them back.
        networkMode: 'always',
        refetchOnWindowFocus: false,
        staleTime: 30_000,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
