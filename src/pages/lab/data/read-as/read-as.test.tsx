import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { beforeAll, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import type { ReadOptions } from '~/data/read-options'
import { rememberFile } from '~/stores/open-files'
import '~/ui/theme/base.css'
import { ReadAsLine } from './read-as'

// Chunks of their own; their first load is not what is tested.
beforeAll(() => Promise.all([import('./read-as-dialog'), import('~/ui/overlays/dialog-overlay')]))

const digest = 'a'.repeat(64)

async function opened(text: string, options?: ReadOptions) {
  rememberFile(digest, new File([text], 'plant.csv'))
  const onReadAs = vi.fn<(options: ReadOptions | null) => void>()
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <ReadAsLine
        file={{ digest, name: 'plant.csv', ...(options ? { options } : {}) }}
        summary={null}
        onReadAs={onReadAs}
      />
    </QueryClientProvider>,
  )
  await screen.getByRole('button', { name: 'Read plant.csv as' }).click()
  const dialog = screen.getByRole('dialog', { name: 'Read plant.csv as' })
  const rows = dialog.getByRole('grid', { name: 'First rows of plant.csv' })
  return { screen, dialog, rows, onReadAs }
}

test('another separator and header are told, previewed and taken', async () => {
  const { dialog, rows, onReadAs } = await opened('1|2\n3|4\n')
  await expect.element(dialog.getByRole('status')).toHaveTextContent('2 rows × 2 columns')
  await expect
    .element(dialog.getByRole('combobox', { name: 'Separator' }))
    .toHaveDisplayValue('Detected: vertical bar')
  await userEvent.selectOptions(dialog.getByRole('combobox', { name: 'First row' }), 'names of the columns')
  await expect.element(dialog.getByRole('status')).toHaveTextContent('1 row × 2 columns')
  await expect.element(rows.getByRole('columnheader', { name: '1' })).toBeVisible()
  await userEvent.selectOptions(dialog.getByRole('combobox', { name: 'Separator' }), 'semicolon')
  await expect.element(rows.getByRole('columnheader', { name: '1|2' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Apply' }).click()
  expect(onReadAs).toHaveBeenCalledWith({ separator: ';', header: true })
  await expect.element(dialog).not.toBeInTheDocument()
})

test('words for missing values are typed; Reset takes everything back', async () => {
  const { dialog, rows, onReadAs } = await opened('country,x\nNA,1\nDE,2\n', { header: true })
  const words = dialog.getByRole('textbox', { name: 'Words for missing values' })
  await expect
    .element(words)
    .toHaveValue(
      'NA, N/A, n/a, #N/A, #NA, #N/A N/A, <NA>, NaN, nan, NAN, -nan, -NaN, 1.#IND, -1.#IND, 1.#QNAN, -1.#QNAN, NaT, \\N, null, NULL, None, -',
    )
  await words.fill('?, -9')
  await expect.element(rows.getByRole('gridcell', { name: 'NA' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Reset' }).click()
  await expect.element(rows.getByRole('gridcell', { name: 'NA' })).not.toBeInTheDocument()
  await dialog.getByRole('button', { name: 'Apply' }).click()
  expect(onReadAs).toHaveBeenCalledWith(null)
})

test('what cannot be read so is said in the place of the rows', async () => {
  const { dialog } = await opened('a,b\n1,2\n3\n')
  await expect
    .element(dialog.getByRole('alert'))
    .toHaveTextContent('plant.csv: row 2 (line 3 of the file) has 1 cell where 2 were expected.')
})

test('a long name of a column is read whole', async () => {
  const name = 'temperature_of_the_water_at_the_northern_station_'.repeat(3)
  const { dialog } = await opened(`${name}\n1\n2\n`, { header: true })
  const choice = dialog.getByRole('combobox', { name })
  await expect.element(choice).toBeVisible()
  const frame = choice.element().closest('fieldset')?.lastElementChild
  expect(frame?.scrollWidth).toBe(frame?.clientWidth)
  const label = (choice.element() as HTMLSelectElement).labels[0]
  expect(label?.scrollWidth).toBe(label?.clientWidth)
})
