import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { NoteDialog, RenameDialog } from './run-dialogs'
import { TagsDialog } from './tags-dialog'

// Whatever is typed into a dialog is asked for before it is lost.

const nothing = () => Promise.resolve()

const DIALOGS: Readonly<Record<string, { dialog: (onClose: () => void) => ReactElement; field: string }>> = {
  'Rename run': {
    dialog: (onClose) => <RenameDialog run={{ id: 'a', name: 'forest' }} onClose={onClose} />,
    field: 'Name',
  },
  Note: {
    dialog: (onClose) => <NoteDialog runId="a" before="The *forest* baseline." onClose={onClose} />,
    field: 'Note',
  },
  'Tags of forest': {
    dialog: (onClose) => (
      <TagsDialog title="Tags of forest" tags={[]} onClose={onClose} onSet={nothing} onRemove={nothing} />
    ),
    field: 'Value',
  },
}

for (const [title, { dialog, field }] of Object.entries(DIALOGS))
  it(`asks before what is typed is lost, at the button and at Esc: ${title}`, async () => {
    const onClose = vi.fn<() => void>()
    const screen = await render(
      <QueryClientProvider client={new QueryClient()}>{dialog(onClose)}</QueryClientProvider>,
    )
    const leaves = screen.getByRole('button', { name: /^(Cancel|Done)$/ })
    const question = screen.getByRole('alertdialog', { name: /^Leave without/ })
    await leaves.click()
    expect(onClose).toHaveBeenCalledOnce()

    await screen.getByRole('textbox', { name: field, exact: true }).fill('typed')
    for (const go of [() => leaves.click(), () => userEvent.keyboard('{Escape}')]) {
      await go()
      await expect.element(question).toBeVisible()
      await screen.getByRole('button', { name: 'Stay' }).click()
      await expect.element(question).not.toBeInTheDocument()
      await expect.element(screen.getByRole('textbox', { name: field, exact: true })).toHaveValue('typed')
    }
    expect(onClose).toHaveBeenCalledOnce()

    await leaves.click()
    await screen.getByRole('button', { name: 'Leave' }).click()
    expect(onClose).toHaveBeenCalledTimes(2)
  })
