import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { useMarked } from './use-marked'

const KEYS = ['e:1', 'e:2']

function Held({ users }: { users: readonly string[] }) {
  const [range, mark] = useMarked(users, KEYS)
  return (
    <>
      <button
        type="button"
        onClick={() => mark({ anchor: { row: 1, column: 0 }, cursor: { row: 1, column: 1 } })}
      >
        mark
      </button>
      <output>{range ? `${users[range.cursor.row] ?? ''} in row ${range.cursor.row}` : 'nothing'}</output>
    </>
  )
}

const BEFORE = ['ann', 'bob', 'eve']

it('stays with its cells where rows move, and marks nothing where they are gone', async () => {
  const { getByRole, rerender } = await render(<Held users={BEFORE} />)
  const said = getByRole('status')
  await expect.element(said).toHaveTextContent('nothing')
  await getByRole('button').click()
  await expect.element(said).toHaveTextContent('bob in row 1')
  await rerender(<Held users={['bob', 'ann', 'eve']} />)
  await expect.element(said).toHaveTextContent('bob in row 0')
  await rerender(<Held users={['ann', 'eve']} />)
  await expect.element(said).toHaveTextContent('nothing')
})
