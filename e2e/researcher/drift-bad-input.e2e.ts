import type { Page } from '@playwright/test'
import {
  addFault,
  become,
  EXPERIMENTS,
  expectLoaded,
  historyChart,
  openHistory,
  recordPanel,
  records,
} from '../support/drift'
import { expect, MORE, test } from '../support/test'

// What a server, a proxy or a record can do wrong: each has its own sentence, and the rest stays usable.

const alert = (page: Page) => page.getByRole('main').getByRole('alert')

test(
  'a gateway that answers with a page of its own: said in place, the list goes on',
  MORE,
  async ({ page }) => {
    await openHistory(page, 'unreachable')
    await expect(alert(page)).toContainText('The gateway answered, but Drift Watch did not (502)')
    await expect(alert(page)).toContainText('answered 502')
    await expect(alert(page).getByRole('button', { name: 'Try again' })).toBeVisible()
    await page.getByRole('link', { name: 'Drift' }).first().click()
    const row = page.getByRole('row').filter({ hasText: 'site 3 gateway' })
    await expect(row).toContainText('The gateway answered, but Drift Watch did not (502)')
    await expect(page.getByRole('row').filter({ hasText: 'obsea-camera' })).toContainText('214')
  },
)

test(
  'one record that is none is listed beside the good ones; NaN and infinity are no zeros',
  MORE,
  async ({ page }) => {
    await openHistory(page, 'malformed')
    await expect(historyChart(page).getByRole('heading', { name: 'No drift in 24 records' })).toBeVisible()
    await expect(historyChart(page)).toContainText('1 record is not plotted: it has no distance value.')
    const unreadable = page.getByRole('region', { name: '1 record cannot be read' })
    await expect(unreadable).toContainText('created_at')
    await expect(page.getByText('24 records, 1 of them without a value')).toBeVisible()
  },
)

