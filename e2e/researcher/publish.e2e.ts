import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessibility'
import {
  addFault,
  EXPERIMENTS,
  expectLoaded,
  openHistory,
  recordPanel,
  records,
  recordsOf,
} from '../support/drift'
import { expectFinished, finding, openLab, openLabWithFiles, runButton, setParameter } from '../support/lab'
import { expect, MORE, test } from '../support/test'

// A result of the Lab becomes a record of Drift Watch.

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Publish to Drift Watch' })
const send = (page: Page): Locator => dialog(page).getByRole('button', { name: 'Publish' })
const toast = (page: Page): Locator =>
  page.getByRole('region', { name: 'Notifications' }).getByRole('listitem').last()

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(dialog(page).getByRole('radiogroup', { name: 'Experiments' })).toBeVisible()
}

/** A quick result: the Nile under Page-Hinkley. */
async function runNile(page: Page): Promise<void> {
  await openLab(page)
  await page.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
  await expectFinished(page)
}

test('two files, run, published: the record is in the history with its threshold, for a colleague too', async ({
  page,
  context,
}) => {
  await openLabWithFiles(page)
  await setParameter(page, 'Permutations', '99')
  await runButton(page).click()
  await expectFinished(page)
  await expect(finding(page)).toContainText('Drift')
  await openDialog(page)
  await expectAccessible(page)

  // Nothing is chosen for a person who may write to several; what one may not write to says why.
  await send(page).click()
  await expect(dialog(page)).toContainText('Choose the experiment that the record belongs to.')
  const choice = dialog(page).getByRole('radiogroup', { name: 'Experiments' })
  await expect(choice.getByRole('radio', { name: /^camera, mixed clients/ })).toBeDisabled()
  await expect(choice).toContainText('You need Edit access')
  await choice.getByRole('radio', { name: /^air-quality sensors/ }).check()
  const tags = dialog(page).getByRole('textbox', { name: /^Tags/ })
  await expect(tags).toHaveValue('data-drift, MMD')
  await tags.fill('data-drift, Maximum Mean Discrepancy')
  await expect(dialog(page)).toContainText(
    '“Maximum Mean Discrepancy” has 24 characters; a tag can have at most 20',
  )
  await tags.fill('data-drift, MMD, night')
  await dialog(page)
    .getByRole('textbox', { name: /^Model/ })
    .fill('v7')
  await dialog(page).getByText('Preview the record (JSON)').click()
  const written = dialog(page).getByLabel('The record as JSON')
  for (const name of ['distance', 'drift_distance', 'p_value', 'sigma', 'seed', 'permutations', 'sha256'])
    await expect(written).toContainText(`"${name}"`)
  await send(page).click()

  await expect(dialog(page)).toHaveCount(0)
  await expect(toast(page)).toContainText('Published to air-quality sensors')
  await expect(toast(page)).toContainText('Recorded as a drift.')
  await toast(page).getByRole('button', { name: 'Open' }).click()
  await expect(page).toHaveURL(new RegExp(`#/drift/${EXPERIMENTS.empty}\\?record=`))
  const panel = recordPanel(page)
  await expect(panel).toContainText('× its threshold')
  await expect(panel.getByRole('figure', { name: 'Null distribution' })).toBeVisible()
  await expect(panel).toContainText('drift_distance')
  await expect(panel).toContainText('night')
  await expect(records(page).getByRole('row').filter({ hasText: 'v7' })).toHaveCount(1)

  const colleague = await context.newPage()
  await colleague.goto(page.url())
  await expect(recordPanel(colleague)).toContainText('× its threshold')
  await expect(recordPanel(colleague)).toContainText('night')
  const shown = await panel.getByRole('region', { name: 'Finding' }).innerText()
  const seen = await recordPanel(colleague).getByRole('region', { name: 'Finding' }).innerText()
  expect(seen).toBe(shown)
})

