import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { setTheme, type Theme } from './test'

const THEMES: readonly Theme[] = ['light', 'dark']

/** The two sizes at which a page is judged (DESIGN: before calling a page done). */
export const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const

const folder = fileURLToPath(new URL('../../test-results/gallery', import.meta.url))

/**
 * Takes pictures of the open page in both themes and sizes into test-results/gallery/<name>-<theme>-<size>.png,
 * and leaves it light and large. `fullPage` takes all of it instead of what is in view.
 */
export async function takePictures(
  page: Page,
  name: string,
  options: { fullPage?: boolean } = {},
): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const theme of THEMES) {
      await setTheme(page, theme)
      await settle(page)
      if (options.fullPage) {
        // A window as tall as the page: what sticks to the window's edge would else lie over the middle.
        const height = await page.evaluate(() => document.documentElement.scrollHeight)
        await page.setViewportSize({ width: size.width, height })
        await settle(page)
      }
      await page.screenshot({
        path: `${folder}/${name}-${theme}-${size.width}x${size.height}.png`,
        animations: 'disabled',
      })
    }
  }
  await page.setViewportSize(SIZES[0])
  await setTheme(page, 'light')
  await settle(page)
}

/** Fonts are there, and what watches its own size (charts, virtual rows) has drawn again. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    for (let frame = 0; frame < 3; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
}
