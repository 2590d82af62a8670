import { expect, test } from '@playwright/test'
import { EXPERIMENTS, recordPanel, records } from '../support/drift'
import { drop } from '../support/files'
import { after, before, card, expectFinished, runButton, setParameter } from '../support/lab'
import { MORE } from '../support/test'
import { type Connected, serveConnect } from '../support/serve-connect'

// The same app, started with `npm run connect`, before a server that it reaches over HTTP. Not the `test` of the demo:
// this page has an address of its own. Publishing is held by publish.e2e.ts, the way over HTTP by connect-mock.test.mjs.

let connected: Connected | null = null
test.afterEach(async () => {
  await connected?.close()
  connected = null
})

test(
  'two files, run, published to a server over HTTP, seen by a colleague; a server that is gone is no demo',
  MORE,
  async ({ page, context }) => {
    connected = await serveConnect()
    await page.goto(`${connected.url}#/connections`)
    const server = page.getByRole('region', { name: 'Drift Watch' })
    await expect(server.getByText('Reachable, not signed in')).toBeVisible({ timeout: 90_000 })
    await expect(page.getByText('Demo data')).toHaveCount(0)
    await server.getByLabel('Bearer token').fill('nobody-knows-this')
    await server.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('main')).toContainText('The token is not known')
    await server.getByLabel('Bearer token').fill('demo-researcher')
    await server.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(server.getByText('Reachable, signed in')).toBeVisible()

    await page.getByRole('link', { name: 'Lab' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible({ timeout: 90_000 })
    await drop(page, before, after)
    await expect(card(page, 'Test: after.csv')).toContainText('400 rows', { timeout: 90_000 })
    await setParameter(page, 'Permutations', '99')
    await runButton(page).click()
    await expectFinished(page)
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish to Drift Watch' })
    await dialog.getByRole('radio', { name: /^air-quality sensors/ }).check()
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`#/drift/${EXPERIMENTS.empty}\\?record=`))
    await expect(recordPanel(page)).toContainText('× its threshold')

    // Not signed in: the experiment is public.
    const colleague = await context.newPage()
    await colleague.goto(page.url())
    await expect(recordPanel(colleague)).toContainText('× its threshold', { timeout: 90_000 })
    await expect(records(colleague).getByRole('row')).toHaveCount(2)
    expect(await recordPanel(colleague).getByRole('region', { name: 'Finding' }).innerText()).toBe(
      await recordPanel(page).getByRole('region', { name: 'Finding' }).innerText(),
    )

    await connected.stopBackend()
    await colleague.reload()
    await expect(colleague.getByRole('main').getByRole('alert')).toContainText('Drift Watch')
    await expect(colleague.getByText('Demo data')).toHaveCount(0)
  },
)
