import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { pathTo } from '~/lib/paths'
import { JOBS } from '~/mocks/jenkins/jobs'
import { expect, MORE, test } from '../support/test'

// Pipelines of a Jenkins: the tree, the stages of all builds, one build, two builds.

const grid = (page: Page) => page.getByRole('grid', { name: 'Builds and stages' })
const open = (page: Page, job: string) => page.goto(`/#${pathTo('pipelines.stages', { job })}`)

test('from the tree to the stages, to a build and its log, to two builds side by side', async ({ page }) => {
  await page.goto('/#/pipelines')
  const tree = page.getByRole('region', { name: 'Pipelines', exact: true })
  await expect(tree.getByRole('link', { name: 'feature/new-model' })).toBeVisible()
  await tree.getByRole('button', { name: 'Add litter-assessment / main to favourites' }).click()
  await page.getByText('Favourites', { exact: true }).click()
  await expect(tree.getByRole('link')).toHaveText(['main'])
  await page.getByRole('searchbox', { name: 'Search pipelines' }).fill('nothing like it')
  await expect(page.getByRole('heading', { name: /^0 of \d+ pipelines match$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Clear all' }).click()
  await tree.getByRole('link', { name: 'main' }).first().click()

  await expect(page.getByRole('heading', { level: 1, name: 'litter-assessment / main' })).toBeVisible()
  await expect(page.getByText(/^60 builds since 1 September 2024/)).toBeVisible()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '62')
  await expect(page.getByRole('region', { name: 'Times of the stages' })).toContainText(
    'holds 4 that run side by side',
  )
  await expect(
    page.getByRole('heading', { name: 'AI4OS Hub Docker images build is 42 % slower since #41' }),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: 'Compare #40 and #41' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Commits since the build before' })).toContainText(
    'no cache for the base image',
  )
  await page.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(page.getByRole('heading', { name: 'No new change' })).toBeVisible()
  await page.getByText('1 acknowledged', { exact: true }).click()
  await page.getByRole('list', { name: 'Acknowledged changes' }).getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: 'Compare #40 and #41' })).toBeVisible()
  const row = (name: string) => grid(page).getByRole('row').filter({ hasText: name })
  await page.getByRole('slider', { name: 'Oldest build in the table' }).press('End')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
  await expect(page).toHaveURL(/oldest=60&newest=60/)
  await page.getByRole('button', { name: 'Show all builds' }).click()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '62')
  await row('#60').getByRole('checkbox').check()
  await row('#58').getByRole('checkbox').check()
  await page.getByRole('link', { name: 'Compare #58 and #60' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '#58 and #60' })).toBeVisible()
  await expect(
    page.getByRole('heading', { name: /^#60 took .* longer; the largest difference is in / }),
  ).toBeVisible()

  await page.getByRole('link', { name: '#60', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'litter-assessment / main #60' })).toBeVisible()
  await page.getByRole('button', { name: /Docker images build/ }).click()
  const log = page.getByRole('region', { name: 'AI4OS Hub Docker images build' })
  await expect(log).toContainText('+ docker build --no-cache')
  await expect(log.getByRole('link')).toHaveCount(0)
})

test('a search finds what is in a folded folder, too', MORE, async ({ page }) => {
  await page.goto('/#/pipelines')
  const tree = page.getByRole('region', { name: 'Pipelines', exact: true })
  const branch = tree.getByRole('link', { name: 'feature/new-model' })
  await tree.getByRole('button', { name: 'Collapse AI4OS-hub', exact: true }).click()
  await expect(branch).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search pipelines' }).fill('new-model')
  await expect(branch).toBeVisible()
})

test('trends: budgets, what failed, and the table behind the chart', MORE, async ({ page }) => {
  await open(page, JOBS.main)
  await page.getByRole('link', { name: 'Trends' }).click()
  await expect(page.getByRole('heading', { name: /takes [\d.]+\s% of all stage time$/ })).toBeVisible()
  await page.getByRole('textbox', { name: 'May take' }).fill('5')
  await page.getByRole('button', { name: 'Set budget' }).click()
  await expect(page.getByText('5 of what?')).toBeVisible()
  await page.getByRole('textbox', { name: 'May take' }).fill('20 min')
  await page.getByRole('button', { name: 'Set budget' }).click()
  await expect(page.getByRole('list', { name: 'Budgets' })).toContainText(
    '11 of 52 builds over budget, last #60',
  )
  await expect(page.getByRole('list', { name: 'Flaky stages' })).toContainText('#47 failed')
  await page.getByText('Percent', { exact: true }).click()
  await page.getByRole('button', { name: 'Show as table' }).click()
  const table = page.getByRole('grid', { name: /^Values of / })
  await expect(table.getByRole('row').nth(1)).toContainText('#60')
  await expect(table.getByRole('row').nth(1)).toContainText('%')
})

