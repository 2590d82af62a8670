import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { renameRun } from '~/queries/mlflow/actions'
import { basic, signInChecked, signOut } from '~/queries/session'
import { dismissToast, useToasts } from '~/stores/toasts'
import { Problem } from '~/ui/states/problem'
import { SignInSlot } from '~/ui/states/sign-in-slot'
import { SignInDialog, signInFor } from './sign-in-slot'
import { useAction } from './use-action'

const written: string[] = []
/** Everybody's password. */
let right = 'right'
/** Who somebody is, the server says only after this. */
let held = Promise.resolve()
let client: QueryClient

beforeEach(() => {
  written.length = 0
  right = 'right'
  held = Promise.resolve()
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  // An MLflow server where everybody has the same password.
  vi.stubGlobal(
    'fetch',
    (url: string, { headers = {}, body }: { headers?: HeadersInit; body?: string } = {}) => {
      const sent = new Headers(headers).get('authorization')?.split(' ')[1] ?? ''
      const [username, password] = atob(sent).split(':')
      if (!url.includes('/mlflow/')) return Promise.resolve(new Response('', { status: 404 }))
      if (password !== right)
        return Promise.resolve(new Response('You are not authenticated.', { status: 401 }))
      if (url.includes('/users/get')) return held.then(() => Response.json({ user: { id: 1, username } }))
      written.push(body ?? '')
      return Promise.resolve(Response.json({}))
    },
  )
})
afterEach(async () => {
  await signOut(client, 'mlflow')
  vi.unstubAllGlobals()
})

function show(failure: 'here' | { toast: string }) {
  function Page() {
    const [name, setName] = useState('')
    const save = useAction((_: void, queries) => renameRun(queries, 'r', name), { failure })
    return (
      <>
        <input aria-label="New name" value={name} onChange={(event) => setName(event.target.value)} />
        <button onClick={() => save.run()}>Save</button>
        {save.failure && failure === 'here' ? <Problem error={save.failure} /> : null}
      </>
    )
  }
  const router = createMemoryRouter([{ path: '/', Component: Page }])
  return render(
    <QueryClientProvider client={client}>
      <SignInSlot value={signInFor}>
        <RouterProvider router={router} />
      </SignInSlot>
      <SignInDialog />
    </QueryClientProvider>,
  )
}

type Screen = Awaited<ReturnType<typeof show>>

async function signInWith(screen: Screen, password: string): Promise<void> {
  await screen.getByLabelText('Name', { exact: true }).fill('ada')
  await screen.getByLabelText('Password', { exact: true }).fill(password)
  await screen.getByRole('button', { name: 'Sign in', exact: true }).click()
}

it('a refused change brings the sign-in to its place, keeps what is typed, and can be tried again', async () => {
  const screen = await show('here')
  await screen.getByLabelText('New name').fill('typed with care')
  await screen.getByRole('button', { name: 'Save' }).click()
  await expect.element(screen.getByRole('heading', { name: 'Sign in to MLflow' })).toBeVisible()
  await signInWith(screen, 'wrong')
  await expect.element(screen.getByText(/Wrong name or password/)).toBeVisible()
  await signInWith(screen, 'right')
  await expect.element(screen.getByText('You are signed in.')).toBeVisible()
  await expect.element(screen.getByLabelText('New name')).toHaveValue('typed with care')
  expect(written).toEqual([])
  await screen.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => written).toEqual(['{"run_id":"r","run_name":"typed with care"}'])
  await expect.element(screen.getByText('You are signed in.')).not.toBeInTheDocument()
})

it('says nothing of an earlier sign-in while the first one is being checked', async () => {
  let answer = () => {}
  held = new Promise((resolve) => {
    answer = resolve
  })
  const screen = await show('here')
  await screen.getByRole('button', { name: 'Save' }).click()
  await expect.element(screen.getByRole('heading', { name: 'Sign in to MLflow' })).toBeVisible()
  await signInWith(screen, 'right')
  await expect.element(screen.getByRole('button', { name: 'Signing in' })).toBeVisible()
  await expect.element(screen.getByText(/sign in again/)).not.toBeInTheDocument()
  answer()
  await expect.element(screen.getByText('You are signed in.')).toBeVisible()
})

it('whose password was changed meanwhile is told so, and types the new one alone', async () => {
  await signInChecked(client, 'mlflow', basic('ada', 'right'))
  right = 'another'
  const screen = await show('here')
  await screen.getByLabelText('New name').fill('typed with care')
  await screen.getByRole('button', { name: 'Save' }).click()
  await expect.element(screen.getByText(/Sign in again.*it may have been changed/)).toBeVisible()
  await expect.element(screen.getByLabelText('Name', { exact: true })).toHaveValue('ada')
  await screen.getByLabelText('Password', { exact: true }).fill('another')
  await screen.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect.element(screen.getByText('You are signed in.')).toBeVisible()
  await expect.element(screen.getByLabelText('New name')).toHaveValue('typed with care')
})

it('what only a toast tells is done after the sign-in that it opens', async () => {
  const screen = await show({ toast: 'Not saved' })
  await screen.getByLabelText('New name').fill('once')
  await screen.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => useToasts.getState().toasts.at(-1)?.action?.label).toBe('Sign in')
  const told = useToasts.getState().toasts.at(-1)
  told?.action?.run()
  await expect.element(screen.getByRole('dialog', { name: 'Sign in' })).toBeVisible()
  await signInWith(screen, 'right')
  await expect.poll(() => written).toEqual(['{"run_id":"r","run_name":"once"}'])
  await expect.element(screen.getByRole('dialog', { name: 'Sign in' })).not.toBeInTheDocument()
  if (told) dismissToast(told.id)
})
