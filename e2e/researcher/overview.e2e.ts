import type { Page } from '@playwright/test'
import { expect, MORE, test } from '../support/test'

// What is long over needs nobody: the demo's rows end today, as people see them.
test.use({ demoDay: null })

test('the overview tells what needs one over all servers, and leads there', async ({ page }) => {
  await page.goto('/#/overview')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/things? needs? you$/)
  const needs = page.getByRole('region', { name: 'What needs you' })
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await expect(needs.getByRole('heading', { name: /^obsea-camera: drifting since/ })).toBeVisible()
  // Judged as on the pipeline's own page.
  await expect(
    needs.getByRole('heading', {
      name: 'thermal-anomalies / main: stage times shifted since #161, same total',
    }),
  ).toBeVisible()
  await expect(page.getByRole('region', { name: 'Recent runs' }).getByRole('row')).toHaveCount(7)
  // One server's fault is told in its own row, and takes nothing else away.
  await expect(page.getByRole('region', { name: 'Monitored experiments' })).toContainText(
    'The gateway answered, but Drift Watch did not (502)',
  )

  await expect(needs).toContainText(
    /Checked: the newest records of 4 of 5 monitored experiments; the last builds of \d+ pipelines; the stage times of .*thermal-anomalies \/ main/,
  )

  await needs.getByRole('link', { name: 'Compare #160, #161' }).click()
  await expect(page).toHaveURL(/before=160&after=161/)
  await page.goBack()
  await needs.getByRole('link', { name: 'Open history' }).first().click()
  await expect(page.getByRole('heading', { name: /^Drifting since/ })).toBeVisible()
})

test(
  'who comes back is told what is new; a server that fails is named, and none that needs nobody',
  MORE,
  async ({ page }) => {
    const monthAgo = Date.now() - 30 * 86_400_000
    await page.addInitScript((at) => {
      localStorage.setItem('tidemark-looked', JSON.stringify({ state: { at, before: null }, version: 1 }))
    }, monthAgo)
    await refuse(page, /backends\/jenkins\//)
    await page.goto('/#/overview')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('One thing needs you')
    await expect(page.getByText(/· 1 new since you looked, .* · Jenkins could not be read$/)).toBeVisible()
    await expect(page.getByRole('region', { name: 'Pipelines' }).getByRole('alert')).toContainText(
      'Jenkins does not show you this',
    )
    await expect(page.getByRole('region', { name: 'What needs you' })).not.toContainText('pipelines')
  },
)

test('where no server can be read, nobody is told that nothing needs them', MORE, async ({ page }) => {
  await refuse(page, /backends\/(?:jenkins|mlflow|drift-watch)\//)
  await page.goto('/#/overview')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No server could be read')
  await expect(page.getByRole('region', { name: 'What needs you' })).toContainText(
    'Whether anything needs you is unknown',
  )
})

test('the cards leave no hole, and say whole why a server is not read', MORE, async ({ page }) => {
  await refuse(page, /backends\/jenkins\//)
  await page.goto('/#/overview')
  const servers = page.getByRole('region', { name: 'Servers' })
  const why = servers.getByText('Jenkins does not show you this')
  const rightOf = async (name: string) => {
    const box = await page.getByRole('region', { name }).boundingBox()
    return Math.round((box?.x ?? 0) + (box?.width ?? 0))
  }
  for (const width of [390, 1000, 1280, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await expect(why).toBeVisible()
    expect(await why.evaluate((el) => el.scrollWidth - el.clientWidth), `cut at ${width} px`).toBe(0)
    expect(await rightOf('Servers'), `a hole at ${width} px`).toBe(await rightOf('Recent runs'))
  }
})

/** Servers refuse all that is asked of them, before the demo's answer. */
async function refuse(page: Page, servers: RegExp): Promise<void> {
  await page.addInitScript((source) => {
    const refused = new RegExp(source)
    const refusing =
      (asks: typeof fetch): typeof fetch =>
      (input, init) =>
        refused.test(input instanceof Request ? input.url : String(input))
          ? Promise.resolve(Response.json({ message: 'no' }, { status: 403 }))
          : asks(input, init)
    window.fetch = refusing(window.fetch.bind(window))
  }, servers.source)
}

for (const width of [1440, 1280, 1000, 390]) {
  test(
    `curves of a list stand one below the other, within their frame, at ${width} px`,
    MORE,
    async ({ page }) => {
      await page.setViewportSize({ width, height: 900 })
      await page.goto('/#/overview')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/things? needs? you$/)
      for (const name of ['What needs you', 'Monitored experiments', 'Pipelines']) {
        const region = page.getByRole('region', { name })
        const curves = region.getByRole('listitem').getByRole('img', { name: /./ })
        await expect(curves.first()).toBeVisible()
        const places = await region.evaluate((element) => ({
          // A mark is small; what is wider is a curve.
          starts: [...element.querySelectorAll('li svg')]
            .map((svg) => svg.getBoundingClientRect())
            .filter((box) => box.width > 40)
            .map(({ left }) => Math.round(left)),
          hidden: [...element.querySelectorAll('li > *')].filter(
            (part) => part.getBoundingClientRect().right > element.getBoundingClientRect().right,
          ).length,
        }))
        expect(places.starts.length, name).toBeGreaterThan(1)
        expect(new Set(places.starts).size, `${name}: ${places.starts.join(', ')}`).toBe(1)
        expect(places.hidden, name).toBe(0)
      }
    },
  )
}
