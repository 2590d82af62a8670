import { QueryClient, QueryClientProvider, QueryObserver } from '@tanstack/react-query'
import { expect, it, onTestFinished } from 'vitest'
import { render } from 'vitest-browser-react'
import { ContractError, NetworkError } from '~/lib/errors'
import { HistoryFaults } from './history-faults'

const KEY = ['histories']
const DOWN = new NetworkError('GET /get-history', 'Failed to fetch')
const PAGE = new ContractError('GET /get-history', '', 'is not JSON', '<!doctype html><title>Log in</title>')

/** Histories that somebody looks at, and what each is answered: an error, or anything else. */
async function lookAt(answers: Map<string, unknown>) {
  const client = new QueryClient()
  const asked: string[] = []
  for (const id of answers.keys()) {
    const observer = new QueryObserver(client, {
      queryKey: [...KEY, id],
      queryFn: () => {
        asked.push(id)
        const answer = answers.get(id)
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
      },
      retry: false,
    })
    onTestFinished(observer.subscribe(() => {}))
  }
  const screen = await render(
    <QueryClientProvider client={client}>
      <HistoryFaults queryKey={KEY} />
    </QueryClientProvider>,
  )
  return { screen, asked, client }
}

it('says once why histories are missing, whatever their number', async () => {
  const { screen } = await lookAt(
    new Map<string, unknown>([
      ['a', 'well'],
      ['b', PAGE],
      ['c', PAGE],
    ]),
  )
  await expect.element(screen.getByText('The server answered something that is not JSON')).toBeVisible()
  expect(screen.getByRole('alert').elements()).toHaveLength(1)
  await expect.element(screen.getByText('Missing here: 2 lines.')).toBeVisible()
})

it('asks a server that is down once, and for all when it answers', async () => {
  const answers = new Map<string, unknown>([
    ['a', DOWN],
    ['b', DOWN],
  ])
  const { screen, asked } = await lookAt(answers)
  const again = screen.getByRole('button', { name: 'Try again' })
  await again.click()
  await expect.poll(() => asked).toEqual(['a', 'b', 'a'])
  await expect.element(again).toBeVisible()
  for (const id of ['a', 'b']) answers.set(id, 'well')
  await again.click()
  await expect.poll(() => asked).toEqual(['a', 'b', 'a', 'a', 'b'])
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument()
})

it('asks for the others where one alone is answered with something else', async () => {
  const answers = new Map<string, unknown>([
    ['a', PAGE],
    ['b', PAGE],
  ])
  const { screen, asked } = await lookAt(answers)
  answers.set('b', 'well')
  await screen.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => asked).toEqual(['a', 'b', 'a', 'b'])
  await expect.element(screen.getByText('Missing here: 1 line.')).toBeVisible()
})

it('says where a history is there without its newest points', async () => {
  const answers = new Map<string, unknown>([['a', 'well']])
  const { screen, client } = await lookAt(answers)
  await expect.poll(() => client.getQueryData([...KEY, 'a'])).toBe('well')
  answers.set('a', DOWN)
  await client.refetchQueries({ queryKey: KEY })
  await expect.element(screen.getByText('Without the newest points: 1 line.')).toBeVisible()
})
