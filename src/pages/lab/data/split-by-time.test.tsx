import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import type { TableSummary } from '~/data/columns'
import type { Split } from '~/data/prepare/selection'
import { SplitForm } from './split-form'
import { TimeOrder } from './time-order'

const DAY = 86_400_000
const AUGUST = Date.UTC(2024, 7, 1)

function summary(over: { ascending?: boolean; days?: number } = {}): TableSummary {
  const { ascending = true, days = 40 } = over
  return {
    digest: 'd'.repeat(64),
    fileName: 'days.csv',
    bytes: 1,
    format: 'csv',
    rows: days,
    columns: [
      {
        type: 'time',
        name: 'day',
        missing: 0,
        min: AUGUST,
        max: AUGUST + (days - 1) * DAY,
        ascending,
        histogram: null,
      },
    ],
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

function Form({ onSplit, of = summary() }: { onSplit: (split: Split | null) => void; of?: TableSummary }) {
  const [split, setSplit] = useState<Split | null>(null)
  return (
    <div style={{ width: 340 }}>
      <SplitForm
        summary={of}
        split={split}
        optional={false}
        onChange={(next) => {
          setSplit(next)
          onSplit(next)
        }}
      />
    </div>
  )
}

test('a file is cut in the middle of its time, then where a person says, and the ends are told', async () => {
  const onSplit = vi.fn<(split: Split | null) => void>()
  const screen = await render(<Form onSplit={onSplit} />)
  await screen.getByRole('radio', { name: 'Time', exact: true }).click()
  expect(onSplit).toHaveBeenLastCalledWith({
    by: 'time',
    column: 'day',
    cut: { kind: 'at', at: Date.UTC(2024, 7, 21) },
  })
  const begins = screen.getByLabelText('Test begins (UTC)')
  await expect.element(begins).toHaveValue('2024-08-21')
  await begins.fill('2024-09-02 06:00')
  expect(onSplit).toHaveBeenLastCalledWith(
    expect.objectContaining({ cut: { kind: 'at', at: Date.UTC(2024, 8, 2, 6) } }),
  )
  await expect
    .element(
      screen.getByText(
        /Reference from 1 Aug 2024 to before 2 Sep 2024, 06:00; test from .* up to 9 Sep 2024 \(UTC\)\./,
      ),
    )
    .toBeVisible()
})

test('what would leave a side empty has a sentence, and changes nothing', async () => {
  const onSplit = vi.fn<(split: Split | null) => void>()
  const screen = await render(<Form onSplit={onSplit} />)
  await screen.getByRole('radio', { name: 'Time', exact: true }).click()
  onSplit.mockClear()
  const begins = screen.getByLabelText('Test begins (UTC)')
  await begins.fill('2024-07-01')
  await expect.element(screen.getByText('No row is before it: the times begin 1 Aug 2024.')).toBeVisible()
  await begins.fill('2025-01-01')
  await expect.element(screen.getByText('No row is at it or later: the times end 9 Sep 2024.')).toBeVisible()
  await begins.fill('soon')
  await expect.element(screen.getByText(/^Type a date, for example 2024-09-02/)).toBeVisible()
  expect(onSplit).not.toHaveBeenCalled()
})

test('the last week is held against the month before it, or what is typed', async () => {
  const onSplit = vi.fn<(split: Split | null) => void>()
  const screen = await render(<Form onSplit={onSplit} />)
  await screen.getByRole('radio', { name: 'Time', exact: true }).click()
  await screen.getByRole('radio', { name: 'The last days' }).click()
  expect(onSplit).toHaveBeenLastCalledWith(
    expect.objectContaining({ cut: { kind: 'last', last: 7 * DAY, against: 30 * DAY } }),
  )
  await screen.getByLabelText('Test: the last').fill('36h')
  await screen.getByLabelText('Reference: before that').fill('')
  expect(onSplit).toHaveBeenLastCalledWith(
    expect.objectContaining({ cut: { kind: 'last', last: 1.5 * DAY, against: null } }),
  )
  await screen.getByLabelText('Test: the last').fill('90d')
  await expect.element(screen.getByText(/^No row is before the last 90d/)).toBeVisible()
})

test('rows out of order are said, and sorted on request', async () => {
  const onSort = vi.fn<(column: string) => void>()
  const screen = await render(
    <TimeOrder summary={summary({ ascending: false })} timeColumn={null} onSort={onSort} />,
  )
  await expect.element(screen.getByText('The rows of days.csv are not in the order of ‘day’.')).toBeVisible()
  await screen.getByRole('button', { name: 'Sort by day' }).click()
  expect(onSort).toHaveBeenCalledWith('day')
  await screen.rerender(
    <TimeOrder summary={summary({ ascending: false })} timeColumn="day" onSort={onSort} />,
  )
  await expect.element(screen.getByText(/not in the order/)).not.toBeInTheDocument()
  await screen.rerender(<TimeOrder summary={summary()} timeColumn={null} onSort={onSort} />)
  await expect.element(screen.getByText(/not in the order/)).not.toBeInTheDocument()
})
