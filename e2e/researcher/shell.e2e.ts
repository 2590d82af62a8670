import type { Page } from '@playwright/test'
import { expectAccessible, expectAccessibleInBothThemes } from '../support/accessibility'
import { drop } from '../support/files'
import { after, before, card, openLab } from '../support/lab'
import { expect, MORE, setTheme, test } from '../support/test'

/** No role leads to the root element, where the theme stands. */
const root = (page: Page) => page.locator('html')

test('the palette by keys: finds, walks, runs, gives focus back', async ({ page }) => {
  await openLab(page)
  const opener = page.getByRole('button', { name: 'Search or jump to' })
  await opener.focus()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search or jump to' })
  const input = palette.getByRole('combobox')
  await expect(input).toBeFocused()
  await expect(palette.getByRole('option', { selected: true })).toHaveCount(1)
  await expectAccessible(page)

  await input.fill('theme')
  await expect(palette.getByRole('option')).toHaveText(['Theme of the system', 'Light theme', 'Dark theme'])
  await page.keyboard.press('ArrowUp')
  await expect(palette.getByRole('option', { selected: true })).toHaveText('Dark theme')
  await page.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await expect(root(page)).toHaveAttribute('data-theme', 'dark')

  await page.keyboard.press('Control+k')
  await input.fill('nothing of this name')
  await expect(palette.getByRole('status')).toHaveText('No results for “nothing of this name”.')
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('the palette finds what servers and the page have by name', MORE, async ({ page }) => {
  await openLab(page)
  const palette = page.getByRole('dialog', { name: 'Search or jump to' })
  const names = [
    ['adwin', 'ADWIN', /#\/detectors\/adwin$/],
    ['obsea', 'obsea-camera', /#\/drift\//],
  ] as const
  for (const [typed, title, address] of names) {
    await page.keyboard.press('Control+k')
    // Nothing can be run on an empty Lab.
    await expect(palette.getByRole('option', { name: /Run the detector/ })).toHaveCount(0)
    await palette.getByRole('combobox').fill(typed)
    await palette.getByRole('option', { name: title, exact: true }).click()
    await expect(page).toHaveURL(address)
  }
  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveText([
    'obsea-camera',
    'ADWIN',
  ])
  await expectAccessibleInBothThemes(page)
})

test('the palette finds runs that are here, and brings Start here back', MORE, async ({ page }) => {
  await openLab(page)
  const start = page.getByRole('region', { name: 'Start here' })
  await start.getByRole('button', { name: 'Dismiss Start here' }).click()
  await expect(start).toHaveCount(0)
  await page.goto('/#/experiments/83?group=flat')
  const name = page
    .getByRole('treegrid', { name: 'Runs' })
    .getByRole('row')
    .nth(1)
    .getByRole('gridcell')
    .nth(1)
  await expect(name).not.toBeEmpty()
  const run = (await name.innerText()).trim()

  const palette = page.getByRole('dialog', { name: 'Search or jump to' })
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill(run)
  await palette.getByRole('group', { name: 'MLflow runs' }).getByRole('option').first().click()
  await expect(page).toHaveURL(/#\/experiments\/83\/runs\/[0-9a-f]{32}$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(run)

  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('start here')
  await palette.getByRole('option', { name: 'Show Start here again' }).click()
  await expect(start).toBeVisible()
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('start here')
  await expect(palette.getByRole('option', { name: 'Show Start here again' })).toHaveCount(0)
})

test('? lists the shortcuts, and typing a ? in a field does not', MORE, async ({ page }) => {
  await openLab(page)
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.getByRole('textbox', { name: 'Seed' }).press('?')
  await expect(dialog).toHaveCount(0)
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('?')
  await expect(dialog).toContainText('Run the detector')
  await expect(dialog).toContainText('Ctrl ↵')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test(
  'the theme is chosen, kept over a reload without a flash, or follows the system',
  MORE,
  async ({ page }) => {
    await openLab(page)
    const menu = page.getByRole('button', { name: 'Theme', exact: true })
    await menu.click()
    await page.getByRole('menuitemradio', { name: 'Dark', exact: true }).click()
    await expect(root(page)).toHaveAttribute('data-theme', 'dark')

    // Which theme stood on the root each time something was drawn, from the first element on.
    await page.addInitScript(() => {
      const seen: string[] = []
      Object.assign(window, { themesSeen: seen })
      new MutationObserver(() => {
        if (document.querySelector('#root > *'))
          seen.push(document.documentElement.dataset['theme'] ?? 'none')
      }).observe(document, { childList: true, subtree: true, attributes: true })
    })
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible()
    const seen = await page.evaluate(() => (window as unknown as { themesSeen: string[] }).themesSeen)
    expect(seen.length).toBeGreaterThan(0)
    expect(new Set(seen)).toEqual(new Set(['dark']))

    await menu.click()
    await page.getByRole('menuitemradio', { name: 'Same as system' }).click()
    await expect(root(page)).toHaveAttribute('data-theme', 'light')
    await setTheme(page, 'dark')
    await expect(root(page)).toHaveAttribute('data-theme', 'dark')
  },
)

test('the sidebar folds to icons, and stays so', MORE, async ({ page }) => {
  await openLab(page)
  await page.getByRole('button', { name: 'Collapse the sidebar' }).click()
  const expand = page.getByRole('button', { name: 'Expand the sidebar' })
  await expect(expand).toBeVisible()
  await page.reload()
  await expect(expand).toBeVisible()
  await expect(page.getByRole('link', { name: 'Lab', exact: true })).toBeVisible()
  await page.keyboard.press('Control+b')
  await expect(page.getByRole('button', { name: 'Collapse the sidebar' })).toBeVisible()
})

test('on a phone the pages are in a drawer', MORE, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openLab(page)
  await expect(page.getByRole('button', { name: 'Collapse the sidebar' })).toBeHidden()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search or jump to' })
  await palette.getByRole('combobox').fill('sidebar')
  await expect(palette.getByRole('status')).toHaveText('No results for “sidebar”.')
  await page.keyboard.press('Escape')
  const opener = page.getByRole('button', { name: 'Pages' })
  await opener.click()
  const drawer = page.getByRole('dialog', { name: 'Pages' })
  await expect(drawer.getByRole('link', { name: 'Lab' })).toHaveAttribute('aria-current', 'page')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(opener).toBeFocused()
  await opener.click()
  await drawer.getByRole('link', { name: 'Lab' }).click()
  await expect(drawer).toBeHidden()
})

test('an unknown address says so and leads back; focus goes to the content', async ({ page }) => {
  await openLab(page)
  await page.goto('/#/nowhere')
  await expect(page.getByRole('heading', { name: 'There is no page /nowhere' })).toBeVisible()
  await expect(page).toHaveTitle('Not found · Tidemark')
  await expect(page.getByRole('main')).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Go to the Lab' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
  await expect(page).toHaveTitle('Lab · Tidemark')
})

test('the first tab stop skips to the content', async ({ page }) => {
  await openLab(page)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('on a phone the name of what is open is read, and an arrow leads up', MORE, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/#/experiments/83')
  const crumbs = page.getByRole('navigation', { name: 'Breadcrumb' })
  const up = crumbs.getByRole('link', { name: 'Experiments' })
  await expect(up).toBeVisible()
  // The name comes with the server's answer.
  const name = crumbs.locator('[aria-current]')
  await expect(name).toHaveText('NVFlare_HoreKa_Halcore')
  expect((await up.boundingBox())?.width).toBeLessThan(30)
  await expect.poll(async () => (await name.boundingBox())?.width).toBeGreaterThan(75)
  await up.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Experiments' })).toBeVisible()
})

test.describe('a part of the page that cannot be fetched', () => {
  test.use({ expectedErrors: /net::ERR_FAILED|dynamically imported module/ })

  test('is said where the page would be; the shell goes on, and Reload brings it', async ({ page }) => {
    // Of the context: the demo's service worker fetches for the page, out of the page's own routes.
    await page.context().route('**/assets/page-*.js', (route) => route.abort())
    await page.goto('/')
    await expect(page.getByRole('alert')).toContainText('A part of Tidemark could not be loaded')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page stopped')
    await expect(page.getByRole('button', { name: 'Search or jump to' })).toBeVisible()
    await expectAccessible(page)
    await page.context().unroute('**/assets/page-*.js')
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible()
  })
})

test(
  'files dropped on any page open the Lab, and those dropped while it loads are taken',
  MORE,
  async ({ page }) => {
    await page.goto('/#/overview')
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    await drop(page, before, after)
    await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible()
    await expect(card(page, 'Reference: before.csv')).toContainText('300 rows')
    await expect(card(page, 'Test: after.csv')).toContainText('400 rows')

    // The page's code comes late: its name and a skeleton stand there meanwhile.
    let come = () => {}
    const wanted = new Promise<void>((resolve) => (come = resolve))
    await page.route(/\/assets\/page-.*\.js$/, async (route) => {
      await wanted
      await route.continue()
    })
    await page.goto('about:blank')
    await page.goto('/')
    await expect(page.getByRole('main')).toBeVisible()
    await drop(page, before)
    come()
    await expect(card(page, 'Reference: before.csv')).toContainText('300 rows')
  },
)
