import type { Locator, Page } from '@playwright/test'
import { ODD_ID, ODD_RUN_ID, SWEEP_ID } from '~/mocks/mlflow/sweep'
import { addFault, bringUp, takeDown } from '../support/drift'
import { expect, MORE, test } from '../support/test'

// What MLflow may answer besides what one hopes for: each has its sentence, and the rest stays usable.

const API = '/api/2.0/mlflow'
const alert = (page: Page): Locator => page.getByRole('main').getByRole('alert')
const refusal = (status: number, error_code: string, message: string) => ({
  status,
  type: 'application/json',
  body: JSON.stringify({ error_code, message }),
})

test.describe('an experiment that one may not see', () => {
  test.use({ expectedErrors: /status of 403 / })

  test('says so, and the list stays', MORE, async ({ page }) => {
    await page.goto('/#/experiments/98')
    await expect(alert(page)).toContainText('You do not have permission')
    await page.goto('/#/experiments')
    await expect(page.getByRole('link', { name: 'litter-assessment-search' })).toBeVisible()
  })
})

test('a web page instead of an answer: said, and tried again', MORE, async ({ page }) => {
  await addFault(page, {
    backend: 'mlflow',
    path: `${API}/experiments/search`,
    times: 1,
    answer: { status: 200, type: 'text/html', body: '<!doctype html><title>Log in</title>' },
  })
  await page.goto('/#/experiments')
  await expect(alert(page)).toContainText('MLflow answered something that is not JSON')
  await expect(alert(page)).toContainText('answered a web page')
  await alert(page).getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('link', { name: 'litter-assessment-search' })).toBeVisible()
})

test(
  'a server that is down, at first and while the page is open: said, and nothing is lost',
  MORE,
  async ({ page }) => {
    // Half a minute passes when the journey says so.
    await page.clock.install()
    await takeDown(page)
    await page.goto(`/#/experiments/${SWEEP_ID}`)
    await expect(alert(page)).toContainText('MLflow does not answer')
    await expect(alert(page)).toContainText('the server is down, its address is wrong')
    await bringUp(page)
    await alert(page).getByRole('button', { name: 'Try again' }).click()
    const rows = page.getByRole('treegrid', { name: 'Runs' })
    const counted = page.getByRole('main').getByText('241 runs', { exact: true })
    await expect(counted).toBeVisible()

    const filter = page.getByRole('combobox', { name: 'Filter runs' })
    await filter.fill('params.depth = "4"')
    await takeDown(page)
    await page.clock.fastForward(31_000)
    await expect(alert(page)).toContainText('MLflow does not answer')
    await expect(alert(page)).toContainText('The runs below are as they were on')
    await expect(filter).toHaveValue('params.depth = "4"')
    await expect(rows.getByRole('gridcell', { name: /^trial-/ }).first()).toBeVisible()
    await bringUp(page)
    await alert(page).getByRole('button', { name: 'Try again' }).click()
    await expect(alert(page)).toHaveCount(0)
  },
)

