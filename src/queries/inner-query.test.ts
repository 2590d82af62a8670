import { QueryClient, QueryObserver, queryOptions } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { innerQuery } from './inner-query'

/** Answers at the second request alone: whoever waits for the first waits for ever. */
const inner = () => {
  let asked = 0
  return queryOptions({
    queryKey: ['inner'],
    queryFn: ({ signal }) => {
      asked += 1
      return new Promise<number>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
        if (asked > 1) resolve(asked)
      })
    },
    retry: false,
  })
}

test.each([
  [
    'whoever asked for it leaves the page',
    (client: QueryClient, leave: () => void) => void [client, leave()],
  ],
  ['it is cancelled', (client: QueryClient) => void client.cancelQueries({ queryKey: ['inner'] })],
])('what builds on a query is told where %s', async (_, cancel) => {
  const client = new QueryClient()
  const options = inner()
  const leave = new QueryObserver(client, options).subscribe(() => undefined)
  const outer = new QueryObserver(client, {
    queryKey: ['outer'],
    queryFn: () => innerQuery(client, options),
    retry: false,
  })
  const told = new Promise((resolve) => {
    outer.subscribe(({ data }) => data !== undefined && resolve(data))
  })
  cancel(client, leave)
  expect(await told).toBe(2)
  client.clear()
})
