import { QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import type { Command } from '~/stores/commands'
import { useRecentCommands } from '~/stores/recent-commands'
import CommandPalette from './command-palette'
import { paletteLists } from './palette-places'

const run = vi.fn<() => void>()
const dark = vi.fn<() => void>()
const commands: readonly Command[] = [
  { id: 'run', title: 'Run the detector', group: 'Lab', shortcut: 'Ctrl ↵', run },
  { id: 'samples', title: 'Open a bundled sample', group: 'Lab', run: vi.fn<() => void>() },
  { id: 'dark', title: 'Dark theme', group: 'Look', keywords: ['night'], run: dark },
]

const client = new QueryClient()
const loadPlaces = () => Promise.resolve(paletteLists(client, () => undefined))

function Opened() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Search
      </button>
      {open ? (
        <CommandPalette commands={commands} loadPlaces={loadPlaces} onClose={() => setOpen(false)} />
      ) : null}
    </>
  )
}

it('filters as one types, sets off what matched, and runs with Enter', async () => {
  const screen = await render(<Opened />)
  const opener = screen.getByRole('button', { name: 'Search' })
  await userEvent.click(opener)
  const field = screen.getByRole('combobox', { name: 'Search or jump to' })
  await expect.element(field).toHaveFocus()
  expect(screen.getByRole('option').elements()).toHaveLength(3)
  await userEvent.type(field, 'nig')
  await expect.element(screen.getByRole('option')).toHaveTextContent('Dark theme')
  await userEvent.fill(field, 'theme')
  expect(
    screen
      .getByRole('option')
      .elements()
      .map((option) => option.querySelector('b')?.textContent),
  ).toEqual(['theme'])
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await expect.poll(() => dark.mock.calls.length).toBe(1)
  await expect.element(field).not.toBeInTheDocument()
  await expect.element(opener).toHaveFocus()
  expect(run).not.toHaveBeenCalled()
})

it('says when nothing is called that, and closes on Esc', async () => {
  const screen = await render(<Opened />)
  await userEvent.click(screen.getByRole('button', { name: 'Search' }))
  const field = screen.getByRole('combobox')
  await userEvent.fill(field, 'zzz')
  await expect.element(screen.getByRole('status')).toHaveTextContent('No results for “zzz”.')
  await expect.element(screen.getByRole('option')).not.toBeInTheDocument()
  await userEvent.keyboard('{Escape}')
  await expect.element(field).not.toBeInTheDocument()
})

it('finds a detector by its name, once its list is there, and remembers what was chosen', async () => {
  useRecentCommands.setState({ ids: [] })
  const screen = await render(<Opened />)
  const opener = screen.getByRole('button', { name: 'Search' })
  await userEvent.click(opener)
  await userEvent.fill(screen.getByRole('combobox'), 'adwin')
  const adwin = screen.getByRole('option', { name: 'ADWIN', exact: true })
  await expect.element(adwin).toBeVisible()
  await adwin.click()
  await userEvent.click(opener)
  await expect
    .element(screen.getByRole('group', { name: 'Recent' }).getByRole('option'))
    .toHaveTextContent('ADWIN')
})
