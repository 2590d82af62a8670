import type { ReactElement } from 'react'
import { it } from 'vitest'
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
