import { expectAccessibleInBothThemes } from '../support/accessibility'
import { become, EXPERIMENTS, expectLoaded, openHistory, recordPanel, records } from '../support/drift'
import { takePictures } from '../support/gallery'
import { expectFinished, openLab } from '../support/lab'
import { expect, test } from '../support/test'

// Pictures of the pages of Drift Watch in the states that DESIGN asks to be looked at; pages.e2e.ts asks axe about them.

test('experiments', async ({ page }) => {
  await page.goto('/#/drift')
  await expect(page.getByRole('row')).toHaveCount(7)
  await expectLoaded(page)
  await takePictures(page, 'drift-experiments')
})

test('history, and a record of it', async ({ page }) => {
  await openHistory(page, 'camera')
  await expect(records(page)).toBeVisible()
  await expectLoaded(page)
  await takePictures(page, 'drift-history')
  await takePictures(page, 'drift-history-whole', { fullPage: true })
  await records(page).getByRole('row').nth(3).click()
  await expect(recordPanel(page)).toContainText('Drift')
  await takePictures(page, 'drift-record')
  await expectAccessibleInBothThemes(page)
})

test('access: read, changed and reviewed', async ({ page }) => {
  await page.goto(`/#/drift/${EXPERIMENTS.camera}/access`)
  await expect(page.getByText('You can view, but not change.')).toBeVisible()
  await takePictures(page, 'drift-access-read')
  await become(page, 'Admin')
  await page.getByLabel('Person, id or entitlement').fill('example.org')
  await page.getByRole('button', { name: 'stranger@example.org' }).click()
  await page.getByRole('button', { name: 'Remove access of owner@example.org' }).click()
  await page.getByLabel('Person, id or entitlement').fill('example')
  await expect(page.getByRole('button', { name: 'owner@example.org', exact: true })).toBeVisible()
  await takePictures(page, 'drift-access-draft', { fullPage: true })
  await expectAccessibleInBothThemes(page)
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('checkbox', { name: /^Public/ }).uncheck()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await takePictures(page, 'drift-access-review')
  await expectAccessibleInBothThemes(page)
})

test.describe('MLflow account', () => {
  // The name of an experiment, asked while the person changes.
  test.use({ expectedErrors: /status of 403 .*sign-up\/experiment/ })

  test('registration and settings', async ({ page }) => {
    await page.goto('/#/connections/sign-up')
    await become(page, 'Stranger')
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('blue horse seven')
    await takePictures(page, 'sign-up-register', { fullPage: true })
    await become(page, 'Owner')
    await page.getByRole('button', { name: 'Manage NVFlare_HoreKa_Halcore' }).click()
    await takePictures(page, 'sign-up-settings', { fullPage: true })
    await expectAccessibleInBothThemes(page)
  })
})

test('10,000 records', async ({ page }) => {
  await openHistory(page, 'scanner')
  await expect(records(page)).toBeVisible()
  await expectLoaded(page)
  await takePictures(page, 'drift-history-large')
})

test('empty', async ({ page }) => {
  await openHistory(page, 'empty')
  await expect(page.getByRole('heading', { name: 'No drift records yet' })).toBeVisible()
  await takePictures(page, 'drift-empty')
})

test('nothing matches', async ({ page }) => {
  await openHistory(page, 'camera', 'model=v99')
  await expect(page.getByRole('heading', { name: /^0 of 214 records match$/ })).toBeVisible()
  await takePictures(page, 'drift-nothing-matches')
})

test('forbidden', async ({ page }) => {
  await openHistory(page, 'private')
  await expect(page.getByRole('heading', { name: /is private$/ })).toBeVisible()
  await takePictures(page, 'drift-forbidden')
})

test('error', async ({ page }) => {
  await openHistory(page, 'unreachable')
  await expect(page.getByRole('alert')).toBeVisible()
  await takePictures(page, 'drift-error')
})

test('unreadable beside good ones', async ({ page }) => {
  await openHistory(page, 'malformed')
  await expect(page.getByText('1 record cannot be read')).toBeVisible()
  await takePictures(page, 'drift-unreadable', { fullPage: true })
  await expectAccessibleInBothThemes(page)
})

test('publish, and its problems', async ({ page }) => {
  await openLab(page)
  await page.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
  await expectFinished(page)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish to Drift Watch' })
  await dialog.getByRole('textbox', { name: /^Tags/ }).fill('Maximum Mean Discrepancy')
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await expect(dialog).toContainText('Choose the experiment')
  await takePictures(page, 'publish')
  await dialog.getByRole('radio', { name: 'New experiment' }).check()
  await takePictures(page, 'publish-new')
  await expectAccessibleInBothThemes(page)
})

test('connections', async ({ page }) => {
  await page.goto('/#/connections')
  await expect(page.getByText('researcher@example.org').first()).toBeVisible()
  await takePictures(page, 'connections')
  const server = page.getByRole('region', { name: 'Drift Watch' })
  await server.getByRole('button', { name: 'Sign out' }).click()
  await server.getByLabel('Bearer token').fill('two words')
  await server.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(server).toContainText('This is not a bearer token')
  await takePictures(page, 'connections-signed-out')
})
