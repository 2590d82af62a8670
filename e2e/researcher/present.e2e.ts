import { expectAccessibleInBothThemes } from '../support/accessibility'
import { expectFinished, figure, finding, openLab } from '../support/lab'
import { expect, test } from '../support/test'

test('presenting shows the verdict and one chart, steps by keys, and ends by Escape', async ({ page }) => {
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
})
