import type { Page } from '@playwright/test'
import { expectAccessibleInBothThemes } from '../support/accessibility'
import { expectLoaded, historyChart, openHistory } from '../support/drift'
import { expectFinished, figure, finding, openLab } from '../support/lab'
import { expect, MORE, test } from '../support/test'

test(
  'presenting shows the verdict and one chart, steps by keys, and ends by Escape',
  MORE,
  async ({ page }) => {
    await openLab(page)
    await page.getByRole('button', { name: 'Open Handwritten digits' }).click()
    await expectFinished(page)
    const evolution = figure(page, 'MMD² evolution')
    const distribution = figure(page, 'Null distribution')
    await expect(distribution).toBeVisible()

    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('p')
    await expect(
      page.getByRole('status').filter({ hasText: /^1 of \d · ← → to step · Esc to end$/ }),
    ).toBeVisible()
    await expect(page.getByRole('link', { name: 'Drift', exact: true })).toBeHidden()
    await expect(finding(page)).toBeVisible()
    await expect(evolution).toBeVisible()
    await expect(distribution).toBeHidden()
    await expectAccessibleInBothThemes(page)

    // The verdict is told when the play comes to the alarm. Tests ask for less motion, so they step.
    await evolution.getByRole('button', { name: 'Play along the stream' }).click()
    await expect(finding(page)).toHaveText('No alarm so far')
    await evolution.getByRole('slider', { name: 'Last row that is shown' }).fill('600')
    await expect(finding(page)).toContainText('row 502')

    await page.keyboard.press('ArrowRight')
    await expect(distribution).toBeVisible()
    await expect(evolution).toBeHidden()
    await page.keyboard.press('PageUp')
    await expect(evolution).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('link', { name: 'Drift', exact: true })).toBeVisible()
    await expect(distribution).toBeVisible()
  },
)

test(
  'a history is presented whole, then drift by drift, each with its own finding',
  MORE,
  async ({ page }) => {
    await openHistory(page, 'camera')
    await expectLoaded(page)
    const title = historyChart(page).getByRole('heading', { level: 2 })
    await expect(title).toHaveText('Was drifting when last run, 3 October 2024')
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('p')
    await expect(page.getByRole('status').filter({ hasText: /^1 of 3 · / })).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(title).toHaveText('Drift from 13 August to 17 August 2024')
    await expect(historyChart(page)).toContainText('Drift 1 of 2: 7 records in a row. Highest MMD² 0.2166')
    await page.keyboard.press('ArrowRight')
    await expect(title).toHaveText('Drift from 26 September to 3 October 2024')
    // Nothing of it stays: neither in the page, nor in its address.
    await page.keyboard.press('Escape')
    await expect(title).toHaveText('Was drifting when last run, 3 October 2024')
    expect(new URL(page.url()).hash).not.toContain('view=')
  },
)

for (const [width, height] of [
  [1024, 768],
  [1280, 720],
  [1920, 1080],
] as const) {
  test(`verdict and chart fit a projector of ${width} × ${height}`, MORE, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await openLab(page)
    await page.getByRole('button', { name: 'Open Handwritten digits' }).click()
    await expectFinished(page)
    await expect(figure(page, 'Null distribution')).toBeVisible()
    await expectAllStepsFit(page)
    // The bar of a play stands below its chart.
    await page.keyboard.press('p')
    await page.getByRole('button', { name: 'Play along the stream' }).click()
    await expect(page.getByRole('group', { name: 'Along the stream' })).toBeVisible()
    await expectFits(page)
  })

  test(`a history's drifts fit a projector of ${width} × ${height}`, MORE, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await openHistory(page, 'camera')
    await expectLoaded(page)
    await expectAllStepsFit(page)
  })
}

for (const detector of ['psi', 'bocd', 'fisher', 'cvm-online']) {
  test(`all that ${detector} draws fits a projector`, MORE, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.goto(`/#/detectors/${detector}`)
    await page.getByRole('link', { name: 'Try it on a sample' }).click()
    await expectFinished(page)
    await expectAllStepsFit(page)
  })
}

/** Presents the page, goes through all that it shows, and ends. */
async function expectAllStepsFit(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('p')
  const note = page.getByRole('status').filter({ hasText: /Esc to end$/ })
  await expect(note).toHaveText(/^1 of [2-9] /)
  const steps = Number(/^1 of (\d)/.exec(await note.innerText())?.[1])
  for (let step = 1; step <= steps; step++) {
    await expect(note).toContainText(`${step} of ${steps}`)
    await expectFits(page)
    await page.keyboard.press('ArrowRight')
  }
  await page.keyboard.press('Escape')
}

/** Nothing lies beyond an edge of the window. */
async function expectFits(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.documentElement
        return [scrollHeight - window.innerHeight, scrollWidth - window.innerWidth]
      }),
    )
    .toEqual([0, 0])
}
