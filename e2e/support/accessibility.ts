import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { settle } from './gallery'
import { expect, setTheme } from './test'

/** WCAG 2.2 AA, and what axe calls best practice: landmarks that can be told apart, headings in order. */
const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
/** What a theme can change. */
const OF_A_THEME = ['color-contrast', 'link-in-text-block']

/** The open page keeps all rules of axe; a failure names rule, element and reason. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoViolations(page, new AxeBuilder({ page }).withTags(ALL))
}

/**
 * The same in the light theme, and of the dark one what a theme can change: contrast, and links among words.
 * Leaves the page light.
 */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  await expectAccessible(page)
  await setTheme(page, 'dark')
  await expectNoViolations(page, new AxeBuilder({ page }).withRules(OF_A_THEME))
  await setTheme(page, 'light')
}

async function expectNoViolations(page: Page, axe: AxeBuilder): Promise<void> {
  await settle(page)
  const { violations, passes } = await axe.analyze()
  const found: string[] = []
  for (const { id, nodes } of violations)
    for (const node of nodes)
      if (id !== 'target-size' || (await isSmallInView(page, node.target.join(' '))))
        found.push(`${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`)
  expect(found).toEqual([])
  // An empty page has no faults either.
  expect(passes.length).toBeGreaterThan(0)
}

/** A target that lies half under a bar which stays at the edge is small only until somebody scrolls. */
async function isSmallInView(page: Page, target: string): Promise<boolean> {
  await page.locator(target).evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const { violations } = await new AxeBuilder({ page }).include(target).withRules('target-size').analyze()
  return violations.length > 0
}
