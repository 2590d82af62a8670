import type { Page } from '@playwright/test'
import { drop, fixture, sensorCsv } from '../support/files'
import { expectAccessibleInBothThemes } from '../support/accessibility'
import { takePictures } from '../support/gallery'
import {
  after,
  before,
  card,
  expectFinished,
  figure,
  oneLane,
  openLab,
  openLabWithFiles,
  runButton,
  setParameter,
} from '../support/lab'
import { expect, test } from '../support/test'

// The states of a page that DESIGN asks to be looked at, in both themes and sizes: pictures for people in
// test-results/gallery. What must hold in them is said here and in the journeys.

async function openSample(page: Page, name: string): Promise<void> {
  await openLab(page)
  await page.getByRole('button', { name: `Open ${name}` }).click()
  await expectFinished(page)
}

test('empty', async ({ page }) => {
  await openLab(page)
  await takePictures(page, 'lab-empty')
})

test('loaded, not run', async ({ page }) => {
  await openLabWithFiles(page)
  await takePictures(page, 'lab-loaded', { fullPage: true })
})

test('verdict, and the table behind it', async ({ page }) => {
  await openSample(page, 'Handwritten digits')
  const evolution = figure(page, 'MMD² evolution')
  await expect(evolution.getByRole('slider')).toBeVisible()
  await takePictures(page, 'lab-verdict')
  await takePictures(page, 'lab-verdict-whole', { fullPage: true })
  await expectAccessibleInBothThemes(page)
  await evolution.getByRole('button', { name: 'Show as table' }).click()
  await expect(evolution.getByRole('grid')).toHaveCount(2)
  await takePictures(page, 'lab-table')
})

test('Page-Hinkley', async ({ page }) => {
  await openSample(page, 'Flow of the Nile, 1871–1970')
  await takePictures(page, 'lab-page-hinkley', { fullPage: true })
  await expectAccessibleInBothThemes(page)
})

test('KS', async ({ page }) => {
  await openSample(page, 'Seattle weather, 2012–2015')
  await takePictures(page, 'lab-ks', { fullPage: true })
  await expectAccessibleInBothThemes(page)
})

test('side by side', async ({ page }) => {
  await openSample(page, 'Handwritten digits')
  const beside = page.getByRole('region', { name: 'Side by side' })
  for (const name of ['adwin', 'bocd', 'page hinkley']) {
    await beside.getByRole('button', { name: 'Detector', exact: true }).click()
    await page.getByRole('combobox', { name: /^Search/ }).fill(name)
    await page.keyboard.press('Enter')
  }
  await runButton(page).click()
  await expectFinished(page)
  await expect(page.getByRole('figure', { name: /detectors? sees? a change$/ })).toBeVisible()
  await takePictures(page, 'lab-side-by-side', { fullPage: true })
})

test('running, with another run behind it', async ({ page }) => {
  await oneLane(page)
  await openLab(page)
  await drop(
    page,
    sensorCsv('before.csv', { rows: 2000, seed: 3 }),
    sensorCsv('after.csv', { rows: 2000, seed: 4 }),
  )
  await expect(card(page, 'Test: after.csv')).toContainText('2 000 rows')
  await setParameter(page, 'Permutations', '200000')
  await runButton(page).click()
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('so far')
  await takePictures(page, 'lab-running')
  await page.getByRole('button', { name: '1 running, 1 queued' }).click()
  await expect(page.getByRole('dialog', { name: 'Running jobs' })).toBeVisible()
  await takePictures(page, 'lab-jobs')
})

test('old finding under new settings', async ({ page }) => {
  await openLabWithFiles(page)
  await setParameter(page, 'Permutations', '99')
  await runButton(page).click()
  await expectFinished(page)
  await setParameter(page, 'Seed', '1')
  await expect(page.getByText('These results are from earlier settings. Run again to update.')).toBeVisible()
  await takePictures(page, 'lab-old-finding')
})

test('errors: of a file, of a parameter, of a run', async ({ page }) => {
  await openLabWithFiles(page)
  await drop(page, fixture('photo.csv'))
  await expect(page.getByRole('alert')).toContainText('photo.csv')
  await setParameter(page, 'Window', '5000000')
  await takePictures(page, 'lab-error-input')
  // The field was scrolled to: a button that lies half under the bar at the top is no fault of the page.
  await page.evaluate(() => scrollTo(0, 0))
  await expectAccessibleInBothThemes(page)
  await setParameter(page, 'Window', '5000')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await runButton(page).click()
  await expectFinished(page)
  await expect(page.getByRole('alert')).toContainText('The evolution over time cannot be computed')
  await expect(page.getByRole('alert')).toContainText(
    'a window of 5 000 rows needs at least 10 000 reference rows',
  )
  await takePictures(page, 'lab-error-run')
})

test('missing files of a link', async ({ page }) => {
  await openLabWithFiles(page)
  await page.reload()
  await expect(card(page, 'Test: after.csv')).toContainText('missing')
  await expect(page.getByRole('region', { name: 'Missing files' })).toContainText(
    'Choose before.csv and after.csv, or drop them anywhere on this page.',
  )
  await takePictures(page, 'lab-missing')
  await expectAccessibleInBothThemes(page)
})

test('ten thousand columns', async ({ page }) => {
  await openLab(page)
  await drop(page, fixture('wide.csv'))
  await expect(card(page, 'Reference: wide.csv')).toContainText('4 rows × 10 000')
  await takePictures(page, 'lab-wide')
})

test('samples, palette, shortcuts, toasts', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-write'])
  await openLab(page)
  await page.getByRole('button', { name: 'Bundled samples' }).click()
  await expect(page.getByRole('dialog', { name: 'Bundled samples' })).toBeVisible()
  await takePictures(page, 'samples-dialog')
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('th')
  await takePictures(page, 'palette')
  await page.keyboard.press('Escape')

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await takePictures(page, 'shortcuts')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Copy link' }).click()
  const toast = page.getByRole('region', { name: 'Notifications' }).getByRole('listitem')
  await expect(toast).toContainText('Link copied')
  // It stays while it is looked at.
  await toast.hover()
  await takePictures(page, 'toast')
})

test('not found', async ({ page }) => {
  await page.goto('/#/nowhere')
  await expect(page.getByRole('heading', { name: 'There is no page /nowhere' })).toBeVisible()
  await takePictures(page, 'not-found')
})

test('old files beside new ones: a test with other columns', async ({ page }) => {
  await openLab(page)
  await drop(page, before, { ...after, content: String(after.content).replace('pressure', 'force') })
  await expect(page.getByRole('region', { name: 'Columns' })).toContainText('not there')
  await takePictures(page, 'lab-other-columns', { fullPage: true })
})
