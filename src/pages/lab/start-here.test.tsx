import { beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { BundledSample } from '~/data/samples'
import { setPreferences } from '~/stores/preferences'
import { StartHere } from './start-here'

beforeEach(() => setPreferences({ startHereDismissed: false }))

it('opens a sample, leads to histories and permissions', async () => {
  const onOpenSample = vi.fn<(sample: BundledSample) => void>()
  const screen = await render(<StartHere onOpenSample={onOpenSample} />)
  await screen.getByRole('button', { name: 'Open the sample' }).click()
  expect(onOpenSample).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'digits' }))
  await expect.element(screen.getByRole('link', { name: 'See histories' })).toHaveAttribute('href', '#/drift')
  await expect
    .element(screen.getByRole('link', { name: 'See permissions' }))
    .toHaveAttribute('href', '#/permissions')
})

it('goes when it is dismissed, and stays away', async () => {
  const screen = await render(<StartHere onOpenSample={() => undefined} />)
  await screen.getByRole('button', { name: 'Dismiss Start here' }).click()
  await expect.element(screen.getByRole('heading', { name: 'Start here' })).not.toBeInTheDocument()
  await screen.unmount()
  const again = await render(<StartHere onOpenSample={() => undefined} />)
  await expect.element(again.getByRole('heading', { name: 'Start here' })).not.toBeInTheDocument()
})
