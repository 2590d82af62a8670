import { expectAccessibleInBothThemes } from '../support/accessibility'
import { become } from '../support/drift'
import { takePictures } from '../support/gallery'
import { expect, test } from '../support/test'

// Pictures of the permission matrix: as it is, with a draft under review, with its result, grouped, and its log.

test('the permission matrix', async ({ page }) => {
  await page.goto('/#/connections')
  await expect(page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible()
  await become(page, 'Admin')
  await page.goto('/#/permissions')
  const cell = (name: RegExp) => page.getByRole('gridcell', { name })
  // Keys go to the cells once the menu has given the focus back.
  const mark = async (name: RegExp) => {
    await cell(name).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(page.getByRole('grid')).toBeFocused()
  }
  await expect(cell(/^data-steward.*pm10/)).toHaveText('Manage')
  await takePictures(page, 'permissions')
  await expectAccessibleInBothThemes(page)

  for (const [name, key] of [
    [/^data-steward.*pm10/, 'e'],
    [/^thermal-guest.*NVFlare/, 'Delete'],
    [/^reader.*pm10/, 'r'],
    [/^lead.*dogbreed/, 'm'],
  ] as const) {
    await mark(name)
    await page.keyboard.press(key)
  }
  await mark(/^student-1.*dogbreed/)
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('e')
  await expect(page.getByText('8 changes for 6 users')).toBeVisible()
  await takePictures(page, 'permissions-review')
  await expectAccessibleInBothThemes(page)
  await page.getByRole('button', { name: 'Apply 8 changes' }).click()
  await expect(page.getByText('All 8 applied.')).toBeVisible()
  await takePictures(page, 'permissions-result')
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('button', { name: 'Filter' }).click()
  await page
    .getByRole('dialog', { name: 'Filter' })
    .getByRole('combobox', { name: 'grouped by' })
    .last()
    .selectOption('tag:team')
  await takePictures(page, 'permissions-filter')
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('Escape')
  await takePictures(page, 'permissions-grouped')

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Change many…' }).click()
  await takePictures(page, 'permissions-bulk')
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('Escape')
  await page.goto('/#/permissions/changes')
  await expect(page.getByRole('heading', { level: 1, name: 'Change log' })).toBeVisible()
  await takePictures(page, 'permissions-changes')
  await expectAccessibleInBothThemes(page)
})
