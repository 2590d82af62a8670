import { createHash } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { drop, sensorCsv, type TestFile } from '../support/files'
import {
  after,
  before,
  card,
  chooseDetector,
  expectFinished,
  finding,
  openLab,
  openLabWithFiles,
  queryOf,
  runButton,
  setParameter,
  verdict,
} from '../support/lab'
import { expect, MORE, test } from '../support/test'

const digestOf = ({ content }: TestFile): string => createHash('sha256').update(content).digest('hex')

/** Everything the verdict says of the result; how long it took is another matter. */
async function found(page: Page): Promise<string> {
  await expectFinished(page)
  return ((await verdict(page).textContent()) ?? '').replace(/[\d.]+\s(ms|s) in a worker/, '')
}

async function runWithSettings(page: Page): Promise<string> {
  await openLabWithFiles(page)
  await page.getByRole('checkbox', { name: 'Compare vibration' }).uncheck()
  await setParameter(page, 'Permutations', '199')
  await setParameter(page, 'Seed', '7')
  await runButton(page).click()
  return found(page)
}

/** Somebody else's browser: nothing is stored in it. */
async function elsewhere(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

test('the address holds digests, columns, detector and parameters', MORE, async ({ page }) => {
  await runWithSettings(page)
  expect(Object.fromEntries(queryOf(page))).toMatchObject({
    reference: `${digestOf(before)}.before.csv`,
    test: `${digestOf(after)}.after.csv`,
    'p.permutations': '199',
    'p.seed': '7',
    run: 'yes',
  })
  expect(queryOf(page).getAll('column')).toEqual(['temperature', 'pressure'])
  // Another detector and one column, in the address before they are run.
  await chooseDetector(page, 'Page-Hinkley')
  await page.getByRole('combobox', { name: 'Column' }).selectOption('pressure')
  await expect.poll(() => queryOf(page).get('detector')).toBe('page-hinkley')
  expect(queryOf(page).getAll('column')).toEqual(['pressure'])
  expect(queryOf(page).get('run')).toBeNull()
  await runButton(page).click()
  await expectFinished(page)
  const other = await finding(page).textContent()
  await setParameter(page, 'Threshold', '5000')
  await runButton(page).click()
  await expectFinished(page)
  // Back choice by choice, by the browser's own button: what was typed is one.
  await page.goBack()
  await expect(finding(page)).toHaveText(other ?? '')
  await expectFinished(page)
  await page.goBack()
  await expect.poll(() => queryOf(page).getAll('column')).toEqual(['temperature', 'pressure'])
  await page.goBack()
  await expect.poll(() => queryOf(page).get('detector')).toBeNull()
  await expectFinished(page)
})

test(
  'without leave, a reload asks for the files by name and digest; dropped again under any name, they bring the same verdict',
  MORE,
  async ({ page }) => {
    const first = await runWithSettings(page)
    await page.reload()
    for (const [role, file] of [
      ['Reference', before],
      ['Test', after],
    ] as const) {
      const missing = card(page, `${role}: ${file.name}`)
      await expect(missing).toContainText(`${role} · missing`)
      await expect(missing).toContainText(`SHA-256 ${digestOf(file).slice(0, 12)}…`)
    }
    await expect(verdict(page)).toHaveCount(0)
    await runButton(page).hover()
    await expect(page.getByRole('tooltip')).toHaveText('A file of this link is missing.')

    await drop(page, { ...after, name: 'copy of something.csv' }, { ...before, name: 'renamed.txt' })
    expect(await found(page)).toBe(first)
  },
)

test(
  'with leave, a reload reopens the files and shows the same; the size is said, and Forget forgets',
  MORE,
  async ({ page }) => {
    const first = await runWithSettings(page)
    await page.getByRole('checkbox', { name: 'Reopen my files after a reload' }).check()
    const kilobytes = (Buffer.byteLength(before.content) + Buffer.byteLength(after.content)) / 1000
    const kept = page.getByText(/2 files, [\d.]+ kB, kept in this browser/)
    await expect(kept).toHaveText(`2 files, ${kilobytes.toPrecision(3)} kB, kept in this browser`)

    await page.reload()
    expect(await found(page)).toBe(first)
    await expect(kept).toBeVisible()

    await page.getByRole('button', { name: 'Forget' }).click()
    await expect(kept).toHaveCount(0)
    await expect(page.getByRole('list').filter({ hasText: 'Kept files forgotten' })).toBeVisible()
    await expect(finding(page)).toBeVisible()
    await page.reload()
    await expect(card(page, 'Reference: before.csv')).toContainText('missing')
    await expect(page.getByRole('checkbox', { name: 'Reopen my files after a reload' })).not.toBeChecked()
  },
)

test(
  'leave withdrawn keeps the files and reopens none; what a tab forgets is forgotten in all',
  MORE,
  async ({ page }) => {
    const first = await runWithSettings(page)
    const leave = page.getByRole('checkbox', { name: 'Reopen my files after a reload' })
    const kept = page.getByText(/2 files, [\d.]+ kB, kept in this browser/)
    await leave.check()
    await expect(kept).toBeVisible()

    // The leave withdrawn, they stay where they are and are not reopened.
    await leave.uncheck()
    await page.reload()
    await expect(card(page, 'Reference: before.csv')).toContainText('missing')
    await expect(kept).toBeVisible()
    await leave.check()
    await page.reload()
    expect(await found(page)).toBe(first)

    // What another tab forgets is forgotten here.
    const tab = await page.context().newPage()
    await tab.goto(page.url())
    await expect(card(tab, 'Test: after.csv')).toContainText('400 rows')
    await page.getByRole('button', { name: 'Forget' }).click()
    await expect(kept).toHaveCount(0)
    await expect(tab.getByText(/kept in this browser/)).toHaveCount(0)
    await expect(tab.getByRole('checkbox', { name: 'Reopen my files after a reload' })).not.toBeChecked()
    await tab.close()
  },
)

test('a file that has only the name of the one that is meant is opened, and said', MORE, async ({ page }) => {
  await runWithSettings(page)
  await page.reload()
  await expect(card(page, 'Test: after.csv')).toContainText('missing')
  const other = sensorCsv('after.csv', { rows: 200, seed: 99 })
  await drop(page, other)
  await expect(page.getByRole('alert')).toContainText(
    `after.csv has the name of a file of this link, but not its content (SHA-256 ${digestOf(other).slice(0, 12)}…, the link means ${digestOf(after).slice(0, 12)}…).`,
  )
  await expect(card(page, 'Test: after.csv')).toContainText('Test · 200 rows')
  // What it waits for still is the other one.
  await expect(card(page, 'Reference: before.csv')).toContainText('missing')
})

test(
  'a link of a bundled sample just opens elsewhere and gives the same numbers',
  MORE,
  async ({ page, browser }) => {
    await openLab(page)
    await page.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
    const here = await found(page)
    const there = await elsewhere(browser, page.url())
    expect(await found(there)).toBe(here)
    await there.context().close()
  },
)

test('a link of own files asks for them elsewhere', MORE, async ({ page, browser }) => {
  const own = await runWithSettings(page)
  const asked = await elsewhere(browser, page.url())
  await expect(card(asked, 'Reference: before.csv')).toContainText('missing')
  await drop(asked, before)
  await expect(card(asked, 'Reference: before.csv')).toContainText('300 rows')
  await expect(card(asked, 'Test: after.csv')).toContainText('missing')
  await drop(asked, after)
  expect(await found(asked)).toBe(own)
  await asked.context().close()
})

test(
  'what was typed and is not valid goes with its detector, and gives way to a link',
  MORE,
  async ({ page }) => {
    await openLabWithFiles(page)
    const permutations = page.getByRole('textbox', { name: 'Permutations', exact: true })
    const usual = await permutations.inputValue()
    const link = page.url()
    await permutations.fill('many')
    await expect(permutations).toHaveAttribute('aria-invalid', 'true')
    await expect(runButton(page)).toBeDisabled()

    // Another detector, and back to the first: by the list, then by the browser's own button.
    await chooseDetector(page, 'KS')
    await expect(runButton(page)).toBeEnabled()
    await chooseDetector(page, 'MMD')
    await expect(permutations).toHaveValue(usual)
    await expect(runButton(page)).toBeEnabled()
    await permutations.fill('many')
    await chooseDetector(page, 'KS')
    await page.goBack()
    await expect(page.getByRole('button', { name: 'Detector: MMD,' })).toBeVisible()
    await expect(permutations).toHaveValue(usual)
    await expect(runButton(page)).toBeEnabled()

    // A link of the same detector, while the field is not valid: what the link says is shown, and run.
    await permutations.fill('many')
    await expect(runButton(page)).toBeDisabled()
    await page.goto(`${link}&p.permutations=199&run=yes`)
    await expect(permutations).toHaveValue('199')
    await expectFinished(page)
    await expect(verdict(page)).toContainText('199')
  },
)

test('own files of before are remembered by name, asked for again, and forgotten', MORE, async ({ page }) => {
  const first = await runWithSettings(page)
  await openLab(page)
  await page.reload()
  const earlier = page.getByRole('region', { name: 'Compared before' })
  await earlier.getByRole('link', { name: 'before.csv and after.csv' }).click()
  const missing = page.getByRole('region', { name: 'Missing files' })
  await expect(missing.getByRole('heading', { name: 'Choose your files again' })).toBeVisible()
  const choosing = page.waitForEvent('filechooser')
  await missing.getByRole('button', { name: 'Choose both files' }).click()
  await (
    await choosing
  ).setFiles(
    [before, after].map(({ name, content }) => ({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(content),
    })),
  )
  expect(await found(page)).toBe(first)
  await openLab(page)
  await earlier.getByRole('button', { name: 'Forget these names' }).click()
  await expect(earlier).toHaveCount(0)
})
