import { pages } from '~/app/pages'
import { expectAccessible } from './support/accessibility'
import { SIZES, THEMES } from './support/gallery'
import { expect, test } from './support/test'

// Every page there is, opened cold: what it must have whatever it shows. `test` itself refuses errors in the
// console and requests to other origins.
for (const { id, path, title } of pages) {
  for (const theme of THEMES) {
    for (const viewport of SIZES) {
      test.describe(`${id}, ${theme}, ${viewport.width}×${viewport.height}`, () => {
        test.use({ theme, viewport })

        test('has one heading and a title, fits its width and passes axe', async ({ page }) => {
          await page.goto(`/#${path}`)
          await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
          await expect(page).toHaveTitle(new RegExp(title))
          await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
          const overflow = await page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement
            return scrollWidth - clientWidth
          })
          expect(overflow, 'pixels that the page scrolls sideways').toBe(0)
          await expectAccessible(page)
        })
      })
    }
  }
}
