import type { Page } from '@playwright/test'
import { expectLoaded, openHistory, recordPanel, records } from '../support/drift'
import {
  after,
  before,
  card,
  chooseDetector,
  copiedBy,
  downloadBy,
  expectFinished,
  openLabWithFiles,
  queryOf,
  runButton,
} from '../support/lab'
import { expect, MORE, test } from '../support/test'

// The table of a history's records, and what is done with one or several of them.

const heads = (page: Page) => records(page).getByRole('columnheader')
/** Of the columns, in px. */
const widths = (page: Page) => heads(page).evaluateAll((all) => all.map((head) => head.clientWidth))
const rows = (page: Page) => records(page).getByRole('row')

test(
  'the table is sorted, its columns are chosen, both stand in the link; the open record follows the arrows',
  MORE,
  async ({ page }) => {
    await openHistory(page, 'camera')
    await expectLoaded(page)
    await records(page).getByRole('button', { name: 'distance' }).click()
    await records(page).getByRole('button', { name: 'distance' }).click()
    await expect.poll(() => queryOf(page).getAll('sort')).toEqual(['value desc'])
    await page.getByRole('button', { name: 'Columns' }).click()
    const choice = page.getByRole('dialog', { name: 'Columns' })
    await choice.getByRole('checkbox', { name: 'Tags' }).uncheck()
    await choice.getByRole('searchbox', { name: 'Search columns' }).fill('p_val')
    await choice.getByRole('checkbox', { name: /^p_value/ }).check()
    await page.keyboard.press('Escape')
    const usual = await widths(page)
    await records(page).focus()
    await page.keyboard.press('ArrowUp')
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Alt+Shift+ArrowRight')
    await expect.poll(() => widths(page)).not.toEqual(usual)
    const sized = await widths(page)
    await page.reload()
    await expectLoaded(page)
    await expect.poll(() => widths(page)).toEqual(sized)
    const titles = [/^$/, /^Created/, 'State', 'distance', '× threshold', 'Model', 'p_value']
    await expect(heads(page)).toHaveText(titles)
    await expect(rows(page).nth(1)).toContainText('0.369')

    const csv = await downloadBy(page, page.getByRole('button', { name: 'Export CSV' }))
    expect(csv.name).toBe('obsea-camera_records.csv')
    const lines = csv.bytes.toString('utf8').trim().split('\r\n')
    expect(lines).toHaveLength(215)
    expect(lines[0]).toBe('Created (UTC),State,distance,× threshold,Model,p_value')
    expect(lines[1]).toMatch(/^2024-10-01T16:12:\d\d\.\d{3}Z,Drift,0\.36\d+,2\.95\d*,v3\.1,0\.001$/)

    await rows(page).nth(1).click()
    await expect(recordPanel(page)).toContainText('3 × its threshold')
    const first = queryOf(page).get('record')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => queryOf(page).get('record')).not.toBe(first)
    await expect(recordPanel(page)).toContainText('0.3216')
    // A double click, or Enter, goes into the record; Esc comes back to its row.
    await page.keyboard.press('Enter')
    await expect(recordPanel(page)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(records(page)).toBeFocused()
  },
)

test('records side by side: what differs, by a link too', MORE, async ({ page, context }) => {
  await openHistory(page, 'camera')
  await expectLoaded(page)
  const compare = page.getByRole('button', { name: 'Compare', exact: true })
  await compare.hover()
  await expect(page.getByRole('tooltip')).toHaveText('Choose two or more records by their boxes.')
  await rows(page).nth(2).getByRole('checkbox').check()
  await rows(page).nth(12).getByRole('checkbox').check()
  await compare.click()
  const dialog = page.getByRole('dialog', { name: '2 records side by side' })
  const table = dialog.getByRole('grid', { name: 'Differences between records' })
  await expect(table.getByRole('row').filter({ hasText: 'distance' }).first()).toContainText('0.2053')
  await expect(table.getByRole('row').filter({ hasText: 'sigma' })).toHaveCount(0)
  await dialog.getByRole('button', { name: /^Show \d+ identical$/ }).click()
  await expect(table.getByRole('row').filter({ hasText: 'sigma' })).toContainText('24')

  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.getByRole('dialog', { name: '2 records side by side' })).toBeVisible()
  await other.close()
  await page.goBack()
  await expect(dialog).toHaveCount(0)
})

test.describe('a record of the Lab', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

  test(
    'shows a table by feature, is copied as the server takes it, and asks for its files to run again',
    MORE,
    async ({ page }) => {
      await openLabWithFiles(page)
      await chooseDetector(page, 'KS')
      await runButton(page).click()
      await expectFinished(page)
      await page.getByRole('button', { name: 'Publish', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: 'Publish to Drift Watch' })
      await dialog.getByRole('radio', { name: /^air-quality sensors/ }).check()
      await dialog.getByRole('button', { name: 'Publish' }).click()
      await page.getByRole('listitem').getByRole('button', { name: 'Open' }).click()

      const panel = recordPanel(page)
      const features = panel.getByRole('region', { name: 'Features' })
      await expect(features.getByRole('columnheader')).toContainText(['Feature', 'Statistic', /^p/])
      await expect(features.getByRole('rowheader')).toHaveCount(3)
      await expect(panel).not.toContainText('by_column[0]')
      const folded = panel.getByRole('region', { name: 'Parameters' })
      await expect(folded.getByText('alpha', { exact: true })).toBeHidden()
      await folded.getByText(/^All parameters/).click()
      await expect(folded.getByText('alpha', { exact: true })).toBeVisible()
      const copied = JSON.parse(
        await copiedBy(page, panel.getByRole('button', { name: 'Copy JSON' })),
      ) as object
      expect(Object.keys(copied).toSorted()).toEqual([
        'drift_detected',
        'job_status',
        'model',
        'parameters',
        'tags',
      ])
      expect(copied).toMatchObject({ job_status: 'Completed' })

      // A reload forgets the files: the Lab asks for them by name and digest, and the result comes by itself.
      await page.reload()
      await panel.getByRole('link', { name: 'Re-run in Lab' }).click()
      await expect(page.getByRole('heading', { name: 'Choose your files again' })).toBeVisible()
      await expect(card(page, `Reference: ${before.name}`)).toContainText('SHA-256')
      await page.getByLabel(`Choose ${before.name} and ${after.name}`).setInputFiles(
        [before, after].map(({ name, content }) => ({
          name,
          mimeType: 'text/csv',
          buffer: Buffer.from(content),
        })),
      )
      await expectFinished(page)
      await expect(page.getByRole('button', { name: /^Detector: KS,/ })).toBeVisible()
    },
  )
})
