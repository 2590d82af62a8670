import { federationRunId } from '~/mocks/mlflow/federation'
import { expectAccessibleInBothThemes } from '../support/accessibility'
import { takePictures } from '../support/gallery'
import { expect, test } from '../support/test'

// Pictures of the pages of MLflow in the states that DESIGN asks to be looked at.

const RUN = federationRunId('SC4FOLD', 'site-3')

test('experiments', async ({ page }) => {
  await page.goto('/#/experiments')
  await expect(page.getByRole('link', { name: 'NVFlare_HoreKa_Halcore' })).toBeVisible()
  await takePictures(page, 'experiments')
})

test('runs by federation', async ({ page }) => {
  await page.goto('/#/experiments/83')
  await expect(page.getByText('2 sites').first()).toBeVisible()
  await takePictures(page, 'runs')
  await expectAccessibleInBothThemes(page)
})

test('a filter with its proposals, and one with a fault', async ({ page }) => {
  await page.goto('/#/experiments/91')
  const filter = page.getByRole('combobox', { name: 'Filter runs' })
  await filter.fill('metrics.`val/accuracy` > 0.85 and par')
  await expect(page.getByRole('option', { name: /params\.depth/ })).toBeVisible()
  await takePictures(page, 'runs-filter')
  await filter.fill('params.depth >')
  await filter.press('Escape')
  await expect(filter).toHaveAttribute('aria-invalid', 'true')
  await takePictures(page, 'runs-filter-fault')
})

test('empty, and nothing matches', async ({ page }) => {
  await page.goto('/#/experiments/97')
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible()
  await takePictures(page, 'runs-empty')
  await page.goto('/#/experiments/83?filter=nothing-has-this-name')
  await expect(page.getByRole('heading', { name: '0 of 16 runs match' })).toBeVisible()
  await takePictures(page, 'runs-nothing-matches')
})

test('a run, and its files', async ({ page }) => {
  await page.goto(`/#/experiments/83/runs/${RUN}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('site-3-SC4FOLD')
  await expect(page.getByText('0.2013')).toBeVisible()
  await takePictures(page, 'run')
  await expectAccessibleInBothThemes(page)
  await page.goto(`/#/experiments/83/runs/${RUN}?view=files&file=tables%2Ftemperatures.csv`)
  await expect(page.getByText(/300 rows/)).toBeVisible()
  await takePictures(page, 'run-files')
  await expectAccessibleInBothThemes(page)
})
