import { expect, MORE, test } from '../support/test'

test.use({ expectedErrors: /Failed to load resource/ })

test(
  'a detector whose computation cannot be fetched says so, and runs once it can',
  MORE,
  async ({ context }) => {
    // What workers fetch passes the context's routes, not the page's.
    await context.route('**/assets/*.run-*.js', (route) => route.abort())
    const page = await context.newPage()
    await page.goto('/')
    await page.getByRole('button', { name: 'Open Handwritten digits' }).click()
    const failure = page.getByRole('alert').filter({ hasText: 'computes MMD could not be loaded' })
    await expect(failure).toContainText('Is the server that delivers this page still running?')
    await context.unroute('**/assets/*.run-*.js')
    await failure.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Drift detected at row')
    await expect(page.getByRole('figure', { name: 'MMD² evolution', exact: true })).toBeVisible()
  },
)
