import { useState } from 'react'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { readTable } from '~/data/read-file'
import type { TableSummary } from '~/data/columns'
import type { Split } from '~/data/prepare/selection'
import { SplitForm } from './split-form'

const ROWS = Array.from({ length: 60 }, (_, i) => [i / 7, i % 3, i % 2 === 0, 2022 + (i % 2), `text ${i}`])

function Form({ summary, tell }: { summary: TableSummary; tell: (split: Split | null) => void }) {
  const [split, setSplit] = useState<Split | null>(null)
  const change = (next: Split | null): void => {
    setSplit(next)
    tell(next)
  }
  return <SplitForm summary={summary} split={split} optional={false} onChange={change} />
}

test('a file can be split by flags, by numbers of few values and by categories', async () => {
  const text = `x,class,ok,year,note\n${ROWS.map((row) => row.join(',')).join('\n')}\n`
  const { summary } = await readTable(new File([text], 'one.csv'))
  let told: Split | null = null
  const screen = await render(<Form summary={summary} tell={(split) => (told = split)} />)
  await screen.getByText('Value', { exact: true }).click()
  expect(told).toEqual({ by: 'column', column: 'ok', reference: 'true', test: null })
  const column = screen.getByRole('combobox', { name: 'Column' })
  const options = [...(column.element() as HTMLSelectElement).options].map(({ label }) => label)
  expect(options).toEqual(['ok', 'class', 'year'])
  await column.selectOptions('class')
  expect(told).toEqual({ by: 'column', column: 'class', reference: '0', test: null })
})
