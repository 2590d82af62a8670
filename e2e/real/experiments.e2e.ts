import { expect, test } from '@playwright/test'
import { ask } from './support/ask'
import { cell, FIRST, main, open, openAs, openClassifiers, people, signIn } from './support/real'
import { watchSignIns } from './support/watch-sign-ins'

/** Answered to nobody without a name and password. */
const GUARDED = '/version'

test('a wrong password, the right one, the experiments, and out again', async ({ page }) => {
  const { asked, prompts } = await watchSignIns(page)
  await open(page, '/experiments')
  await expect(page.getByLabel('Name', { exact: true })).toBeVisible(FIRST)
  await signIn(page, { ...people.owner, password: 'not-this-one-1234' })
  await expect(main(page)).toContainText('Wrong name or password')
  // What was typed stays.
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(people.owner.name)
  const before = asked.length
  await signIn(page, people.owner)
  await expect(main(page).getByRole('link', { name: 'digits-classifiers' })).toBeVisible(FIRST)
  await expect(main(page)).toContainText('Which classifier reads handwritten digits best?')
  await expect(main(page).getByRole('link', { name: 'private' })).toHaveCount(0)
  // The page itself sends who one is, with every request: nothing is left to the browser's memory of names.
  const signed = asked.slice(before)
  expect(signed.map(({ request }) => request)).toContain('GET /api/2.0/mlflow/users/get')
  expect(signed.filter(({ isSigned }) => !isSigned)).toEqual([])

  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: /^Sign out/ }).click()
  await expect(main(page).getByRole('link', { name: 'digits-classifiers' })).toHaveCount(0)
  await open(page, '/experiments')
  await expect(page.getByLabel('Name', { exact: true })).toBeVisible()
  expect(prompts).toEqual([])
  // That none was heard of means something: a question that leaves the answer to the browser is heard.
  const status = await page.evaluate(async (path) => (await fetch(path)).status, `backends/mlflow${GUARDED}`)
  expect(status).toBe(401)
  expect(prompts).toEqual([`GET ${GUARDED}`])
})

test('an experiment of others is refused with its sentence, and the list stays', async ({ page }) => {
  const { experiment } = Object.values(await ask('runs', ['private'], people.admin))[0]!
  await openAs(page, people.reader, `/experiments/${experiment}`)
  await expect(main(page).getByRole('alert')).toContainText('You do not have permission', FIRST)
  // What one may not see is not named.
  await expect(page.getByRole('main')).not.toContainText('private')
  await open(page, '/experiments')
  await expect(main(page).getByRole('link', { name: 'digits-classifiers' })).toBeVisible(FIRST)
  await expect(main(page).getByRole('link', { name: 'digits-search' })).toBeVisible()
  await expect(main(page).getByRole('link', { name: 'private' })).toHaveCount(0)
})

test('the runs of an experiment, found by a filter', async ({ page }) => {
  await openClassifiers(page, people.owner)
  for (const name of ['forest', 'mlp', 'sgd-0.1', 'out of memory', 'still running'])
    await expect(cell(page, name)).toBeVisible()
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('metrics."val/accuracy" > 0.9')
  await expect(cell(page, 'out of memory')).toHaveCount(0)
  await expect(cell(page, 'still running')).toHaveCount(0)
  await expect(cell(page, 'forest')).toBeVisible()
  // What the server has no word for is found here.
  const either = "attributes.status = 'FAILED' OR params.model IN ('forest', 'mlp')"
  await page.getByRole('combobox', { name: 'Filter runs' }).fill(either)
  await expect(cell(page, 'out of memory')).toBeVisible()
  await expect(cell(page, 'mlp')).toBeVisible()
  await expect(cell(page, 'logistic')).toHaveCount(0)
})

test('a run with its metrics, a picture and a table', async ({ page }) => {
  await openClassifiers(page, people.owner)
  await cell(page, 'forest').click()
  await expect(page.getByRole('heading', { level: 1, name: /^forest/ })).toBeVisible()
  await expect(main(page).getByText('val/accuracy', { exact: true }).first()).toBeVisible()
  await expect(main(page)).toContainText('trees')

  await main(page).getByText('Files', { exact: true }).click()
  const files = page.getByRole('navigation', { name: 'Files of this run' })
  await files.getByRole('button', { name: 'plots' }).click()
  await files.getByRole('button', { name: /^confusion\.png/ }).click()
  const picture = page.getByRole('img', { name: 'confusion.png' })
  await expect(picture).toBeVisible()
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(100)

  await files.getByRole('button', { name: 'tables' }).click()
  await files.getByRole('button', { name: /^predictions\.csv/ }).click()
  await expect(main(page)).toContainText('540 rows, 66 columns')
  await files.getByRole('button', { name: /^predictions\.parquet/ }).click()
  await expect(page.getByRole('region', { name: 'tables/predictions.parquet' }).first()).toContainText(
    '540 rows, 66 columns',
  )
})

test('who may only read is told so, and loses nothing', async ({ page }) => {
  await openClassifiers(page, people.reader)
  await cell(page, 'forest').click()
  await expect(page.getByRole('heading', { level: 1, name: /^forest/ })).toBeVisible()
  await page.getByRole('button', { name: 'Actions for this run' }).click()
  const rename = page.getByRole('menuitem', { name: 'Rename' })
  // It tells people their own permissions: what they may not do cannot be chosen.
  await expect(rename).toHaveAttribute('aria-disabled', 'true')
  await expect(rename).toContainText('This needs EDIT on the experiment; your permission is READ.')
  // And on the server it is what it was.
  const id = /\/runs\/([0-9a-f]{32})/.exec(page.url())?.[1] ?? ''
  expect(await ask('run', [id])).toMatchObject({ id, name: 'forest', tags: { 'mlflow.runName': 'forest' } })
})
