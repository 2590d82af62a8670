import { drop } from '../support/files'
import {
  chooseDetector,
  expectFinished,
  figure,
  finding,
  openLab,
  queryOf,
  runButton,
  verdict,
} from '../support/lab'
import { expect, MORE, test } from '../support/test'

/** Forty days from 1 August 2024, six rows a day, out of order; the temperature is higher in the last week. */
const days = {
  name: 'days.csv',
  content: [
    'day,temperature,humidity',
    ...Array.from({ length: 240 }, (_, i) => (i * 7) % 240).map((k) => {
      const at = new Date(Date.UTC(2024, 7, 1 + Math.floor(k / 6))).toISOString().slice(0, 10)
      const noise = ((k * 37) % 101) / 100
      return `${at},${(noise + (k >= 33 * 6 ? 0.6 : 0)).toFixed(2)},${((k * 53) % 97) / 100}`
    }),
    '',
  ].join('\n'),
}

test(
  'one file: its last week against the month before, with effects, and again from its link',
  MORE,
  async ({ page }) => {
    await openLab(page)
    await drop(page, days)
    await expect(page.getByText('The rows of days.csv are not in the order of ‘day’.')).toBeVisible()
    await page.getByRole('button', { name: 'Sort by day' }).click()
    await page.getByRole('radio', { name: 'Time', exact: true }).check()
    await page.getByRole('radio', { name: 'The last days' }).check()
    await expect(
      page.getByText(/^Reference after 3 Aug 2024 up to 2 Sep 2024; test after 2 Sep/),
    ).toBeVisible()
    await page.getByRole('button', { name: '2 of 2 columns' }).click()
    await expect(page.getByRole('option', { name: 'humidity numbers' })).toBeVisible()
    await chooseDetector(page, 'Mann–Whitney')
    await runButton(page).click()
    await expectFinished(page)

    await expect(finding(page)).toHaveText('Drift in 1 of 2 columns: temperature (increase)')
    await expect(verdict(page)).toContainText(
      /temperature differs most: U = .*, Cliff’s δ = 0\.\d+, p = [\d.e-]+, adjusted p \(Bonferroni\) = /,
    )
    await expect(verdict(page)).toContainText('Reference: 180 rows after 3 Aug 2024 up to 2 Sep 2024')
    await figure(page, 'Column by column').getByRole('button', { name: 'Show as table' }).click()
    await expect(page.getByRole('columnheader', { name: 'Cliff’s δ' })).toBeVisible()

    expect(queryOf(page).get('splitTime')).toBe('day')
    expect([queryOf(page).get('last'), queryOf(page).get('against')]).toEqual(['7d', '30d'])
    await page.reload()
    await expect(page.getByText('Drop the missing file')).toBeVisible()
    await drop(page, days)
    await expect(page.getByRole('radio', { name: 'The last days' })).toBeChecked()
    await expect(finding(page)).toHaveText('Drift in 1 of 2 columns: temperature (increase)')
  },
)
