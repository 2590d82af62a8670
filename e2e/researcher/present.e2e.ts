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
