import { EXPERIMENTS, expectLoaded, historyChart, openHistory, recordPanel, records } from '../support/drift'
import { downloadBy, queryOf } from '../support/lab'
import { expect, MORE, test } from '../support/test'

// An experiment's whole history.

const FINDING = 'Was drifting when last run, 3 October 2024'

test(
  'opened cold: the whole history, its metric found, thresholds and verdicts marked',
  MORE,
  async ({ page }) => {
    await openHistory(page, 'camera')
    const chart = historyChart(page)
    await expect(chart.getByRole('heading', { name: FINDING })).toBeVisible()
    await expect(chart).toContainText('21 of 207 records drifted')
    await expect(page.getByRole('button', { name: 'Metric' })).toContainText('distance')
    await expect(page).toHaveTitle('obsea-camera · Tidemark')
    await expectLoaded(page)
    await expect(page.getByText('214 records, 7 of them without a value')).toBeVisible()
    await expect(chart).toContainText('10.1 % drift rate')
    await expect(chart).toContainText('14 drifts in a row')
    await expect(chart).toContainText('6 failed records')
    await expect(chart).toContainText('1 running, overdue since 3 October 2024')

    // The chart is checked through its table: thresholds beside each value, and no zero for what has none.
    await chart.getByRole('button', { name: 'Show as table' }).click()
    const table = chart.getByRole('grid').first()
    await expect(table).toHaveAttribute('aria-rowcount', '215')
    await expect(table.getByRole('row').filter({ hasText: 'Drift' }).first()).toContainText('0.125')
    const csv = await downloadBy(page, chart.getByRole('button', { name: 'Download data as CSV' }))
    expect(csv.name).toBe('obsea-camera_distance-history_drift.csv')
    const lines = csv.bytes.toString('utf8').trim().split(/\r?\n/)
    expect(lines).toHaveLength(215)
    expect(lines.filter((line) => /failed|running/i.test(line))).toHaveLength(7)
    expect(lines.filter((line) => /failed|running/i.test(line) && /,0,/.test(line))).toEqual([])
  },
)

test('range, metric, tag, model, axis, zoom, threshold and record stand in the link, and it reproduces them', async ({
  page,
  context,
}) => {
  await openHistory(page, 'camera')
  await expect(records(page)).toBeVisible()
  await expectLoaded(page)
  await page.getByRole('radio', { name: '90 d' }).check()
  await page.getByRole('radio', { name: 'Equal steps' }).check()
  await page.getByRole('button', { name: 'Metric' }).click()
  await page.getByRole('menuitemradio', { name: /^p_value/ }).click()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Tag MMD/ }).click()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Model v3\.1/ }).click()
  await page.getByRole('textbox', { name: 'What if the threshold were' }).fill('0,2')
  await records(page).getByRole('row').nth(2).click()
  await expect(recordPanel(page)).toBeVisible()
  await historyChart(page).getByRole('slider', { name: 'Start of what is shown' }).press('ArrowRight')
  await expect.poll(() => queryOf(page).get('view')).toMatch(/^\d+\.\.\d+$/)
  const query = queryOf(page)
  expect(query.get('range')).toBe('90d')
  expect(query.get('axis')).toBe('steps')
  expect(query.get('metric')).toBe('p_value')
  expect(query.getAll('tag')).toEqual(['MMD'])
  expect(query.get('model')).toBe('v3.1')
  expect(query.get('threshold')).toBe('0.2')
  expect(query.get('record')).not.toBeNull()

  const other = await context.newPage()
  await other.goto(page.url())
  await expect(recordPanel(other)).toBeVisible()
  await expectLoaded(other)
  await expect(other.getByRole('radio', { name: '90 d' })).toBeChecked()
  await expect(other.getByRole('button', { name: 'Remove the filter Model v3.1' })).toBeVisible()
  await expect(other.getByRole('textbox', { name: 'What if the threshold were' })).toHaveValue('0.2')
  const text = (one: typeof page) => historyChart(one).innerText()
  expect(await text(other)).toBe(await text(page))
  await other.getByRole('button', { name: 'Remove the filter Tag MMD' }).click()
  expect(queryOf(other).getAll('tag')).toEqual([])
})

test('another threshold is tried: what it would have found, and what not', MORE, async ({ page }) => {
  await openHistory(page, 'camera')
  const field = page.getByRole('textbox', { name: 'What if the threshold were' })
  const result = page.getByRole('status').filter({ hasText: /not a number|drifts?/ })
  await expect(result).toHaveCount(0)
  await field.fill('0.3')
  await expect(result).toHaveText(/^\d+ drifts?, \d+ gone$/)
  await field.fill('0.05')
  await expect(result).toHaveText(/^\d+ drifts, \d+ new$/)
  await field.fill('much')
  await expect(result).toHaveText('not a number')
})

