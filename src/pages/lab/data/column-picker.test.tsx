import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import type { ColumnSummary, TableSummary } from '~/data/columns'
import { ColumnPicker } from './column-picker'

function summary(names: readonly string[]): TableSummary {
  const column = (name: string): ColumnSummary =>
    name.startsWith('site')
      ? { type: 'text', name, missing: 0, distinct: 2, unique: false, top: [] }
      : {
          type: 'number',
          name,
          missing: 0,
          min: 0,
          max: 1,
          mean: 0.5,
          sd: 0.2,
          integers: false,
          distinct: 9,
          unique: false,
          counter: false,
          ascending: false,
          histogram: null,
        }
  return {
    digest: 'd'.repeat(64),
    fileName: 'a.csv',
    bytes: 1,
    format: 'csv',
    rows: 9,
    columns: names.map(column),
    readAs: {
      separator: ',',
      decimal: '.',
      header: true,
      encoding: 'utf-8',
      comment: null,
      missing: [],
      columns: [],
    },
    notes: [],
  }
}

function Picker({ names, onChoose }: { names: string[]; onChoose: (names: string[] | null) => void }) {
  const [chosen, setChosen] = useState<string[] | null>(null)
  return (
    <div style={{ width: 340 }}>
      <ColumnPicker
        summary={summary(names)}
        available={names}
        chosen={chosen ?? names}
        standard={names}
        onShowTable={() => undefined}
        onChoose={(next) => {
          setChosen(next)
          onChoose(next)
        }}
      />
    </div>
  )
}

test('columns are ticked, searched, and taken all, none or by type', async () => {
  const onChoose = vi.fn<(names: string[] | null) => void>()
  const screen = await render(
    <Picker names={['temperature', 'pressure', 'temp, max', 'site']} onChoose={onChoose} />,
  )
  const button = screen.getByRole('button', { name: '4 of 4 columns' })
  await expect.element(button).toHaveAttribute('aria-expanded', 'false')
  await button.click()
  await screen.getByRole('option', { name: 'pressure' }).click()
  expect(onChoose).toHaveBeenLastCalledWith(['temperature', 'temp, max', 'site'])
  await expect.element(screen.getByRole('button', { name: '3 of 4 columns' })).toBeVisible()
  await screen.getByRole('option', { name: 'pressure' }).click()
  expect(onChoose).toHaveBeenLastCalledWith(null)

  await screen.getByRole('button', { name: 'Only text' }).click()
  expect(onChoose).toHaveBeenLastCalledWith(['site'])
  await screen.getByRole('searchbox', { name: 'Search columns' }).fill('TEMP')
  await expect.poll(() => screen.getByRole('option').elements().length).toBe(2)
  await screen.getByRole('button', { name: 'All 2 found' }).click()
  expect(onChoose).toHaveBeenLastCalledWith(['temperature', 'temp, max', 'site'])
  await screen.getByRole('button', { name: 'None of these' }).click()
  expect(onChoose).toHaveBeenLastCalledWith(['site'])
  await screen.getByRole('searchbox').fill('nothing')
  await expect.element(screen.getByText('No column has “nothing” in its name.')).toBeVisible()
})

test('none ticked changes nothing and is said; the next tick counts alone', async () => {
  const onChoose = vi.fn<(names: string[] | null) => void>()
  const screen = await render(<Picker names={['a', 'b', 'c']} onChoose={onChoose} />)
  await screen.getByRole('button', { name: '3 of 3 columns' }).click()
  await screen.getByRole('button', { name: 'None' }).click()
  expect(onChoose).not.toHaveBeenCalled()
  await expect
    .element(screen.getByText(/^None is ticked: a run compares the last choice, 3 of them/))
    .toBeVisible()
  await screen.getByRole('option', { name: 'b numbers' }).click()
  expect(onChoose).toHaveBeenLastCalledWith(['b'])
})

test('of 2,000 columns those in view are in the page, and keys walk and tick them', async () => {
  const onChoose = vi.fn<(names: string[] | null) => void>()
  const names = Array.from({ length: 2000 }, (_, i) => `c${i}`)
  const screen = await render(<Picker names={names} onChoose={onChoose} />)
  const started = performance.now()
  await screen.getByRole('button', { name: /2.000 of 2.000 columns/ }).click()
  const list = screen.getByRole('listbox', { name: 'Columns to compare' })
  await expect.element(list).toBeVisible()
  expect(performance.now() - started).toBeLessThan(1500)
  expect(screen.getByRole('option').elements().length).toBeLessThan(40)
  ;(list.element() as HTMLElement).focus()
  await userEvent.keyboard('{End} ')
  expect(onChoose).toHaveBeenLastCalledWith(names.slice(0, -1))
  await expect
    .element(screen.getByRole('option', { name: 'c1999' }))
    .toHaveAttribute('aria-selected', 'false')
  await userEvent.keyboard('{Home}{ArrowDown}{Enter}')
  expect(onChoose).toHaveBeenLastCalledWith(names.filter((name) => name !== 'c1' && name !== 'c1999'))
  await userEvent.keyboard('{Escape}')
  await expect.element(list).not.toBeInTheDocument()
})
