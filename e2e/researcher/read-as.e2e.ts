import { drop } from '../support/files'
import { card, openLab, queryOf } from '../support/lab'
import { expect, MORE, test } from '../support/test'

const READINGS = {
  name: 'readings.csv',
  content: `1;2,5;NA\n${Array.from({ length: 40 }, (_, i) => `${i};${i},25;DE`).join('\n')}\n`,
}

test(
  'how a file was read is said, told otherwise, and stands in the link',
  MORE,
  async ({ page, context }) => {
    await openLab(page)
    await drop(page, READINGS)
    const file = card(page, 'Reference: readings.csv')
    await expect(file).toContainText('CSV, separator semicolon, decimal comma')
    await expect(file).toContainText('41 rows × 3')

    await file.getByRole('button', { name: 'Read readings.csv as' }).click()
    const dialog = page.getByRole('dialog', { name: 'Read readings.csv as' })
    await expect(dialog.getByRole('grid', { name: 'First rows of readings.csv' })).toBeVisible()
    await dialog.getByRole('combobox', { name: 'First row' }).selectOption({ label: 'names of the columns' })
    await dialog.getByRole('textbox', { name: 'Words for missing values' }).fill('?')
    await expect(dialog.getByRole('status')).toContainText('40 rows × 3 columns')
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await expect(file).toContainText('missing: ? (as set)')
    await expect(file).toContainText('40 rows × 3')
    expect(JSON.parse(queryOf(page).get('referenceAs') ?? 'null')).toEqual({ header: true, missing: ['?'] })

    // Who opens the link drops the file, and reads the same.
    const other = await context.newPage()
    await other.goto(page.url())
    await expect(card(other, 'Reference: readings.csv')).toContainText('missing')
    await drop(other, READINGS)
    await expect(card(other, 'Reference: readings.csv')).toContainText('(as set)')

    await file.getByRole('button', { name: 'Read readings.csv as' }).click()
    await dialog.getByRole('button', { name: 'Reset' }).click()
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await expect(file).not.toContainText('(as set)')
    await expect(file).toContainText('41 rows × 3')
    expect(queryOf(page).has('referenceAs')).toBe(false)
  },
)
