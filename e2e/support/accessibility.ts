import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { settle } from './gallery'
import { expect } from './test'

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** The open page keeps WCAG 2.2 AA as far as axe can tell; a failure names rule, element and reason. */
export async function expectAccessible(page: Page): Promise<void> {
  await settle(page)
  const { violations, passes } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  )
  expect(found).toEqual([])
  // An empty page has no faults either.
  expect(passes.length).toBeGreaterThan(0)
}