test('into a new experiment; a name that is taken is said at the name', MORE, async ({ page }) => {
  await runNile(page)
  await openDialog(page)
  await dialog(page).getByRole('radio', { name: 'New experiment' }).check()
  const name = dialog(page).getByRole('textbox', { name: 'Name' })
  await name.fill('obsea-camera')
  await send(page).click()
  await expect(dialog(page)).toContainText('The name “obsea-camera” is taken on this server')
  await name.fill('river gauges')
  await dialog(page)
    .getByRole('textbox', { name: /^Description/ })
    .fill('Flow of the Nile')
  await dialog(page).getByRole('checkbox', { name: 'Public' }).check()
  await send(page).click()
  await expect(toast(page)).toContainText('Published to river gauges')
  // While it closes, going away would still be asked about.
  await expect(dialog(page)).toHaveCount(0)

  await page.goto('/#/drift')
  const row = page.getByRole('row').filter({ hasText: 'river gauges' })
  await expect(row).toContainText('Flow of the Nile')
  await expect(row).toContainText('Public')
  await row.getByRole('link', { name: 'river gauges' }).click()
  await expect(records(page).getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('main')).toContainText('you can manage')
})

test('a lost answer: the retry looks first, and nothing is written twice', MORE, async ({ page }) => {
  await runNile(page)
  // The record arrives, its answer does not; nor does the answer to the first look for it.
  for (const path of ['drift$', 'drift/search'])
    await addFault(page, {
      path: `/experiment/${EXPERIMENTS.empty}/${path}`,
      method: 'POST',
      times: 1,
      answer: 'lost',
    })
  await openDialog(page)
  await dialog(page)
    .getByRole('radio', { name: /^air-quality sensors/ })
    .check()
  await send(page).click()
  const lost = dialog(page).getByRole('alert')
  await expect(lost).toContainText('Whether the record was written is not known')
  await expect(lost).toContainText('Nothing is written twice.')
  await lost.getByRole('button', { name: 'Try again' }).click()
  await expect(toast(page)).toContainText('nothing was written twice')
  expect(await recordsOf(page, EXPERIMENTS.empty)).toHaveLength(1)
})

test('taken back from the toast', MORE, async ({ page }) => {
  await runNile(page)
  await openDialog(page)
  await dialog(page)
    .getByRole('radio', { name: /^air-quality sensors/ })
    .check()
  await send(page).click()
  await toast(page).getByRole('button', { name: 'Delete' }).click()
  await expect(toast(page)).toContainText('Record deleted')
  expect(await recordsOf(page, EXPERIMENTS.empty)).toEqual([])
})

test(
  'what was published outlives a reload, is in a second tab, runs again in the Lab, and goes with Reset demo',
  MORE,
  async ({ page, context }) => {
    const other = await context.newPage()
    await openHistory(other, 'empty')
    await expect(other.getByRole('heading', { name: 'No drift records yet' })).toBeVisible()

    await runNile(page)
    const sentence = await finding(page).innerText()
    await openDialog(page)
    await dialog(page)
      .getByRole('radio', { name: /^air-quality sensors/ })
      .check()
    await send(page).click()
    await expect(toast(page)).toContainText('Published')

    // It comes into the other tab by itself, and is there after a reload of it.
    await expect(records(other).getByRole('row')).toHaveCount(2)
    await other.reload()
    await expect(records(other).getByRole('row')).toHaveCount(2)
    await records(other).getByRole('row').nth(1).click()
    await recordPanel(other).getByRole('link', { name: 'Re-run in Lab' }).click()
    await expectFinished(other)
    await expect(finding(other)).toHaveText(sentence)

    await openHistory(other, 'empty')
    await expectLoaded(other)
    await page.getByRole('button', { name: 'Demo data' }).click()
    await page.getByRole('button', { name: 'Reset demo' }).click()
    await expect(toast(page)).toContainText('Demo reset')
    await expect(other.getByRole('heading', { name: 'No drift records yet' })).toBeVisible()
  },
)
