import type { Locator, Page } from '@playwright/test'
import { expectLoaded, historyChart, openHistory, records } from '../support/drift'
import { expectFinished, figure, finding, openLab, runButton } from '../support/lab'
import { expect, MORE, test } from '../support/test'

// A page on paper. The events are those of the browser's own dialog; what they bring about is there when they return.

test.use({ theme: 'dark' })

const print = (page: Page, when: 'beforeprint' | 'afterprint') =>
  page.evaluate((name) => {
    dispatchEvent(new Event(name))
    return {
      theme: document.documentElement.dataset['theme'],
      width: document.querySelector('main')?.scrollWidth ?? 0,
    }
  }, when)

/** Where something ends, in px of a sheet of 700. */
const rightEnd = (one: Locator) => one.evaluate((element) => element.getBoundingClientRect().right)

/** Of the drawings on the page, in px. */
const widest = (page: Page) =>
  page.locator('figure svg').evaluateAll((all) => Math.max(...all.map((svg) => svg.clientWidth)))

test(
  'the Lab on paper: verdict and charts in light colours, as wide as the paper, without the form',
  MORE,
  async ({ page }) => {
    await openLab(page)
    await page.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
    await expectFinished(page)
    const chart = page.getByRole('figure').first()
    await expect(chart).toBeVisible()
    const wide = await widest(page)

    expect(await print(page, 'beforeprint')).toMatchObject({ theme: 'light', width: 700 })
    const narrow = await widest(page)
    expect(narrow).toBeGreaterThan(500)
    expect(narrow).toBeLessThanOrEqual(700)
    await expect(finding(page)).toBeVisible()
    await expect(runButton(page)).toBeHidden()
    await expect(page.getByRole('link', { name: 'Drift', exact: true })).toBeHidden()
    for (const name of ['Publish', 'Download report', 'Play along the stream', 'Copy link'])
      await expect(page.getByRole('button', { name }), name).toHaveCount(0)

    expect((await print(page, 'afterprint')).theme).toBe('dark')
    await expect(runButton(page)).toBeVisible()
    await expect.poll(() => widest(page)).toBe(wide)
  },
)

test('a history on paper: the finding, its chart, and the newest hundred records', MORE, async ({ page }) => {
  await openHistory(page, 'camera')
  await expectLoaded(page)
  await expect(figure(page, 'Was drifting when last run, 3 October 2024')).toBeVisible()
  expect(await print(page, 'beforeprint')).toMatchObject({ theme: 'light', width: 700 })
  await expect(historyChart(page)).toBeVisible()
  await expect(records(page).getByRole('row')).toHaveCount(101)
  await expect(page.getByText('On paper: the first 100 of 214 rows')).toBeVisible()
  // Rows of a line each, as wide as the paper, and nothing to choose them by.
  const high = await records(page).evaluate((grid) => grid.clientHeight)
  expect(high).toBeLessThan(101 * 24)
  const last = records(page).getByRole('columnheader').last()
  expect(await rightEnd(last)).toBeLessThanOrEqual(700)
  await expect(records(page).getByRole('checkbox')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Export CSV' })).toBeHidden()
  await print(page, 'afterprint')
  await expect(page.getByRole('button', { name: 'Export CSV' })).toBeVisible()
})

test(
  'the catalogue on paper: our column beside the libraries, and the trade-off that nobody scrolled to',
  MORE,
  async ({ page }) => {
    await page.goto('/#/detectors')
    const points = page.getByRole('figure', { name: /outdone/ }).locator('[data-point]')
    // Its code comes when the page is at rest; no code comes while the paper is laid out.
    await expect
      .poll(async () => {
        await print(page, 'afterprint')
        await print(page, 'beforeprint')
        return points.count()
      })
      .toBeGreaterThan(5)
    const ours = page.getByRole('columnheader', { name: /^Tidemark/ })
    expect(await rightEnd(ours)).toBeLessThanOrEqual(700)
  },
)

test(
  'runs on paper: what they are filtered by stands there as text, without the field',
  MORE,
  async ({ page }) => {
    await page.goto('/#/experiments/83?filter=metrics.%22val%2Fiou%22+%3E+0.7')
    const field = page.getByRole('combobox', { name: 'Filter runs' })
    await expect(field).toHaveValue('metrics."val/iou" > 0.7')
    await expect(page.getByRole('treegrid', { name: 'Runs' })).toBeVisible()
    await print(page, 'beforeprint')
    await expect(field).toBeHidden()
    await expect(page.getByText('Filter: metrics."val/iou" > 0.7')).toBeVisible()
    await print(page, 'afterprint')
    await expect(field).toBeVisible()
  },
)
