import { it } from 'vitest'
import { EMPTY_DRAFT } from '~/domain/mlflow/permissions/draft'
import { tableOf } from '~/domain/mlflow/permissions/tables.test-support'
import { expectAskedBeforeLost } from '~/scaffold/draft-dialogs.test-support'
import { BulkDialog } from './matrix/bulk-dialog'
import { AddDialog } from './people/add-dialog'
import { CreateDialog } from './people/create-dialog'
import { RoleForm } from './roles/role-form'

it('a role that is typed is asked for before it is lost', () =>
  expectAskedBeforeLost(
    (onClose) => <RoleForm role={null} onClose={onClose} onDone={onClose} />,
    'Description',
  ))

it('so is an account', () =>
  expectAskedBeforeLost(
    (onClose) => <CreateDialog address="https://mlflow.example.org" onClose={onClose} />,
    'Name',
  ))

it('so is a name that is added', () =>
  expectAskedBeforeLost(
    (onClose) => <AddDialog address="https://mlflow.example.org" onClose={onClose} />,
    'Name',
  ))

const START = { what: 'level', user: '', resource: 'thermal-*', level: 'READ', how: 'at-least' } as const

it('so are the patterns of many changes', () =>
  expectAskedBeforeLost(
    (onClose) => (
      <BulkDialog
        table={tableOf('2.21.3', ['ann'], ['1'], {})}
        draft={EMPTY_DRAFT}
        kind="experiment"
        levels={['READ']}
        start={START}
        onClose={onClose}
        onDraft={() => undefined}
      />
    ),
    'Users',
  ))
