import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { CodedError } from '~/lib/errors'
import { createPages, Pages } from './router'

/** The app with everything it stands on. */
export function App() {
  const [client] = useState(createClient)
  const [navigation] = useState(() => createPages(client))
  return (
    <QueryClientProvider client={client}>
      <Pages navigation={navigation} />
    </QueryClientProvider>
  )
}

/** What a page tells in its place is no fault of the program. Told to React's root. */
export function reportFault(error: unknown): void {
  if (!(error instanceof CodedError)) reportError(error)
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