test('trends stay as they were set', MORE, async ({ page }) => {
  await page.goto(`/#${pathTo('pipelines.trends', { job: JOBS.main })}`)
  await page.getByText('Separate', { exact: true }).click()
  await page.getByRole('button', { name: 'License validation', pressed: true }).click()
  await page.reload()
  await expect(page.getByRole('button', { name: 'License validation', pressed: false })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Separate' })).toBeChecked()
  const chart = page.getByRole('slider', { name: /^Builds; arrow keys walk/ })
  await chart.focus()
  await page.keyboard.press('End')
  await expect(chart).toHaveAttribute('aria-valuetext', /^#60 successful, .*Docker images build/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /#60$/ })).toBeVisible()
})

test('branch against branch: what takes longer, and what only one has', MORE, async ({ page }) => {
  await open(page, JOBS.main)
  await page.getByRole('link', { name: 'Branches' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'main and feature/new-model' })).toBeVisible()
  await expect(
    page.getByRole('heading', {
      name: /^AI4OS Hub Docker images build takes .* longer in feature\/new-model/,
    }),
  ).toBeVisible()
  await expect(page.getByText('Only feature/new-model: Model smoke test')).toBeVisible()
  await page.getByRole('button', { name: 'Against feature/new-model' }).click()
  await page.getByRole('menuitemradio', { name: 'test' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'main and test' })).toBeVisible()
})

test('a stage keeps the width that it was given, in a sister branch too', MORE, async ({ page }) => {
  const stage = grid(page).getByRole('columnheader', { name: /Metadata tests/ })
  const width = () => stage.evaluate((head) => head.clientWidth)
  await open(page, JOBS.main)
  const usual = await width()
  await grid(page).focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowUp')
  while (!(await isAt(page, stage))) await page.keyboard.press('ArrowRight')
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect.poll(width).toBe(usual + 48)
  await page.reload()
  await expect.poll(width).toBe(usual + 48)
  await open(page, JOBS.branch)
  await expect.poll(width).toBe(usual + 48)
})

/** Whether the cursor of the table is there. */
const isAt = async (page: Page, cell: Locator): Promise<boolean> =>
  (await grid(page).getAttribute('aria-activedescendant')) === (await cell.getAttribute('id'))

test('as Jenkins shows it: the talk’s build, and what is left out', MORE, async ({ page }) => {
  await page.goto(`/#${pathTo('pipelines.build', { job: JOBS.main, build: '20' })}`)
  await expect(page.getByRole('heading', { name: '8 commits' })).toBeVisible()
  await expect(page.getByText(/side by side .* = 16min 56s/)).toBeVisible()
  await page
    .getByRole('list', { name: 'Builds that this one started' })
    .getByRole('link', { name: 'AI4OS-HUB-TEST / litter-assessment #20' })
    .click()
  await expect(page.getByText(/^Started by/)).toContainText('AI4OS-hub / litter-assessment / main #20')
  await page.goto(`/#${pathTo('pipelines.stages', { job: JOBS.main }, { view: 'jenkins' })}`)
  await expect(
    page.getByRole('heading', { name: 'Average stage times: (Average full run time: ~17min 34s)' }),
  ).toBeVisible()
  await expect(page.getByText('50 of 60 builds are not shown.')).toBeVisible()
  await page.getByRole('group', { name: 'Which table' }).getByText('Tidemark').click()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '62')
})

test('a renamed stage is joined to its new name', MORE, async ({ page }) => {
  await open(page, JOBS.odd)
  await expect(page.getByRole('rowheader', { name: 'Compile' })).toBeVisible()
  await page.getByRole('button', { name: 'Renames' }).click()
  const renames = page.getByRole('dialog', { name: 'Renamed stages' })
  await renames.getByRole('combobox', { name: 'Old name' }).selectOption('Compile')
  await renames.getByRole('combobox', { name: 'New name' }).selectOption('Build')
  await renames.getByRole('button', { name: 'Join both' }).click()
  await expect(renames.getByRole('listitem')).toContainText('Compile is now Build')
  await renames.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('rowheader', { name: 'Compile' })).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('rowheader', { name: /^Test/ })).toHaveCount(2)
  await expect(page.getByRole('rowheader', { name: 'Compile' })).toHaveCount(0)
})

