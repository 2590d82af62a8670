import { chooseDetector, expectFinished, finding, runButton, setParameter } from '../support/lab'
import { expect, filesKept, test } from '../support/own-site'
import { MORE } from '../support/test'

// What the browser itself writes of a request without a network: for the worker's own newer version.
test.use({ expectedErrors: /net::ERR_(?:INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED)/ })

test('after one visit everything opens without a network, below a path too', async ({ page, site }) => {
  await page.goto(site.url)
  await filesKept(page)
  await site.goOffline(page)
  await expect(page.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible()

  await page.getByRole('link', { name: 'Drift', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Drift' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('6 experiments on the Drift Watch server')
  await page.getByRole('link', { name: 'Lab', exact: true }).click()
  await page.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
  await expect(finding(page)).toHaveText(/^Drift detected at year 19/)
  await page.reload()
  await expect(finding(page)).toHaveText(/^Drift detected at year 19/)
  await chooseDetector(page, 'CUSUM')
  await runButton(page).click()
  await expectFinished(page)
  await expect(page.getByText('These results are from earlier settings')).toHaveCount(0)
  await expect(finding(page)).toHaveText('No change seen in volume')
})

test('a new version waits for a reload, and the reload for a running job', MORE, async ({ page, site }) => {
  await page.goto(site.url)
  await filesKept(page)
  site.putNewVersion()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready).update())
  const notes = page.getByRole('region', { name: 'Notifications' })
  await expect(notes).toContainText('A new version is ready')

  // The page goes on in its own version, whose files the server no longer has.
  await page.getByRole('link', { name: 'Pipelines', exact: true }).click()
  await expect(page.getByRole('main')).toContainText('pipelines you can see on Jenkins')
  await page.getByRole('link', { name: 'Lab', exact: true }).click()
  await page.getByRole('button', { name: 'Open Handwritten digits' }).click()
  await expect(finding(page)).toContainText('row 502')
  await setParameter(page, 'Permutations', '60000')
  await runButton(page).click()
  await expect(page.getByRole('button', { name: /\d running/ })).toBeVisible()
  await notes.getByRole('button', { name: 'Reload' }).click()
  await expect(notes).toContainText('A job is running, and reloading ends it')
  await expect(notes.getByRole('button', { name: 'Reload now' })).toBeVisible()
  const root = page.locator('html')
  await expect(root).not.toHaveAttribute('data-renewed')
  // What was waited for is there to be read, and the reload is offered again.
  await expectFinished(page)
  await expect(notes).toContainText('A new version is ready')
  await expect(root).not.toHaveAttribute('data-renewed')
  await expect(finding(page)).toContainText('row 502')
  await notes.getByRole('button', { name: 'Reload' }).click()
  await expect(root).toHaveAttribute('data-renewed')
  await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible()
  // The files of the former version are given back once no page needs them.
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1)
})

test.describe('before the files are kept', () => {
  test.use({
    keepsFiles: false,
    expectedErrors: /net::ERR_INTERNET_DISCONNECTED|dynamically imported module|Unable to preload CSS/,
  })

  test('a page that was not loaded says so, and opens by itself', MORE, async ({ page, site }) => {
    await page.goto(site.url)
    await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible()
    await page.context().setOffline(true)
    await page.getByRole('link', { name: 'Pipelines', exact: true }).click()
    const notes = page.getByRole('region', { name: 'Notifications' })
    await expect(notes).toContainText(
      'This page was not loaded yet. It opens by itself when the connection is back.',
    )
    await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible()
    await page.context().setOffline(false)
    await expect(page.getByRole('main')).toContainText('pipelines you can see on Jenkins')
    await expect(notes.getByRole('listitem')).toHaveCount(0)
    // Its style sheets too, which failed as well.
    const missing = page
      .locator('link[rel="stylesheet"]')
      .evaluateAll((links) =>
        links.filter((link) => (link as HTMLLinkElement).sheet === null).map((link) => link.outerHTML),
      )
    expect(await missing).toEqual([])
  })
})
