import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { Button } from '../controls/button'
import { Dialog } from './dialog'
import { Menu } from './menu'

function Opened() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Bundled samples">
        <button type="button">Inside</button>
      </Dialog>
    </>
  )
}

function OpenedByMenu() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Menu label="Actions" items={[{ id: 'note', title: 'Edit note', run: () => setOpen(true) }]} />
      <Dialog open={open} onClose={() => setOpen(false)} title="Note">
        <button type="button">Inside</button>
      </Dialog>
    </>
  )
}

it('takes focus, is named by its title, and gives focus back on Esc', async () => {
  const screen = await render(<Opened />)
  const opener = screen.getByRole('button', { name: 'Open' })
  await userEvent.click(opener)
  const dialog = screen.getByRole('dialog', { name: 'Bundled samples' })
  await expect.element(dialog).toBeVisible()
  await expect.poll(() => dialog.element().contains(document.activeElement)).toBe(true)
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  await expect.element(opener).toHaveFocus()
})

it('gives focus back to the button of the menu that opened it', async () => {
  const screen = await render(<OpenedByMenu />)
  const trigger = screen.getByRole('button', { name: 'Actions' })
  trigger.element().focus()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(screen.getByRole('menuitem', { name: 'Edit note' })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(screen.getByRole('dialog', { name: 'Note' })).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument()
  await expect.element(trigger).toHaveFocus()
})

it('keeps focus inside while it is open', async () => {
  const screen = await render(<Opened />)
  await userEvent.click(screen.getByRole('button', { name: 'Open' }))
  const dialog = screen.getByRole('dialog')
  await expect.element(dialog).toBeVisible()
  for (let i = 0; i < 4; i++) {
    await userEvent.keyboard('{Tab}')
    expect(dialog.element().contains(document.activeElement)).toBe(true)
  }
})

it('walks a menu with the arrows, tells why an item cannot be chosen, and gives focus back', async () => {
  const copy = vi.fn<() => void>()
  const download = vi.fn<() => void>()
  const screen = await render(
    <Menu
      label="Record"
      items={[
        { id: 'copy', title: 'Copy as JSON', run: copy },
        { id: 'download', title: 'Download data', disabledReason: 'It was not kept.', run: download },
        { id: 'delete', title: 'Delete record', destructive: true, run: vi.fn<() => void>() },
      ]}
    />,
  )
  const trigger = screen.getByRole('button', { name: 'Record' })
  trigger.element().focus()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(screen.getByRole('menuitem', { name: 'Copy as JSON' })).toHaveFocus()
  await expect
    .element(screen.getByRole('menuitem', { name: /Download data/ }))
    .toHaveAttribute('aria-disabled', 'true')
  await expect.element(screen.getByText('It was not kept.')).toBeVisible()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(screen.getByRole('menuitem', { name: 'Delete record' })).toHaveFocus()
  await userEvent.keyboard('{ArrowUp}{Enter}')
  expect(copy).toHaveBeenCalledOnce()
  await expect.element(trigger).toHaveFocus()
  expect(download).not.toHaveBeenCalled()
})
