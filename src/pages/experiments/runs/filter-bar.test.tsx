import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { parseFilter } from '~/domain/mlflow/filter/parse'
import { FilterBar } from './filter-bar'

function Bar({ onSearch }: { onSearch: () => void }) {
  const [text, setText] = useState('')
  return (
    <>
      <FilterBar
        text={text}
        onText={setText}
        onLeave={() => undefined}
        parsed={parseFilter(text)}
        known={{ metrics: [], params: [{ key: 'lr', examples: [] }], tags: [], attributes: {}, datasets: {} }}
        notes={[{ message: 'The server has no OR.', from: 0, to: 1 }]}
      />
      <button type="button" style={{ marginTop: 320 }} onClick={onSearch}>
        Search the server
      </button>
    </>
  )
}

it('a press on what is below holds, though the note that comes with it moves that down', async () => {
  const onSearch = vi.fn<() => void>()
  const screen = await render(<Bar onSearch={onSearch} />)
  await userEvent.type(screen.getByRole('combobox', { name: 'Filter runs' }), 'para')
  await expect.element(screen.getByRole('option').first()).toBeVisible()
  const note = screen.getByText('The server has no OR.')
  await expect.element(note).not.toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Search the server' }))
  expect(onSearch).toHaveBeenCalledTimes(1)
  await expect.element(note).toBeVisible()
})

it('Enter with no proposal chosen puts them away, and what is wrong is told', async () => {
  const screen = await render(<Bar onSearch={() => undefined} />)
  const field = screen.getByRole('combobox', { name: 'Filter runs' })
  await userEvent.type(field, "metrics.x = 'a' ")
  await expect.element(screen.getByRole('option').first()).toBeVisible()
  const fault = screen.getByRole('status')
  await expect.element(fault).not.toBeInTheDocument()
  await userEvent.keyboard('{Enter}')
  await expect.element(fault).toHaveTextContent('A metric is compared with a number without quotes')
  await expect.element(field).toHaveAttribute('aria-expanded', 'false')
  await expect.element(field).toHaveFocus()
})
