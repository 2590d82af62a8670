import { federationRunId } from '~/mocks/mlflow/federation'
import { expectLoaded } from '../support/drift'
import { downloadBy, queryOf } from '../support/lab'
import { expect, MORE, test } from '../support/test'

// Runs side by side: two federations of two sites each.

const NAMES = ['SC4FOLD', 'FedOpt'].flatMap((federation) =>
  (['site-1', 'site-3'] as const).map((site) => ({
    name: `${site}-${federation}`,
    id: federationRunId(federation, site),
  })),
)
const address = (ids: readonly string[], more = '') =>
  `/#/experiments/83/compare?runs=${ids.join('.')}${more === '' ? '' : `&${more}`}`
const ids = NAMES.map(({ id }) => id)

test('a link opens four runs: the finding, a line each, and what differs', async ({ page }) => {
  await page.goto(address(ids))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^SC4FOLD reaches the best val\/iou: 0\.7\d+ at site-3$/,
  )
  const chart = page.getByRole('figure', { name: 'val/iou' })
  await expect(chart).toContainText(/Higher is better\. SC4FOLD leads FedOpt by 0\.06/)
  for (const { name } of NAMES) await expect(chart.getByText(name)).toBeVisible()
  const csv = await downloadBy(page, chart.getByRole('button', { name: 'Download data as CSV' }))
  const lines = csv.bytes.toString('utf8').trim().split(/\r?\n/).slice(1)
  expect(lines).toHaveLength(4 * 101)
  expect(new Set(lines.map((line) => line.split(',')[0]))).toEqual(new Set(NAMES.map(({ name }) => name)))

  const parameters = page.getByRole('grid', { name: 'Parameters of the runs' })
  await expect(parameters.getByRole('row').filter({ hasText: 'algorithm' })).toContainText('Scaffold')
  await expect(parameters.getByRole('row').filter({ hasText: 'val/iou' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Mean ± sd' }).click()
  await expect(chart.getByText('site-1-SC4FOLD')).toHaveCount(0)
  expect(queryOf(page).get('band')).toBe('yes')

  await page.getByRole('radio', { name: 'Table' }).check()
  const table = page.getByRole('grid', { name: 'Differences between runs' })
  await expect(table.getByRole('row').filter({ hasText: 'algorithm' })).toContainText('Scaffold')
  await expect(table.getByRole('row').filter({ hasText: 'val/iou' })).toContainText('best')
  await expect(table.getByRole('row').filter({ hasText: 'optimizer' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Show identical' }).click()
  await expect(table.getByRole('row').filter({ hasText: 'optimizer' })).toContainText('adam')
})

test.describe('with a run that is not there', () => {
  test.use({ expectedErrors: /404.*run_id=ffffffff/ })

  test('it is named, and the others are compared', MORE, async ({ page }) => {
    await page.goto(address([...ids.slice(0, 2), 'f'.repeat(32)], 'view=table'))
    await expect(page.getByText('1 run cannot be compared.')).toBeVisible()
    await expect(page.getByText('There is no run with this id.')).toBeVisible()
    await expect(page.getByRole('grid', { name: 'Differences between runs' })).toBeVisible()
  })
})

test('beginnings of ids are found among the runs of the experiment', MORE, async ({ page }) => {
  await page.goto(
    address(
      ids.map((id) => id.slice(0, 7)),
      'view=parallel',
    ),
  )
  await expectLoaded(page)
  await expect(page.getByRole('figure', { name: 'Parameters and metrics' })).toContainText('4 runs.')
  await page.getByRole('button', { name: 'Runs 4' }).click()
  await expect(page.getByRole('button', { name: 'Remove site-1-FedOpt' })).toBeVisible()
})

test('a scatter sets two values of the runs against each other, and opens a run', MORE, async ({ page }) => {
  await page.goto(address(ids, 'view=scatter&across=metric:train/loss&up=metric:val/iou'))
  const chart = page.getByRole('figure', { name: 'val/iou by train/loss' })
  await expect(chart.locator('[data-point]')).toHaveCount(4)
  await expect(chart).toContainText(/Spearman ρ −?\d\.\d\d, Pearson r −?\d\.\d\d over 4 runs\./)

  await page.getByRole('button', { name: /^y val\/iou/ }).click()
  await page.getByRole('searchbox', { name: 'Search parameters and metrics' }).fill('val/lo')
  await page.getByRole('button', { name: /^val\/loss/ }).click()
  expect(queryOf(page).get('up')).toBe('metric:val/loss')
  await page.getByRole('button', { name: /^x train\/loss/ }).click()
  await page.getByRole('button', { name: /^algorithm/ }).click()
  await expect(page.getByText(/algorithm is text/)).toBeVisible()

  await page.goto(address(ids, 'view=scatter&across=metric:train/loss&up=metric:val/loss'))
  const points = page.getByRole('slider', { name: /^Points of val\/loss by train\/loss/ })
  await points.focus()
  await page.keyboard.press('ArrowRight')
  await expect(points).toHaveAttribute('aria-valuetext', /^site-\d-/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/experiments\/83\/runs\/[0-9a-f]{32}/)
})

test('axes and a brush stand in the link of a parallel picture', MORE, async ({ page }) => {
  await page.goto(address(ids, 'view=parallel'))
  const chart = page.getByRole('figure', { name: 'Parameters and metrics' })
  await chart.getByRole('slider', { name: 'val/iou: least' }).focus()
  await page.keyboard.press('Shift+ArrowUp')
  await expect(chart).toContainText(/3 of 4 pass/)
  await expect.poll(() => queryOf(page).get('brush')).toMatch(/^metric:val\/iou=0\.6\d+\.\.0\.7\d+$/)
  await page.getByRole('button', { name: /^Axes/ }).click()
  await page.getByRole('checkbox', { name: 'train/loss' }).uncheck()
  await page.reload()
  await expect(chart).toContainText(/3 of 4 pass/)
  await expect(chart.getByRole('group', { name: 'Brush on val/iou' })).toBeVisible()
  await expect(chart.getByRole('group', { name: 'Brush on train/loss' })).toHaveCount(0)
})

test('a run is taken out, and others are added to those that are compared', MORE, async ({ page }) => {
  await page.goto(address(ids))
  await page.getByRole('button', { name: 'Runs 4' }).click()
  await page.getByRole('button', { name: 'Remove site-1-FedOpt' }).click()
  await page.getByRole('button', { name: 'Add runs' }).click()
  await expect(page.getByRole('region', { name: 'Selected runs' })).toContainText('3 runs')
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Runs 3' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Runs 4' })).toBeVisible()
})

test('a run is hidden, or shown alone, and the link says so', MORE, async ({ page }) => {
  await page.goto(address(ids))
  const figure = page.getByRole('figure', { name: 'val/iou' })
  const chart = figure.getByRole('img', { name: /^val\/iou/ })
  await expect(chart).toContainText('site-3-SC4FOLD')
  await page.getByRole('button', { name: 'Runs 4' }).click()
  await page.getByRole('button', { name: 'Hide site-3-SC4FOLD' }).click()
  await expect(figure.getByRole('button', { name: 'site-3-SC4FOLD' })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await expect(chart).not.toContainText('site-3-SC4FOLD')
  await expect(chart).toContainText('site-1-SC4FOLD')
  // By the keyboard, and as a reload finds it.
  await page.getByRole('button', { name: 'Show site-1-FedOpt alone' }).focus()
  await page.keyboard.press('Enter')
  await expect(chart).not.toContainText('site-1-SC4FOLD')
  await expect(chart).toContainText('site-1-FedOpt')
  await page.reload()
  await expect(chart).toContainText('site-1-FedOpt')
  await expect(chart).not.toContainText('SC4FOLD')
  await page.getByRole('button', { name: 'Runs 1 of 4' }).click()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(chart).toContainText('site-3-SC4FOLD')
  expect(queryOf(page).get('hidden')).toBeNull()
})

test('a chart is pinned where it stands, and comes first', MORE, async ({ page }) => {
  await page.goto(address(ids))
  const pin = page.getByRole('figure', { name: 'train/loss' }).getByRole('button', { name: 'Pin this chart' })
  await pin.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('figure').first()).toHaveAccessibleName('train/loss')
  expect(queryOf(page).getAll('pin')).toEqual(['train/loss'])
  await expect(pin).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('figure').first()).toHaveAccessibleName('val/iou')
  expect(queryOf(page).getAll('pin')).toEqual([])
})

test('the metrics of one run are charts, too', MORE, async ({ page }) => {
  await page.goto(`/#/experiments/83/runs/${ids[0]!}`)
  await page.getByRole('radio', { name: 'Charts' }).check()
  for (const key of ['val/iou', 'val/loss', 'train/loss', 'epoch time'])
    await expect(page.getByRole('figure', { name: key })).toContainText(/ends at/)
})

test(
  'a logarithmic x axis says what has no place on it, and its zoom is in steps',
  MORE,
  async ({ page }) => {
    await page.goto(address(ids))
    const chart = page.getByRole('figure', { name: 'val/iou' })
    await expect(chart).toContainText(/Higher is better/)
    await page.getByRole('button', { name: 'Logarithmic x' }).click()
    expect(queryOf(page).get('log')).toBe('yes')
    // Step 0 of each of the four runs.
    await expect(chart).toContainText(
      '4 points have no place on a logarithmic axis: step is 0 or less there.',
    )
    const csv = await downloadBy(page, chart.getByRole('button', { name: 'Download data as CSV' }))
    const steps = csv.bytes.toString('utf8').trim().split(/\r?\n/).slice(1)
    expect(new Set(steps.map((line) => Number(line.split(',')[1])))).toEqual(
      new Set(Array.from({ length: 100 }, (_, i) => i + 1)),
    )
    const plot = chart.getByRole('slider')
    await plot.focus()
    await page.keyboard.press('+')
    await expect.poll(() => queryOf(page).get('zoom') ?? '').not.toBe('')
    // The middle half of two decades.
    const [from = 0, to = 0] = (queryOf(page).get('zoom') ?? '').split('..').map(Number)
    expect(from).toBeCloseTo(10 ** 0.5, 6)
    expect(to).toBeCloseTo(10 ** 1.5, 6)
    // Its points are made anew: those in view, and one beyond either edge.
    await expect(plot).toHaveAttribute('aria-valuemax', '30')
    await page.keyboard.press('ArrowRight')
    await expect(plot).toHaveAttribute('aria-valuetext', /^step 4: /)
  },
)
