import type { Locator, Page } from '@playwright/test'
import { type BundledSample, bundledSamples } from '~/data/samples'
import { expectFinished, figure, finding, openLab, verdict } from '../support/lab'
import { expect, MORE, test } from '../support/test'

const ways: Record<string, (page: Page, name: string) => Promise<void>> = {
  'the page': async (page, name) => {
    await page.getByRole('button', { name: `Open ${name}` }).click()
  },
  'the palette': async (page, name) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search or jump to' }).fill(`open ${name}`)
    await page.keyboard.press('Enter')
  },
}

for (const [way, open] of Object.entries(ways)) {
  test(
    `each bundled sample opens from ${way}, with its verdict, source and licence`,
    MORE,
    async ({ page }) => {
      for (const sample of bundledSamples) {
        await page.goto('about:blank')
        await openLab(page)
        await open(page, sample.name)
        await expectAbout(page, sample)
      }
    },
  )
}

async function expectAbout(page: Page, { name, source, licence }: BundledSample): Promise<void> {
  await expectFinished(page)
  await expect(finding(page)).not.toHaveText('')
  const about = page.getByRole('region', { name })
  await expect(about).toContainText(source.text)
  await expect(about).toContainText(licence.name)
  await expect(about).toContainText(licence.note)
  await expect(about.getByRole('link', { name: 'Data', exact: true })).toHaveAttribute('href', source.url)
}

test('the palette opens a sample, with its verdict, source and licence', MORE, async ({ page }) => {
  const [sample] = bundledSamples.filter(({ id }) => id === 'nile')
  if (!sample) throw new Error('The Nile is no sample any more.')
  await openLab(page)
  await ways['the palette']?.(page, sample.name)
  await expectAbout(page, sample)
})

test('the dialog of samples opens one and closes', MORE, async ({ page }) => {
  await openLab(page)
  await page.getByRole('button', { name: 'Bundled samples' }).click()
  const dialog = page.getByRole('dialog', { name: 'Bundled samples' })
  await dialog.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
  await expect(dialog).toHaveCount(0)
  await expectFinished(page)
  await expect(finding(page)).toHaveText(/^Drift detected at year 19/)
})

/** Opens a sample and shows the tables behind its chart. */
async function tableOf(page: Page, sample: string, chart: string): Promise<Locator> {
  await openLab(page)
  await page.getByRole('button', { name: `Open ${sample}` }).click()
  await expectFinished(page)
  const shown = figure(page, chart)
  await shown.getByRole('button', { name: 'Show as table' }).click()
  return shown
}

const bodyRows = (grid: Locator): Locator =>
  grid.getByRole('row').filter({ has: grid.page().getByRole('gridcell') })

test('digits: the alarm comes after row 451 and before row 560, and none before', MORE, async ({ page }) => {
  const shown = await tableOf(page, 'Handwritten digits', 'MMD² evolution')
  await expect(finding(page)).toHaveText(
    /^Drift detected at row [\d\s]+ \(began between rows [\d\s]+ and [\d\s]+\)/,
  )
  await expect(verdict(page)).toContainText(/rows after digits 5 to 9 begin \(row 451\)/)
  const alarms = bodyRows(shown.getByRole('grid', { name: 'Alarms of MMD² evolution' }))
  const places = await alarms.allTextContents()
  expect(places.length).toBeGreaterThan(0)
  // "rows 391–490…": the row at which the window is known, its last.
  const starts = places.map((text) =>
    Number(/^rows [\d\s]+–([\d\s]+?)rows/.exec(text)?.[1]?.replace(/\s/g, '')),
  )
  expect(Math.min(...starts)).toBeGreaterThan(451)
  expect(Math.min(...starts)).toBeLessThan(560)
})

test(
  'the errors of a classifier: DDM walks the whole file and sees the change at once',
  MORE,
  async ({ page }) => {
    await openLab(page)
    await page.getByRole('button', { name: 'Open Digits: a classifier’s errors' }).click()
    await expectFinished(page)
    await expect(finding(page)).toHaveText(/^Drift detected at row 47\d/)
    await expect(verdict(page)).toContainText('rows after digits 5 to 9 begin (row 451)')
    await expect(page.getByRole('article', { name: 'Stream: digits-predictions.csv' })).toContainText(
      '1 346 rows',
    )
  },
)

test('Nile: one alarm, between 1899 and 1905', MORE, async ({ page }) => {
  const shown = await tableOf(page, 'Flow of the Nile, 1871–1970', 'Cumulative deviation')
  const alarms = bodyRows(shown.getByRole('grid', { name: /^Alarms of/ }))
  await expect(alarms).toHaveCount(1)
  await expect(finding(page)).toHaveText(/^Drift detected at year (1899|190[0-5])/)
  await expect(alarms.getByRole('gridcell').first()).toHaveText(/^year (1899|190[0-5])$/)
})

test('Seattle: the highest temperature of the day has drifted', MORE, async ({ page }) => {
  const shown = await tableOf(page, 'Seattle weather, 2012–2015', 'Column by column')
  const row = shown.getByRole('row').filter({ hasText: 'temp_max' })
  await expect(row.getByRole('gridcell').nth(1)).toHaveText('◆ drift')
  await expect(finding(page)).toHaveText(/^Drift in [234] of 4 columns, most in temp_/)
  await expect(verdict(page)).toContainText('Bonferroni')
})
