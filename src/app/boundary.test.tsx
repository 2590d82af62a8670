import { type Location, MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { CodedError } from '~/lib/errors'
import { Catch } from './boundary'

const at: Location = { pathname: '/', search: '', hash: '', state: null, key: 'a' }

// React prints every error that a boundary catches.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => vi.restoreAllMocks())

function failing(error: Error) {
  function Page(): never {
    throw error
  }
  return render(
    <MemoryRouter>
      <Catch at={at} lineage={[]}>
        <Page />
      </Catch>
    </MemoryRouter>,
  )
}

it.each([
  new TypeError('Failed to fetch dynamically imported module: /assets/page.js'),
  new Error('Unable to preload CSS for /assets/page.css'),
])('explains a part that could not be fetched, and offers to reload: %s', async (error) => {
  const screen = await failing(error)
  await expect
    .element(screen.getByRole('heading', { name: 'A part of Tidemark could not be loaded' }))
    .toBeVisible()
  await expect.element(screen.getByRole('button', { name: 'Reload' })).toBeVisible()
  await expect.element(screen.getByRole('button', { name: 'Copy details' })).toBeVisible()
})

it('shows the sentence of an error that has one, and the words of any other', async () => {
  const coded = await failing(new CodedError('gone', 'The record was deleted.'))
  await expect.element(coded.getByRole('alert')).toHaveTextContent('The record was deleted.')
  await coded.unmount()
  const fault = await failing(new Error('x is not a function'))
  await expect.element(fault.getByRole('heading', { name: 'An error in Tidemark itself' })).toBeVisible()
  await expect.element(fault.getByText('x is not a function')).toBeVisible()
})