test(
  'a server that goes down between two pages of runs: those that came stay, and the rest follows',
  MORE,
  async ({ page }) => {
    await addFault(page, {
      backend: 'mlflow',
      path: `${API}/runs/search`,
      after: 1,
      times: 1,
      answer: 'down',
    })
    await page.goto(`/#/experiments/${SWEEP_ID}`)
    await expect(alert(page)).toContainText('MLflow does not answer')
    await expect(alert(page)).toContainText('What is loaded stays (100 runs)')
    await expect(page.getByRole('gridcell', { name: 'trial-239', exact: true })).toBeVisible()
    const filter = page.getByRole('combobox', { name: 'Filter runs' })
    await filter.fill('params.depth = "4"')
    // What it finds, and what is said of it, has its place: nothing moves under the pointer any more.
    await expect(page.getByRole('main').getByText(/^\d+ of 100 loaded runs$/)).toBeVisible()
    await expect(page).toHaveURL(/filter=/)
    await alert(page).getByRole('button', { name: 'Try again' }).click()
    await expect(alert(page)).toHaveCount(0)
    await expect(page.getByRole('main')).toContainText(/\d+ of 241 runs/)
    await expect(filter).toHaveValue('params.depth = "4"')
    // The run that started them came last, and they stand below it; ranked, they stand alone.
    await filter.fill('')
    const rows = page.getByRole('treegrid', { name: 'Runs' })
    const trial = rows.getByRole('row', { name: /trial-239/ })
    await expect(trial).toHaveAttribute('aria-level', '2')
    await page.goto(`/#/experiments/${SWEEP_ID}?sort=metric:val/accuracy+desc`)
    await expect(rows.getByRole('row', { name: /trial-/ }).first()).not.toHaveAttribute('aria-level', '2')
  },
)

test(
  'histories that cannot be loaded: why, once for all charts; they come by themselves when the server is back',
  MORE,
  async ({ page }) => {
    await page.clock.install()
    const run = `/#/experiments/${SWEEP_ID}/runs/${'bb'.padEnd(32, '0')}?view=charts`
    const path = `${API}/metrics/get-history\\?`
    await addFault(page, {
      backend: 'mlflow',
      path,
      times: 1,
      answer: { status: 200, type: 'application/json', body: '{"metrics":[{"key":"x","value":"abc"}]}' },
    })
    await page.goto(run)
    await expect(alert(page)).toContainText('answered something unexpected')
    await expect(alert(page)).toContainText('Expected a number but received "abc"')
    await expect(alert(page)).toContainText('Missing here: 1 line.')
    const broken = page.getByRole('figure').filter({ hasText: 'Its history could not be loaded.' })
    await expect(broken).toHaveCount(1)
    await alert(page).getByRole('button', { name: 'Try again' }).click()
    await expect(alert(page)).toHaveCount(0)
    await expect(broken).toHaveCount(0)

    await takeDown(page)
    await page.getByRole('radio', { name: 'Overview' }).check()
    const faults = alert(page).filter({ hasText: 'Missing here:' })
    await expect(faults).toHaveCount(1)
    await expect(faults).toContainText('MLflow does not answer')
    await bringUp(page)
    await page.clock.fastForward(31_000)
    await expect(alert(page)).toHaveCount(0)
  },
)

test('a run deleted while its page is open: said, with what was loaded and typed', MORE, async ({ page }) => {
  await page.goto(`/#/experiments/${SWEEP_ID}/runs/${'bb'.padEnd(32, '0')}`)
  const metrics = page.getByRole('grid', { name: 'Metrics' })
  await expect(metrics).toBeVisible()

  const gone = refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'Run with id=x not found')
  await addFault(page, { backend: 'mlflow', path: `${API}/runs/get`, answer: gone })
  await addFault(page, {
    backend: 'mlflow',
    path: `${API}/runs/update`,
    method: 'POST',
    times: 1,
    answer: gone,
  })
  await page.getByRole('button', { name: 'Actions for this run' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Rename run' })
  const name = dialog.getByRole('textbox', { name: 'Name' })
  await name.fill('typed with care')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('alert')).toContainText('It is gone')
  await expect(name).toHaveValue('typed with care')
  // The next answer to the page itself says it there.
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(alert(page)).toContainText('It is gone')
  await expect(metrics).toBeVisible()
})

test('a run removed by others while its page is open: said in half a minute', MORE, async ({ page }) => {
  await page.clock.install()
  await page.goto(`/#/experiments/${SWEEP_ID}/runs/${'bb'.padEnd(32, '0')}`)
  const metrics = page.getByRole('grid', { name: 'Metrics' })
  await expect(metrics).toBeVisible()
  const gone = refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'Run with id=x not found')
  await addFault(page, { backend: 'mlflow', path: `${API}/runs/get`, answer: gone })
  await expect(alert(page)).toHaveCount(0)
  await page.clock.fastForward(31_000)
  await expect(alert(page)).toContainText('It is gone')
  await expect(metrics).toBeVisible()
})

