import { useState } from 'react'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { CheckList } from './check-list'

const items = Array.from({ length: 5000 }, (_, i) => ({ key: `k${i}`, label: `Item ${i}` }))

it('holds in the page only what is in view of 5,000 items, and is walked and ticked with the keyboard', async () => {
  function List() {
    const [checked, setChecked] = useState<ReadonlySet<string>>(new Set())
    const [shown, setShown] = useState(items)
    return (
      <>
        <button onClick={() => setShown(shown.length > 3 ? items.slice(0, 3) : items)}>Filter</button>
        <CheckList
          label="Columns"
          items={shown}
          checked={checked}
          onToggle={(key) => setChecked(new Set([...checked, key]))}
          emptyState="None"
        />
      </>
    )
  }
  const screen = await render(<List />)
  const list = screen.getByRole('listbox', { name: 'Columns' })
  expect(list.getByRole('option').elements().length).toBeLessThan(40)
  list.element().focus()
  await userEvent.keyboard('{End}')
  const last = list.getByRole('option', { name: 'Item 4999' })
  await expect.element(last).toBeInViewport()
  await expect.element(list).toHaveAttribute('aria-activedescendant', last.element().id)
  await userEvent.keyboard(' ')
  await expect.element(last).toHaveAttribute('aria-selected', 'true')
  await userEvent.keyboard('{Home}')
  await expect.element(list.getByRole('option', { name: 'Item 0', exact: true })).toBeInViewport()

  await userEvent.keyboard('{End}')
  await expect.element(last).toBeInViewport()
  await screen.getByRole('button', { name: 'Filter' }).click()
  await expect.poll(() => list.getByRole('option').elements().length).toBe(3)
  await screen.getByRole('button', { name: 'Filter' }).click()
  await expect.element(list.getByRole('option', { name: 'Item 0', exact: true })).toBeInViewport()
})