test.describe('what is gone', () => {
  test.use({ expectedErrors: /status of 404 .*backends\/drift-watch\/experiment\/[-\w/]+\)$/ })

  test('a record that somebody deletes while it is open', MORE, async ({ page, context }) => {
    await openHistory(page, 'camera')
    await records(page).getByRole('row').nth(5).click()
    await expect(recordPanel(page)).toContainText('× its threshold')
    const link = page.url()
    const other = await context.newPage()
    await other.goto(link)
    await become(other, 'Owner')
    await recordPanel(other).getByRole('button', { name: 'Delete' }).click()
    await other.getByRole('button', { name: 'Delete record' }).click()
    await expect(recordPanel(other)).toHaveCount(0)

    await expect(recordPanel(page)).toContainText('This record was deleted meanwhile.')
    await expect(records(page)).toBeVisible()
    await page.goto('about:blank')
    await page.goto(link)
    await expect(recordPanel(page)).toContainText('There is no record with this id.')
    await expect(historyChart(page)).toBeVisible()
  })

  test('an experiment that is not there leads back to the list', MORE, async ({ page }) => {
    await openHistory(page, '00000000-0000-4000-8000-000000000000')
    await expect(alert(page)).toContainText('Experiment not found.')
    await alert(page).getByRole('link', { name: 'Back to Drift' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Drift' })).toBeVisible()
  })
})

const JSON_TYPE = 'application/json'
const SEARCH = `/experiment/${EXPERIMENTS.camera}/drift/search`

test('signed out in the middle of paging: what came is shown, and how to go on', MORE, async ({ page }) => {
  await addFault(page, {
    path: `/experiment/${EXPERIMENTS.scanner}/drift/search`,
    after: 30,
    answer: {
      status: 401,
      type: JSON_TYPE,
      body: '{"code":401,"status":"Unauthorized","message":"Could not verify JWT: Signature has expired"}',
    },
  })
  await openHistory(page, 'scanner')
  await expect(page.getByText(/^[\d\s]+ of 10\s000 records were read\.$/)).toBeVisible()
  const signIn = page.getByRole('region', { name: 'Sign in to Drift Watch' })
  await expect(signIn).toContainText('Your session has ended')
  await expect(signIn.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(records(page)).toBeVisible()
})

test('one page that fails is a gap: marked, named, and read by trying again', MORE, async ({ page }) => {
  await addFault(page, {
    path: String.raw`/experiment/${EXPERIMENTS.scanner}/drift/search.*[?&]page=30&`,
    times: 1,
    answer: { status: 502, type: JSON_TYPE, body: '{"code":502,"status":"Bad Gateway"}' },
  })
  await openHistory(page, 'scanner')
  await expect(page.getByText(/^9\s900 of 10\s000 records were read\.$/)).toBeVisible()
  await expect(
    page.getByText(/Missing: 100 records (on|between) .*The chart marks each gap\.$/),
  ).toBeVisible()
  await expect(historyChart(page).locator('[data-part="gap"]')).toHaveCount(1)
  await expect(historyChart(page)).toContainText('100 records in between could not be read')
  await alert(page).getByRole('button', { name: 'Try again' }).click()
  await expect(historyChart(page).locator('[data-part="gap"]')).toHaveCount(0)
  await expect(page.getByText(/Missing: /)).toHaveCount(0)
})

test(
  'a body that is not JSON, and a server that does not answer: said, and tried again',
  MORE,
  async ({ page }) => {
    await addFault(page, {
      path: SEARCH,
      times: 1,
      answer: { status: 200, type: JSON_TYPE, body: 'Welcome to the login page' },
    })
    await openHistory(page, 'camera')
    await expect(alert(page)).toContainText('Welcome to the login page')
    await alert(page).getByRole('button', { name: 'Try again' }).click()
    await expect(historyChart(page)).toBeVisible()
    await expectLoaded(page)

    await page.goto('/#/drift')
    await addFault(page, { path: '/', answer: 'lost' })
    await openHistory(page, 'scanner')
    await expect(alert(page)).toContainText('Drift Watch')
    await expect(alert(page).getByRole('button', { name: 'Try again' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Lab' })).toBeVisible()
  },
)

test(
  'a record of odd values: script links, images, deep nesting, long names, in the same millisecond',
  MORE,
  async ({ page }) => {
    const deep = JSON.parse(`${'{"in":'.repeat(40)}1${'}'.repeat(40)}`) as object
    const at = '2026-01-02T03:04:05.678'
    const row = (id: string, parameters: object) => ({
      id,
      created_at: at,
      schema_version: '1.0.0',
      job_status: 'Completed',
      model: '',
      drift_detected: true,
      tags: [],
      parameters,
    })
    const odd = {
      distance: 0.5,
      drift_distance: 0.1,
      link: 'javascript:alert(document.domain)',
      'good link': 'https://store.example/run',
      image: `data:image/png;base64,${'A'.repeat(2_000_000)}`,
      'a.b': 7,
      ['k'.repeat(250)]: 8,
      deep,
    }
    const both = [
      row('11111111-0000-4000-8000-000000000001', odd),
      row('11111111-0000-4000-8000-000000000002', {}),
    ]
    await addFault(page, {
      path: `/experiment/${EXPERIMENTS.empty}/drift/search`,
      answer: { status: 200, type: JSON_TYPE, body: JSON.stringify(both) },
    })
    await addFault(page, {
      path: `/experiment/${EXPERIMENTS.empty}/drift/11111111-0000-4000-8000-000000000001`,
      answer: { status: 200, type: JSON_TYPE, body: JSON.stringify(both[0]) },
    })
    await openHistory(page, 'empty', 'record=11111111-0000-4000-8000-000000000001')
    const parameters = recordPanel(page).getByRole('region', { name: 'Parameters' })
    await expect(parameters).toContainText('javascript:alert')
    await expect(parameters.getByRole('link')).toHaveCount(1)
    await expect(parameters.getByRole('link')).toHaveAttribute('href', 'https://store.example/run')
    await expect(parameters).toContainText('a.b')
    await expect(records(page).getByRole('row')).toHaveCount(3)
    const wide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect(wide).toBe(0)
  },
)