test('an experiment deleted while its page is open: said there, and restored', MORE, async ({ page }) => {
  await page.goto('/#/experiments')
  await page.getByRole('button', { name: 'New experiment' }).click()
  const form = page.getByRole('alertdialog', { name: 'New experiment' })
  await form.getByRole('textbox', { name: 'Name' }).fill('deleted too early')
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(form).toHaveCount(0)
  await page.goto('/#/experiments')
  await page.getByRole('button', { name: 'Actions for deleted too early' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('radio', { name: 'Deleted' }).check()
  await page.getByRole('link', { name: 'deleted too early' }).click()
  const said = page.getByText('This experiment was deleted.')
  await expect(said).toBeVisible()
  const main = page.getByRole('main')
  await expect(main).toContainText('No active runs')
  await main.getByRole('button', { name: 'Restore' }).click()
  await expect(said).toHaveCount(0)
  await expect(main).toContainText('No runs yet')
  await page.goto('/#/experiments')
  await expect(page.getByRole('link', { name: 'deleted too early' })).toBeVisible()
})

test('a filter that the server refuses: its sentence, and the loaded runs', MORE, async ({ page }) => {
  // The first page comes; so does nothing after it.
  await addFault(page, {
    backend: 'mlflow',
    path: `${API}/runs/search`,
    after: 1,
    answer: refusal(400, 'INVALID_PARAMETER_VALUE', "Invalid clause(s) in filter string: 'lr'"),
  })
  await page.goto(`/#/experiments/${SWEEP_ID}`)
  await expect(alert(page)).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('metrics.`val/accuracy` > 0.1')
  await page.getByRole('button', { name: 'Search the server' }).click()
  await expect(alert(page)).toHaveCount(2)
  await expect(alert(page).first()).toContainText('MLflow refused this filter')
  await expect(alert(page).first()).toContainText("Invalid clause(s) in filter string: 'lr'")
  await expect(page.getByRole('treegrid', { name: 'Runs' })).toBeVisible()
  // It was said of that filter.
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('metrics.`val/accuracy` > 0.2')
  await expect(alert(page)).toHaveCount(1)
})

test(
  'odd keys and right-to-left names are text, in the table and on the run’s page',
  MORE,
  async ({ page }) => {
    const long = 'k'.repeat(250)
    const odd = 'a key with spaces/and slashes.and dots'
    const name = 'quo"te’s & <b>tags</b> 🔥 مرحبا'
    const columns = [`param:${odd}`, `param:${long}`]
      .map((id) => `column=${encodeURIComponent(id)}`)
      .join('&')
    await page.goto(`/#/experiments/${ODD_ID}?${columns}`)
    const table = page.getByRole('treegrid', { name: 'Runs' })
    await expect(table).toContainText(name)
    await expect(table).toContainText('it\'s "quoted"')
    await expect(table).toContainText('a key of 250 characters')
    await expect(table.getByRole('columnheader', { name: odd })).toBeVisible()
    await page.goto(`/#/experiments/${ODD_ID}/runs/${ODD_RUN_ID}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    const main = page.getByRole('main')
    await expect(main).toContainText(odd)
    await expect(main).toContainText(long)
    // Of a metric that was NaN all the time there is a chart, which says so.
    await page.getByRole('radio', { name: 'Charts' }).check()
    await expect(main.getByRole('figure', { name: 'gone' })).toContainText('Every value is NaN.')
    await page.getByRole('radio', { name: 'Overview' }).check()
    await expect(main.getByRole('row', { name: /^gone/ })).toContainText('NaN')
    // A long key widens nothing.
    expect(await main.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
  },
)