test('a change is muted and taken back, saved, and published to Drift Watch', MORE, async ({ page }) => {
  await open(page, JOBS.main)
  await page.getByRole('button', { name: 'Mute' }).click()
  await expect(page.getByText('1 muted', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'No new change' })).toBeVisible()
  await page.getByText('1 muted', { exact: true }).click()
  await page.getByRole('list', { name: 'Muted changes' }).getByRole('button', { name: 'Undo' }).click()
  for (const [name, holds] of [
    ['Changes as CSV', 'AI4OS Hub Docker images build'],
    ['Changes as JSON', '"since": "41"'],
  ] as const) {
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name }).click()
    expect(readFileSync(await (await saved).path(), 'utf8')).toContain(holds)
  }
  await page.getByRole('button', { name: 'Publish to Drift Watch' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish to Drift Watch' })
  await dialog.getByText('Preview the record (JSON)').click()
  await expect(dialog.getByLabel('The record as JSON')).toContainText('"first_after": "41"')
  await dialog.getByRole('radio', { name: /obsea/ }).first().check()
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByText(/^Published to /)).toBeVisible()
})

test('saved renames are loaded again; another file is refused in a sentence', MORE, async ({ page }) => {
  await open(page, JOBS.odd)
  await expect(page.getByRole('rowheader', { name: 'Compile' })).toBeVisible()
  await page.getByRole('button', { name: 'Renames' }).click()
  const renames = page.getByRole('dialog', { name: 'Renamed stages' })
  const file = (content: string) => ({
    name: 'renames.json',
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  })
  const picker = renames.getByLabel('A saved file of renames')
  await picker.setInputFiles(file('<html>'))
  await expect(renames.getByRole('alert')).toContainText('renames.json cannot be used. It is not JSON.')
  await picker.setInputFiles(file('{"Compile":"Build"}'))
  await expect(renames.getByText('1 rename loaded from renames.json.')).toBeVisible()
  await renames.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('rowheader', { name: 'Compile' })).toHaveCount(0)
})

test('a running build goes on, and a branch with a slash is one', MORE, async ({ page }) => {
  await open(page, JOBS.branch)
  await expect(
    page.getByRole('heading', { level: 1, name: 'litter-assessment / feature/new-model' }),
  ).toBeVisible()
  const total = grid(page).getByRole('row').filter({ hasText: '#15' })
  await expect(total.getByText(/left|overdue/)).toBeVisible()
  const before = await total.textContent()
  // Asked for again every five seconds.
  await expect.poll(() => total.textContent(), { timeout: 15_000 }).not.toBe(before)
})

test(
  'a failed build names the stage; a running one goes on, with what it did so far',
  MORE,
  async ({ page }) => {
    const openBuild = (job: string, build: string) =>
      page.goto(`/#${pathTo('pipelines.build', { job, build })}`)
    await openBuild(JOBS.main, '58')
    await expect(
      page.getByRole('heading', { name: 'Update OSCAR services failed after 1min 10s' }),
    ).toBeVisible()
    await expect(page.getByText(/took 19min 27s/)).toBeVisible()
    await openBuild(JOBS.branch, '15')
    await expect(page.getByText(/ so far$/)).toBeVisible()
    await page.getByRole('button', { name: /Checkout SCM/ }).click()
    // Its log, too, is asked for again.
    const isAskedFor = page.waitForRequest(/\/wfapi\/log/, { timeout: 15_000 })
    await expect(page.getByRole('region', { name: 'Declarative: Checkout SCM' })).toContainText('+ sh step')
    await isAskedFor
    await page.waitForRequest(/\/wfapi\/log/, { timeout: 15_000 })
  },
)

test.describe('what goes wrong', () => {
  test.use({ expectedErrors: /502|403|404/ })

  for (const [job, words] of [
    [JOBS.unreachable, 'The gateway answered, but Jenkins did not (502)'],
    [JOBS.forbidden, 'Jenkins does not show you this'],
    [JOBS.empty, 'No builds yet'],
    [JOBS.freestyle, 'This server reports no stages.'],
  ] as const)
    test(`${job} is told`, MORE, async ({ page }) => {
      await open(page, job)
      await expect(page.getByText(words)).toBeVisible()
      // Which one, too, where nothing but its address tells.
      const name = job.split('/').slice(-2).join(' / ')
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
      await expect(page).toHaveTitle(`${name} · Tidemark`)
    })

  test('a build that is not there is named, with the pipeline to go back to', MORE, async ({ page }) => {
    await page.goto(`/#${pathTo('pipelines.build', { job: JOBS.branch, build: '999' })}`)
    await expect(page.getByText('Nothing has this name')).toBeVisible()
    await expect(
      page.getByRole('heading', { level: 1, name: 'litter-assessment / feature/new-model #999' }),
    ).toBeVisible()
    await page
      .getByRole('navigation', { name: 'Breadcrumb' })
      .getByRole('link', { name: /new-model/ })
      .click()
    await expect(grid(page)).toBeVisible()
  })

  test('a sign-in page in place of an answer asks for the sign-in', MORE, async ({ page }) => {
    await open(page, JOBS.signIn)
    await expect(page.getByText(/Jenkins asks who you are/).first()).toBeVisible()
  })
})
