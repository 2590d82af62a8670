import { it } from 'vitest'
import { expectAskedBeforeLost } from '~/scaffold/draft-dialogs.test-support'
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
