import type { Locator, Page } from '@playwright/test'
import { expect, MORE, test } from '../support/test'

// The registered models of an MLflow server.

const list = (page: Page): Locator => page.getByRole('region', { name: 'Models' })
const version = (page: Page, number: string): Locator =>
  page
    .getByRole('region', { name: 'Versions' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${number}`) }) })

test('find a model, describe it, tag it, move its alias, and go to the run it came from', async ({
  page,
}) => {
  await page.goto('/#/models')
  const search = page.getByRole('searchbox', { name: 'Search models' })
  await search.fill('@champion')
  await expect(list(page).getByRole('row')).toHaveCount(2)
  await search.fill('nothing like it')
  await expect(page.getByRole('heading', { name: '0 of 2 models match' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(list(page).getByRole('row').filter({ hasText: 'thermal-unet' })).toContainText('@champion → 2')
  await page.getByRole('link', { name: 'thermal-unet' }).click()

  await page.getByRole('button', { name: 'Describe' }).click()
  const describe = page.getByRole('alertdialog', { name: 'Describe this model' })
  await describe.getByRole('textbox', { name: 'Description' }).fill('A **U-Net** for thermal pictures')
  await describe.getByRole('button', { name: 'Save' }).click()
  await expect(describe).toHaveCount(0)
  const about = page.getByRole('region', { name: 'About this model' })
  await expect(about.locator('strong')).toHaveText('U-Net')

  await page.getByRole('button', { name: 'Edit tags' }).click()
  const tags = page.getByRole('dialog', { name: 'Tags of thermal-unet' })
  await tags.getByRole('textbox', { name: 'Key' }).fill('city')
  await tags.getByRole('textbox', { name: 'Value' }).fill('Karlsruhe')
  await tags.getByRole('button', { name: 'Set tag' }).click()
  await tags.getByRole('button', { name: 'Remove task' }).click()
  await expect(tags.getByRole('listitem')).toHaveCount(1)
  await tags.getByRole('button', { name: 'Done' }).click()
  await expect(about).toContainText('city=Karlsruhe')
  await expect(about).not.toContainText('task=segmentation')

  await page.getByRole('button', { name: 'Tags of version 1' }).click()
  const ofVersion = page.getByRole('dialog', { name: 'Tags of version 1' })
  await ofVersion.getByRole('textbox', { name: 'Key' }).fill('checked')
  await ofVersion.getByRole('textbox', { name: 'Value' }).fill('yes')
  await ofVersion.getByRole('button', { name: 'Set tag' }).click()
  await ofVersion.getByRole('button', { name: 'Remove checked' }).click()
  await ofVersion.getByRole('button', { name: 'Undo' }).click()
  await expect(ofVersion.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await ofVersion.getByRole('button', { name: 'Done' }).click()
  await expect(version(page, '1')).toContainText('checked=yes')

  await page.getByRole('button', { name: 'Aliases of version 1' }).click()
  const aliases = page.getByRole('dialog', { name: 'Aliases of version 1' })
  const alias = aliases.getByRole('textbox', { name: 'Alias' })
  await alias.fill('v2')
  await expect(aliases).toContainText('“v2” already means a version')
  await alias.fill('champion')
  await expect(aliases).toContainText('It moves here from version 2.')
  await aliases.getByRole('button', { name: 'Set alias' }).click()
  await expect(aliases.getByRole('listitem')).toContainText('@champion')
  await expect(aliases.getByRole('status')).toContainText('“champion” moved here from version 2.')
  await aliases.getByRole('button', { name: 'Done' }).click()
  await expect(version(page, '1')).toContainText('@champion')
  await expect(version(page, '2')).not.toContainText('@champion')
  await page.getByRole('button', { name: 'Aliases of version 1' }).click()
  await aliases.getByRole('button', { name: 'Remove champion' }).click()
  await expect(aliases).toContainText('No alias yet.')
  await aliases.getByRole('button', { name: 'Undo' }).click()
  await expect(aliases.getByRole('listitem')).toContainText('@champion')
  await aliases.getByRole('button', { name: 'Done' }).click()

  await expect(version(page, '2')).toContainText('thermal-urban-site-3')
  await version(page, '2').getByRole('link', { name: 'Files of site-3-SC4FOLD' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('site-3-SC4FOLD')
  await expect(page.getByRole('navigation', { name: 'Files of this run' })).toContainText('README.md')
})

test(
  'what one may only read stays as it is, with the reason; any name is an address',
  MORE,
  async ({ page }) => {
    await page.goto('/#/models')
    await page.getByRole('link', { name: /^litter\// }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('litter/“best” model 🌊 v2')
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('litter/“best” model 🌊 v2')
    await expect(version(page, '1')).toContainText('failed registration')
    await expect(version(page, '1')).toContainText('The server reports no run.')

    const describe = page.getByRole('button', { name: 'Describe' })
    await expect(describe).toHaveAttribute('aria-disabled', 'true')
    await describe.hover()
    await expect(page.getByRole('tooltip')).toContainText(
      'This needs EDIT on the model; your permission is READ.',
    )
    await expect(page.getByRole('region', { name: 'About this model' })).toContainText('No description yet.')
  },
)

test.describe('a model that one may not read', () => {
  test.use({ expectedErrors: /403/ })

  test('is named by its address, beside the reason', MORE, async ({ page }) => {
    await page.goto('/#/models/not%20here')
    await expect(page.getByText('You do not have permission')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'not here' })).toBeVisible()
    await expect(page).toHaveTitle('not here · Tidemark')
  })
})
