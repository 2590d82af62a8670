import { afterEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { BatchCell } from '~/domain/mlflow/permissions/batch'
import { HttpError } from '~/lib/errors'
import { setSignInWanted, useSignInWanted } from '~/stores/sign-in-wanted'
import { BatchPanel } from './batch-panel'
import type { BatchRun } from './use-batch'

afterEach(() => setSignInWanted(null))

const cell: BatchCell = {
  user: 'ann',
  resource: { kind: 'experiment', id: '1' },
  name: 'grid-a',
  before: null,
  after: 'READ',
  isOwn: false,
}

it('where the sign-in ended, offers one in its place and then the rest, without leaving the draft', async () => {
  const signedOut = new HttpError('GET users/get', 401, null, '')
  signedOut.server = { id: 'mlflow', name: 'MLflow', explain: () => null }
  const start = vi.fn<BatchRun['start']>()
  const screen = await render(
    <BatchPanel
      batch={{
        cells: [cell],
        results: [{ state: 'not-tried', why: 'signed-out' }],
        kind: 'changes',
        isRunning: false,
        isCancelled: false,
        waitMs: null,
        sinceMs: 0,
        signedOut,
      }}
      run={{ batch: null, start, cancel: () => undefined, dismiss: () => undefined }}
      onClose={() => undefined}
    />,
  )
  await screen.getByRole('button', { name: 'Sign in' }).click()
  expect(useSignInWanted.getState().wanted?.error).toBe(signedOut)
  useSignInWanted.getState().wanted?.again()
  await screen.getByRole('button', { name: 'Try 1 again' }).click()
  expect(start).toHaveBeenCalledExactlyOnceWith([cell], 'retry')
})
