import { detectors } from '~/drift/registry'
import { expect, MORE, test } from '../support/test'
import { expectFinished, finding } from '../support/lab'

test(
  'the catalogue counts what runs here, filters, and keeps its filters in the address',
  MORE,
  async ({ page }) => {
    await page.goto('/#/detectors')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      '48 drift detectors; all 22 of the AI4EOSC review (best library: 18)',
    )
    const coverage = page.getByRole('region', { name: 'Coverage of the libraries' })
    await expect(coverage.getByRole('columnheader', { name: 'Frouros 18 of 22' })).toBeVisible()
    await page.getByText('As printed').click()
    await expect(page).toHaveURL(/table=printed/)
    await expect(coverage.getByRole('columnheader', { name: 'Frouros' })).not.toContainText('18 of 22')

    await page.getByRole('searchbox', { name: 'Search detectors' }).fill('hoeffding')
    await expect(coverage.getByRole('row').filter({ hasText: 'FHDDM' })).toBeVisible()
    await expect(coverage.getByText('BOCD')).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('searchbox', { name: 'Search detectors' })).toHaveValue('hoeffding')

    await page.getByRole('searchbox', { name: 'Search detectors' }).fill('no such thing')
    await page.getByRole('button', { name: 'Clear all' }).click()
    await expect(coverage.getByText('BOCD')).toBeVisible()
  },
)

test(
  'delays and false alarms of one kind of stream stand in a picture that the filters thin out',
  MORE,
  async ({ page }) => {
    await page.goto('/#/detectors/adwin')
    await page.getByRole('link', { name: 'Compare with others' }).click()
    await expect(page.getByRole('radio', { name: 'One column' })).toBeChecked()
    const points = page.getByRole('group', { name: 'Points' }).getByRole('button')
    await expect(points.first()).toBeInViewport()
    await expect(page.getByRole('img', { name: /ADWIN, .*: .* rows after the change/ })).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search detectors' }).fill('page-hinkley')
    await expect(points).toHaveCount(1)
    await points.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Page-Hinkley')
  },
)

test('every detector has a method page', MORE, async ({ page }) => {
  await page.goto('/#/detectors')
  for (const { id, name } of detectors) {
    await page.goto(`/#/detectors/${id}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    await expect(page.getByRole('heading', { name: 'When it misleads' })).toBeVisible()
  }
})

test('a detector that is not there has a sentence', MORE, async ({ page }) => {
  await page.goto('/#/detectors/none-such')
  await expect(page.getByText('There is no detector “none-such” in this version')).toBeVisible()
})

const tries = {
  'page-hinkley': /^Drift detected at year 1902/,
  mmd: /^Drift detected at row [\d\s]+ \(began between rows [\d\s]+ and [\d\s]+\)/,
  'hddm-a': /^Drift detected at row 519/,
}

for (const [i, [id, found]] of Object.entries(tries).entries()) {
  const repeats = i > 0 ? MORE : {}
  test(
    `the method page of ${id} opens its sample in the Lab, which finds the change`,
    repeats,
    async ({ page }) => {
      await page.goto(`/#/detectors/${id}`)
      await page.getByRole('link', { name: 'Try it on a sample' }).click()
      await expectFinished(page)
      await expect(finding(page)).toHaveText(found)
    },
  )
}
