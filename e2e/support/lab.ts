import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { drop, sensorCsv, type TestFile } from './files'
import { expect } from './test'

/** The shift begins in row 201 of the second. */
export const before: TestFile = sensorCsv('before.csv', { rows: 300, seed: 1, missing: [7, 8] })
export const after: TestFile = sensorCsv('after.csv', { rows: 400, seed: 2, shiftFrom: 201, missing: [11] })

export async function openLab(page: Page): Promise<void> {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible()
}

/** Two files of a machine, dropped and read. */
export async function openLabWithFiles(page: Page): Promise<void> {
  await openLab(page)
  await drop(page, before, after)
  await expect(card(page, 'Reference: before.csv')).toContainText('300 rows')
  await expect(card(page, 'Test: after.csv')).toContainText('400 rows')
}

export const card = (page: Page, name: string): Locator => page.getByRole('article', { name })

export const runButton = (page: Page): Locator =>
  page.getByRole('button', { name: /^(Run|Run again|Running)$/ })

/** Where the finding stands; its heading is the sentence. */
export const verdict = (page: Page): Locator => page.getByRole('region', { name: 'Verdict' })
export const finding = (page: Page): Locator => verdict(page).getByRole('heading', { level: 2 })

/** Chooses from the list of detectors by what stands in it. */
export async function chooseDetector(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Detector: / }).click()
  await page.getByRole('combobox', { name: /^Search \d+ detectors$/ }).fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: `Detector: ${name},` })).toBeVisible()
}

/** Types into a number field of the detector's form, opening "More settings" where it stands there. */
export async function setParameter(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: label, exact: true })
  if (!(await field.isVisible())) await page.getByText('More settings').click()
  await field.fill(text)
}

/** All work has ended: the verdict is there and belongs to the settings on the screen. */
export async function expectFinished(page: Page): Promise<void> {
  await expect(verdict(page)).toBeVisible({ timeout: 90_000 })
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 90_000 })
  await expect(page.getByText('These results are from earlier settings')).toHaveCount(0)
}

export const figure = (page: Page, name: string): Locator => page.getByRole('figure', { name, exact: true })

/** Presses a button that saves a file. @returns its name and bytes */
export async function downloadBy(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download')
  await button.click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

/** What a button that copies has put on the clipboard; the test must allow the clipboard. */
export async function copiedBy(page: Page, button: Locator): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await button.click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('')
  return page.evaluate(() => navigator.clipboard.readText())
}

/** The query of the Lab's address, which stands behind the `#`. */
export const queryOf = (page: Page): URLSearchParams =>
  new URLSearchParams(new URL(page.url()).hash.split('?')[1] ?? '')

/** Two cores: a single lane for runs, whatever machine the test is on. */
export const oneLane = (page: Page): Promise<void> => someCores(page, 2)

/** Says that the machine has so many cores. */
export async function someCores(page: Page, cores: number): Promise<void> {
  await page.addInitScript((cores) => {
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', {
      get: () => cores,
      configurable: true,
    })
  }, cores)
}
