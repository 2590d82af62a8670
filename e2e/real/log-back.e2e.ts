import { expect, test } from '@playwright/test'
import { expectFinished, finding, runButton, setParameter } from '../support/lab'
import { ask } from './support/ask'
import { FIRST, main, open, openAs, people } from './support/real'

// From the files of two runs into the Lab, and with what it found back to a run: read there by MLflow's own client.

const NAME = 'a darker camera'

test('tables of two runs are compared in the Lab, and the result stands on the server', async ({ page }) => {
  const runs = await ask('runs', ['digits-classifiers'])
  await openAs(page, people.owner, '/experiments')
  await expect(main(page).getByRole('link', { name: 'digits-classifiers' })).toBeVisible(FIRST)
  for (const [run, file, role] of [
    [runs['logistic']!, 'predictions.csv', 'reference'],
    [runs['forest']!, 'darker.csv', 'test'],
  ] as const) {
    await open(page, `/experiments/${run.experiment}/runs/${run.id}?view=files&file=tables%2F${file}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(run.name, FIRST)
    const use = page.getByRole('button', { name: `Use as ${role} in Lab` })
    await use.click(FIRST)
    await expect(use).toHaveAttribute('aria-pressed', 'true')
  }
  await page.getByRole('link', { name: 'Compare in Lab' }).click()
  await setParameter(page, 'Permutations', '99')
  await runButton(page).click()
  await expectFinished(page)
  await expect(finding(page)).toContainText('Drift')

  await page.getByRole('button', { name: 'Log to an MLflow run' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Log to an MLflow run' })
  await dialog.getByRole('combobox', { name: 'Experiment' }).selectOption({ label: 'digits-classifiers' })
  await dialog.getByRole('textbox', { name: 'Name of the new run' }).fill(NAME)
  await dialog.getByRole('button', { name: 'Log', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  const toast = page.getByRole('region', { name: 'Notifications' }).getByRole('listitem').last()
  await toast.getByRole('button', { name: 'Open' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(NAME)

  const id = /\/runs\/([0-9a-f]{32})/.exec(page.url())?.[1] ?? ''
  const logged = await ask('run', [id])
  const written = await ask('artifact', [id, 'drift/mmd.json'])
  const reference = await ask('digest', [runs['logistic']!.id, 'tables/predictions.csv'])
  const changed = await ask('digest', [runs['forest']!.id, 'tables/darker.csv'])
  expect(logged).toMatchObject({
    name: NAME,
    status: 'FINISHED',
    tags: {
      'drift.detector': 'mmd',
      'drift.reference.file': 'logistic predictions.csv',
      'drift.reference.sha256': reference,
      'drift.test.file': 'forest darker.csv',
      'drift.test.sha256': changed,
    },
  })
  // Of 99 permutations none was as far apart.
  expect(logged.metrics).toMatchObject({ 'drift/detected': 1, 'drift/p_value': expect.closeTo(0.01, 6) })
  expect(logged.metrics['drift/mmd2']).toBeGreaterThan(0)
  expect(written).toMatchObject({
    drift_detected: true,
    distance: logged.metrics['drift/mmd2'],
    p_value: logged.metrics['drift/p_value'],
  })
})
