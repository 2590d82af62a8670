import { type ReactElement, useState } from 'react'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { TextField } from '~/ui/controls/field'
import { DraftDialog } from './draft-dialog'
import { expectAskedBeforeLost } from './draft-dialogs.test-support'
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
  it(`asks before what is typed is lost, at the button and at Esc: ${title}`, () =>
    expectAskedBeforeLost(dialog, field))

it('has the focus in its first field, and sends at Enter what may be sent', async () => {
  const send = vi.fn<(name: string) => void>()
  function Rename() {
    const [name, setName] = useState('forest')
    return (
      <DraftDialog
        draft={{ unsaved: name !== 'forest', title: 'Leave without saving?', lost: 'The name is lost.' }}
        title="Rename"
        leave="Cancel"
        actions={{
          word: 'Save',
          busy: false,
          disabledReason: name === '' ? 'Give it a name first.' : null,
          send: () => send(name),
        }}
        onClose={() => undefined}
      >
        <TextField label="Name" value={name} onChange={setName} />
      </DraftDialog>
    )
  }
  const screen = await render(<Rename />)
  await expect.element(screen.getByRole('textbox', { name: 'Name' })).toHaveFocus()
  await userEvent.keyboard('{Delete}{Enter}')
  expect(send).not.toHaveBeenCalled()
  await userEvent.keyboard('oak{Enter}')
  expect(send).toHaveBeenCalledExactlyOnceWith('oak')
  await screen.getByRole('button', { name: 'Save' }).click()
  expect(send).toHaveBeenCalledTimes(2)
})