test(
  'a record: its value against its threshold, what it logged, what changed; keys walk and close',
  MORE,
  async ({ page }) => {
    await openHistory(page, 'camera')
    await records(page).getByRole('row').nth(4).click()
    const panel = recordPanel(page)
    await expect(panel).toContainText('× its threshold')
    await expect(panel.getByRole('img', { name: /its threshold is 0\.125$/ })).toBeVisible()
    await expect(panel.getByRole('region', { name: 'Parameters' })).toContainText('drift_distance')
    await panel.getByRole('radio', { name: /^Changed/ }).check()
    await expect(panel).toContainText('Since the record of')
    expect(queryOf(page).get('parameters')).toBe('changed')
    const first = queryOf(page).get('record')
    await panel.getByRole('button', { name: 'Older record' }).click()
    await expect.poll(() => queryOf(page).get('record')).not.toBe(first)
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => queryOf(page).get('record')).toBe(first)
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    expect(queryOf(page).get('record')).toBeNull()
  },
)

test(
  '10,000 records come page by page, with progress, and can be stopped and read to the end',
  MORE,
  async ({ page }) => {
    await openHistory(page, 'scanner')
    const progress = page.getByRole('region', { name: 'Progress' })
    await expect(progress).toContainText('records')
    await progress.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText(/^[\d\s]+ of 10\s000 records were read\.$/)).toBeVisible()
    await page.getByRole('button', { name: 'Read all' }).click()
    await expectLoaded(page)
    await expect(page.getByText(/^10\s000 records, 37 of them without a value$/)).toBeVisible()
    await expect(historyChart(page)).toContainText('451 of 9 963 records drifted')
  },
)

test.describe('experiments', () => {
  test(
    'are found by words, by who sees them, and sorted; each has its last verdict and records',
    MORE,
    async ({ page }) => {
      await page.goto('/#/drift')
      const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') })
      await expect(rows).toHaveCount(6)
      const camera = rows.filter({ hasText: 'obsea-camera' })
      await expect(camera).toContainText('Drift')
      await expect(camera).toContainText('214')
      await expect(camera.getByRole('img', { name: /records of obsea-camera$/ })).toBeVisible()
      await page.getByRole('searchbox', { name: 'Search experiments' }).fill('camera')
      await expect(rows).toHaveCount(2)
      await page.getByRole('radio', { name: 'Mine' }).check()
      await expect(rows).toHaveCount(1)
      expect(Object.fromEntries(queryOf(page))).toEqual({ search: 'camera', show: 'mine' })
      await page.reload()
      await expect(rows).toHaveCount(1)
      await page.getByRole('searchbox', { name: 'Search experiments' }).fill('')
      await page.getByRole('radio', { name: 'Public' }).check()
      await expect(rows).toHaveCount(5)
      await page.getByRole('button', { name: 'Sort by' }).click()
      await page.getByRole('menuitemradio', { name: 'By name' }).click()
      await expect(rows.first()).toContainText('air-quality sensors')
      await page.getByRole('searchbox', { name: 'Search experiments' }).fill('nothing like it')
      await expect(page.getByText('0 of 6 experiments match')).toBeVisible()
      await page.getByRole('button', { name: 'Clear all' }).click()
      await rows.filter({ hasText: 'obsea-camera' }).getByRole('link').click()
      await expect(page).toHaveURL(new RegExp(`#/drift/${EXPERIMENTS.camera}$`))
      await expect(historyChart(page).getByRole('heading', { name: FINDING })).toBeVisible()
    },
  )
})

test.describe('the demo as people see it', () => {
  test.use({ demoDay: null })

  test('ends today, but for what the talk showed', MORE, async ({ page }) => {
    await page.goto('/#/drift')
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    await expect(row('digit-scanner')).toContainText(/(\d+ (min|h) ago|just now)/)
    await row('obsea-camera').getByRole('link').first().click()
    await expect(
      historyChart(page).getByRole('heading', { name: /^Drifting since \d+ \w+( \d{4})?$/ }),
    ).toBeVisible()
    await page.goto('/#/experiments')
    await expect(row('nothing logged yet')).toContainText(/(\d+ (min|h) ago|just now)/)
    await expect(row('NVFlare_HoreKa_Halcore')).toContainText('years ago')
  })
})

test('on a phone, a tapped record opens at its top', MORE, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openHistory(page, 'camera')
  await expectLoaded(page)
  await records(page).getByRole('row').nth(8).click()
  const panel = recordPanel(page)
  await expect(panel.getByRole('heading', { name: 'Record', exact: true })).toBeInViewport()
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0)
})
