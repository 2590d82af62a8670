import type { Page } from '@playwright/test'
import { become, openHistory, recordPanel } from '../support/drift'
import { expectFinished, finding, openLab } from '../support/lab'
import { expect, MORE, test } from '../support/test'

// What a person does without a mouse. After each step focus is somewhere that a reader can name, never on the body.

/** Walks by Tab to the control of this name, as a person does; no control of a page is further than this. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const focused = page.locator(':focus')
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const said = (await focused.getAttribute('aria-label')) ?? (await focused.innerText())
    if (name.test(said.trim())) return
  }
  throw new Error(`No control that Tab reaches is called ${name}.`)
}

const onBody = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement === null || document.activeElement === document.body)

test('a sample is opened, its finding read and published', async ({ page }) => {
  await openLab(page)
  await tabTo(page, /^Open Handwritten digits$/)
  await page.keyboard.press('Enter')
  await expectFinished(page)
  await expect(finding(page)).toContainText('Drift detected at row')
  // The button went with the list of samples.
  expect(await onBody(page)).toBe(false)

  await tabTo(page, /^Publish/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Publish to Drift Watch' })).toBeVisible()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null))
    .toBe(true)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator(':focus')).toHaveText(/^Publish/)
})

test('a dialog that a menu opened gives focus back to the menu’s button', MORE, async ({ page }) => {
  await page.goto('/#/experiments')
  await expect(page.getByRole('button', { name: /^Actions for / }).first()).toBeVisible()
  await tabTo(page, /^Actions for /)
  const name = await page.locator(':focus').getAttribute('aria-label')
  await page.keyboard.press('ArrowDown')
  await page.getByRole('menuitem', { name: 'Edit tags' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /^Tags of / })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: name ?? '' })).toBeFocused()
})

test(
  'no control that Tab reaches lies under the bar that stays at the edge of the Lab',
  MORE,
  async ({ page }) => {
    await openLab(page)
    const covered: string[] = []
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab')
      const what = await page.locator(':focus').evaluateAll(([focused]) => {
        if (!focused?.closest('main')) return null
        const { left, top, width, height } = focused.getBoundingClientRect()
        const front = document.elementFromPoint(left + width / 2, top + height / 2)
        const isSeen = front !== null && (focused.contains(front) || front.contains(focused))
        return isSeen || focused.matches('input[type=radio], input[type=checkbox], input[type=file]')
          ? null
          : (focused.getAttribute('aria-label') ?? focused.textContent)
      })
      if (what !== null) covered.push(what)
    }
    expect(covered).toEqual([])
  },
)

test('a run is renamed from the bar below the table, and the filter cleared', MORE, async ({ page }) => {
  await page.goto('/#/experiments/83')
  await expect(page.getByRole('treegrid', { name: 'Runs' })).toBeVisible()
  await page.getByRole('treegrid', { name: 'Runs' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await tabTo(page, /^Rename/)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Rename run' })
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('renamed')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Rename' })).toBeFocused()

  await page.getByRole('combobox', { name: 'Filter runs' }).focus()
  await page.keyboard.type('site')
  await tabTo(page, /^Clear the filter$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Filter runs' })).toBeFocused()
})

test(
  'a level is drafted by a letter and applied; the keyboard goes on in the result',
  MORE,
  async ({ page }) => {
    await page.goto('/#/connections')
    await become(page, 'Admin')
    await page.goto('/#/permissions')
    const matrix = page.getByRole('grid', { name: 'Users and what they may do' })
    await expect(matrix).toBeVisible()
    await matrix.focus()
    for (const key of ['ArrowDown', 'ArrowRight', 'e']) await page.keyboard.press(key)
    await tabTo(page, /^Apply 1 change/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('complementary', { name: 'Result' })).toBeFocused()
  },
)

test('a record that was opened from the chart is closed by Escape, in the chart', MORE, async ({ page }) => {
  await openHistory(page, 'camera')
  const chart = page.getByRole('slider', { name: /records/ })
  await chart.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(recordPanel(page)).toBeVisible()
  // First the point that is read, then the record.
  await page.keyboard.press('Escape')
  await expect(recordPanel(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(recordPanel(page)).toHaveCount(0)
  await expect(chart).toBeFocused()
})
