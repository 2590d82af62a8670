import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { BrowserContext, Page, TestInfo } from '@playwright/test'
import { expectAccessible } from '../support/accessibility'
import { historyChart, openHistory } from '../support/drift'
import { drop, sensorCsv } from '../support/files'
import { downloadBy, expectFinished, figure, finding, openLab, runButton, setParameter } from '../support/lab'
import { expect, MORE, test } from '../support/test'

// A result as one file, to keep and to hand on.

/** Opens a report as somebody finds it in a mail: from disk, in a window of its own. @returns what it asked for */
async function openFromDisk(
  context: BrowserContext,
  info: TestInfo,
  report: { name: string; bytes: Buffer },
): Promise<{ page: Page; asked: string[] }> {
  const path = info.outputPath(report.name)
  await writeFile(path, report.bytes)
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url().slice(0, 80)))
  await page.goto(pathToFileURL(path).href)
  return { page, asked: asked.filter((url) => !url.startsWith('data:')) }
}

const HOSTILE = `<script>alert(1)</script> "x" 'y' \u202Efdp.csv`

test('a report of the Lab stands alone: it opens from disk, asks for nothing, and reads no name as HTML', async ({
  page,
  context,
}, info) => {
  await openLab(page)
  await drop(
    page,
    { ...sensorCsv('', { rows: 240, seed: 1 }), name: 'machine before.csv' },
    { ...sensorCsv('', { rows: 200, seed: 2, shiftFrom: 61 }), name: HOSTILE },
  )
  await setParameter(page, 'Permutations', '199')
  await runButton(page).click()
  await expect(figure(page, 'MMD² evolution')).toBeVisible()
  await expectFinished(page)
  const title = (await finding(page).textContent()) ?? ''
  const saved = await downloadBy(page, page.getByRole('button', { name: 'Download report' }))
  expect(saved.name).toMatch(/^machine-before-vs-script-alert.*_mmd_drift_report\.html$/)

  const report = await openFromDisk(context, info, saved)
  expect(report.asked).toEqual([pathToFileURL(info.outputPath(saved.name)).href.slice(0, 80)])
  await expect(report.page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(report.page.getByText(/^Tidemark \d+\.\d+\.\d+ · /)).toBeVisible()
  await expect(report.page.locator('script')).toHaveCount(0)
  await expect(report.page.getByRole('heading', { level: 3, name: /^Test: / })).toHaveText(
    `Test: ${HOSTILE.replace('\u202E', '[U+202E]')}`,
  )
  await expect(report.page.getByRole('img', { name: 'MMD² evolution' })).toBeVisible()
  await expect(report.page.locator('code').filter({ hasText: /^[0-9a-f]{64}$/ })).toHaveCount(2)
  await expect(report.page.getByLabel('Commands')).toContainText(
    /^tidemark detect mmd --reference 'machine before.csv'/,
  )
  const fonts = await report.page.evaluate(async () => {
    await document.fonts.ready
    return document.fonts.check("14px 'Inter Variable'")
  })
  expect(fonts, 'its fonts are inside').toBe(true)
  await expectAccessible(report.page)

  // The link runs the same again: its files are on this machine.
  const link = await report.page.getByRole('link').getAttribute('href')
  expect(link).toMatch(/[?&]run=/)
})

test(
  'a report of a history says what the page says, in light colours',
  MORE,
  async ({ page, context }, info) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await openHistory(page, 'camera')
    const title = (await historyChart(page).getByRole('heading', { level: 2 }).textContent()) ?? ''
    const saved = await downloadBy(page, page.getByRole('button', { name: 'Download report' }))
    expect(saved.name).toBe('obsea-camera_history_drift_report.html')
    const report = await openFromDisk(context, info, saved)
    await expect(report.page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expect(report.page.locator('figure svg').first()).toBeVisible()
    await expect(report.page.locator('figure rect').first()).toHaveAttribute('fill', '#fff')
    await expect(report.page.getByText('207 records')).toBeVisible()
    await expectAccessible(report.page)
  },
)
