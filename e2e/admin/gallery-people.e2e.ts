import { expectAccessibleInBothThemes } from '../support/accessibility'
import { become } from '../support/drift'
import { takePictures } from '../support/gallery'
import { expect, test } from '../support/test'

// Pictures of the pages about people.

test.beforeEach(async ({ page }) => {
  await page.goto('/#/connections')
  await expect(page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible()
  await become(page, 'Admin')
})

test('people, and a new account', async ({ page }) => {
  await page.goto('/#/permissions/people')
  await expect(page.getByRole('row').filter({ hasText: 'student-2' })).toContainText('User')
  await takePictures(page, 'people', { fullPage: true })
  await expectAccessibleInBothThemes(page)
  await page.getByRole('button', { name: 'New account' }).click()
  await expect(page.getByRole('textbox', { name: 'Generated password' })).toBeVisible()
  await takePictures(page, 'people-create')
  await expectAccessibleInBothThemes(page)
})

test('what one can reach, and who can', async ({ page }) => {
  await page.goto('/#/permissions/people/data-steward%40example.org')
  await expect(page.getByRole('heading', { level: 1, name: 'data-steward@example.org' })).toBeVisible()
  await expect(page.getByRole('row').nth(1)).toContainText('Manage')
  await takePictures(page, 'person')
  await expectAccessibleInBothThemes(page)
  await page.goto('/#/permissions/experiments/83')
  await expect(page.getByRole('heading', { level: 1, name: 'NVFlare_HoreKa_Halcore' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'site-3-trainer' })).toContainText('Edit')
  await takePictures(page, 'who-can-reach')
  await expectAccessibleInBothThemes(page)
})

test('the own account', async ({ page }) => {
  await page.goto('/#/connections/account')
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
  await takePictures(page, 'account', { fullPage: true })
  await expectAccessibleInBothThemes(page)
})
