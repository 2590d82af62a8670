import { federationRunId } from '~/mocks/mlflow/federation'
import { expectAccessible } from '../support/accessibility'
import { expectFinished, finding, runButton, setParameter } from '../support/lab'
import { expect, MORE, test } from '../support/test'

// From the files of two runs into the Lab, and with what it found back to a run.

test('tables of two runs are compared in the Lab, and the result is logged to a new run', async ({
  page,
}) => {
  for (const [site, role] of [
    ['site-1', 'reference'],
    ['site-3', 'test'],
  ] as const) {
    const run = federationRunId('SC4FOLD', site)
    await page.goto(`/#/experiments/83/runs/${run}`)
    // Until the next run is there, the page shows the one before.
    await expect(page.getByRole('heading', { level: 1 })).toContainText(site)
    // The data set names a file that the run stored too.
    await page.getByRole('link', { name: 'Open temperatures.csv' }).click()
    await page.getByRole('button', { name: `Use as ${role} in Lab` }).click()
    await expect(page.getByRole('button', { name: `Use as ${role} in Lab` })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
  }
  await expect(page.getByRole('status').filter({ hasText: 'Reference: site-1-SC4FOLD' })).toBeVisible()
  await page.getByRole('link', { name: 'Compare in Lab' }).click()
  await setParameter(page, 'Permutations', '99')
  await runButton(page).click()
  await expectFinished(page)
  await expect(finding(page)).toContainText('Drift')

  await page.getByRole('button', { name: 'Log to an MLflow run' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Log to an MLflow run' })
  const experiment = dialog.getByRole('combobox', { name: 'Experiment' })
  await expect(experiment).toBeVisible()
  await expectAccessible(page)
  // Both tables came from there.
  await expect(experiment).toHaveValue('83')
  await dialog.getByRole('textbox', { name: 'Name of the new run' }).fill('site-3 against site-1')
  await dialog.getByRole('button', { name: 'Log', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  const toast = page.getByRole('region', { name: 'Notifications' }).getByRole('listitem').last()
  await toast.getByRole('button', { name: 'Open' }).click()

  await expect(page.getByRole('heading', { level: 1 })).toContainText('site-3 against site-1')
  const metrics = page.getByRole('grid', { name: 'Metrics' })
  for (const name of ['drift/mmd2', 'drift/p_value', 'drift/threshold', 'drift/detected'])
    await expect(metrics.getByRole('row').filter({ hasText: name })).toBeVisible()
  await page.getByRole('radio', { name: 'Files' }).check()
  const tree = page.getByRole('navigation', { name: 'Files of this run' })
  await tree.getByRole('button', { name: 'drift', exact: true }).click()
  await tree.getByRole('button', { name: 'mmd.json' }).click()
  await expect(page.getByRole('region', { name: 'drift/mmd.json' }).first()).toContainText('drift_detected')
})

test.describe('where one may only read', () => {
  test.use({ expectedErrors: /status of 403 / })

  test('the refusal is said in the dialog, and what the Lab found stays', MORE, async ({ page }) => {
    await page.goto('/#/')
    await page.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
    await expectFinished(page)
    await page.getByRole('button', { name: 'Log to an MLflow run' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Log to an MLflow run' })
    await dialog.getByRole('combobox', { name: 'Experiment' }).selectOption('96')
    await dialog.getByRole('button', { name: 'Log', exact: true }).click()
    await expect(dialog.getByRole('alert')).toContainText('You do not have permission')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(finding(page)).toBeVisible()
  })
})
