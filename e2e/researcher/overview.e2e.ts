import { expect, test } from '../support/test'

// What is long over needs nobody: the demo's rows end today, as people see them.
test.use({ demoDay: null })

test('the overview tells what needs one over all servers, and leads there', async ({ page }) => {
  await page.goto('/#/overview')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/things? needs? you$/)
  const needs = page.getByRole('region', { name: 'What needs you' })
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await expect(needs.getByRole('heading', { name: /^obsea-camera: drifting since/ })).toBeVisible()
  // Judged as on the pipeline's own page.
  await expect(
    needs.getByRole('heading', { name: 'thermal-anomalies / main: other profile since #161' }),
  ).toBeVisible()
  await expect(page.getByRole('region', { name: 'Recent runs' }).getByRole('row')).toHaveCount(7)
  // One server's fault is told in its own row, and takes nothing else away.
  await expect(page.getByRole('region', { name: 'Monitored experiments' })).toContainText(
    'The gateway answered, but Drift Watch did not (502)',
  )

  await needs.getByRole('link', { name: 'Compare #160, #161' }).click()
  await expect(page).toHaveURL(/before=160&after=161/)
  await page.goBack()
  await needs.getByRole('link', { name: 'Open history' }).first().click()
  await expect(page.getByRole('heading', { name: /^Drifting since/ })).toBeVisible()
})
