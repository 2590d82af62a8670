import type { Page } from '@playwright/test'
import {
  card,
  chooseDetector,
  expectFinished,
  figure,
  finding,
  openLab,
  runButton,
  setParameter,
} from '../support/lab'
import { expect, MORE, test } from '../support/test'

// Going along a stream as the detector did: nothing tells the end before it is reached. Tests ask for less motion, so
// they step and slide.

const play = (page: Page) => page.getByRole('button', { name: 'Play along the stream' })
const bar = (page: Page) => page.getByRole('group', { name: 'Along the stream' })
const slider = (page: Page) => bar(page).getByRole('slider', { name: 'Last row that is shown' })

async function openDigits(page: Page): Promise<void> {
  await openLab(page)
  await page.getByRole('button', { name: 'Open Handwritten digits' }).click()
  await expectFinished(page)
  await expect(figure(page, 'Null distribution')).toBeVisible()
}

for (const size of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`by keyboard, at ${size.width} px, all of the finding waits for the alarm`, MORE, async ({ page }) => {
    await page.setViewportSize(size)
    await openDigits(page)
    const panel = page.getByRole('region', { name: 'Verdict' })
    await play(page).scrollIntoViewIfNeeded()
    const before = await panel.boundingBox()
    await play(page).focus()
    await page.keyboard.press('Enter')
    await expect(finding(page)).toHaveText('No alarm so far')
    await expect(figure(page, 'Null distribution')).toBeHidden()
    await expect(figure(page, 'MMD² evolution')).not.toContainText('windows above the threshold')
    expect((await panel.boundingBox())?.height, 'it keeps its room').toBe(before?.height)

    await slider(page).focus()
    await page.keyboard.press('End')
    await expect(finding(page)).toContainText('row 502')
    await expect(figure(page, 'Null distribution')).toBeVisible()
    await page.keyboard.press('Home')
    await expect(finding(page)).toHaveText('No alarm so far')
    await page.keyboard.press('ArrowRight')
    await expect(bar(page)).toContainText('rows 2–101')
    await bar(page).getByRole('button', { name: 'Show all of it' }).press('Enter')
    await expect(finding(page)).toContainText('row 502')
    await expect(bar(page)).toHaveCount(0)
  })
}

test('it stops where its inputs change, and does not go on by itself', MORE, async ({ page }) => {
  await openDigits(page)
  const starts = async () => {
    await play(page).click()
    await expect(finding(page)).toHaveText('No alarm so far')
  }
  const isStopped = async () => {
    await expect(bar(page)).toHaveCount(0)
    await expect(page.getByText('No alarm so far')).toHaveCount(0)
  }
  await starts()
  await setParameter(page, 'Seed', '7')
  await isStopped()
  await expect(play(page), 'an old finding is not played').toHaveCount(0)
  await setParameter(page, 'Seed', '42')
  await expect(play(page)).toBeVisible()
  await isStopped()

  await starts()
  await setParameter(page, 'Window', '120')
  await isStopped()
  await setParameter(page, 'Window', '100')
  await starts()
  await chooseDetector(page, 'Page-Hinkley')
  await isStopped()
  await runButton(page).click()
  await expectFinished(page)
  await expect(play(page)).toBeVisible()
  await card(page, 'Test: digits-stream.csv')
    .getByRole('button', { name: /^Remove/ })
    .click()
  await isStopped()
})

test('another range of rows stops it', MORE, async ({ page }) => {
  await openLab(page)
  await page.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
  await expectFinished(page)
  await play(page).click()
  await expect(finding(page)).toHaveText('No alarm so far')
  await page.getByRole('textbox', { name: 'Test rows' }).fill('20–100')
  await page.keyboard.press('Tab')
  await expect(bar(page)).toHaveCount(0)
  await expect(page.getByText('No alarm so far')).toHaveCount(0)
})
