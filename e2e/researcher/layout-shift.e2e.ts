import type { Page } from '@playwright/test'
import { pathTo } from '~/lib/paths'
import { JOBS } from '~/mocks/jenkins/jobs'
import { federationRunId } from '~/mocks/mlflow/federation'
import { EXPERIMENTS } from '../support/drift'
import { SIZES } from '../support/gallery'
import { expectFinished, openLab } from '../support/lab'
import { forgetShifts, MOST_SHIFT, shiftsOf, watchShifts } from '../support/layout-shift'
import { expect, MORE, test } from '../support/test'

// Whoever opens a sample reads while it is computed: nothing under the eye or the pointer moves away.

/** Opened by a link, each with what comes last. */
const PAGES = [
  { name: 'the list of histories', path: '/drift', shown: 'No records yet' },
  { name: 'an experiment without runs', path: '/experiments/97', shown: 'No runs yet' },
  {
    name: 'who may use a history',
    path: `/drift/${EXPERIMENTS.camera}/access`,
    shown: 'What a level allows',
  },
  { name: 'a history', path: `/drift/${EXPERIMENTS.camera}`, shown: /drift rate/ },
  { name: 'a pipeline', path: pathTo('pipelines.stages', { job: JOBS.main }), shown: /slower since/ },
  {
    name: 'a table of differences',
    path: `/experiments/83/compare?view=table&runs=${federationRunId('SC4FOLD', 'site-1')}.${federationRunId('FedOpt', 'site-3')}`,
    shown: 'val/iou',
  },
  {
    name: 'who reaches an experiment, person by person',
    path: pathTo('permissions.experiment', { experiment: '83' }),
    shown: 'thermal-owner@example.org',
    person: 'admin',
  },
] as const

/** Is that person from the start: who one becomes on the page moves all of it. */
async function openAs(page: Page, person: string): Promise<void> {
  await page.addInitScript(
    (id) => localStorage.setItem('tidemark-demo-person', JSON.stringify({ state: { id }, version: 0 })),
    person,
  )
}

async function openSample(page: Page, sample: string): Promise<void> {
  await watchShifts(page)
  await openLab(page)
  const entry = page.getByRole('button', { name: sample }).first()
  await entry.scrollIntoViewIfNeeded()
  await forgetShifts(page)
  await entry.click()
  await expectFinished(page)
}

async function expectStill(page: Page): Promise<void> {
  const { sum, moves } = await shiftsOf(page)
  expect(sum, moves.join('\n')).toBeLessThanOrEqual(MOST_SHIFT)
}

for (const size of SIZES) {
  test(
    `the overview stays where it is while its servers answer at ${size.width} px`,
    MORE,
    async ({ page }) => {
      await page.setViewportSize(size)
      await watchShifts(page)
      await page.goto('/#/overview')
      await expect(page.getByText(/^Checked: /)).toBeVisible()
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
      await expectStill(page)
    },
  )

  for (const { name, path, shown, ...more } of PAGES)
    test(`${name} stays where it is as its answers come at ${size.width} px`, MORE, async ({ page }) => {
      await page.setViewportSize(size)
      if ('person' in more) await openAs(page, more.person)
      await watchShifts(page)
      await page.goto(`/#${path}`)
      await expect(page.getByText(shown).first()).toBeVisible()
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
      await expect(page.getByRole('progressbar')).toHaveCount(0)
      await expectStill(page)
    })

  for (const sample of ['Seattle weather', 'Handwritten digits', 'Flow of the Nile'])
    test(`opening ${sample} moves nothing at ${size.width} px`, MORE, async ({ page }) => {
      await page.setViewportSize(size)
      await openSample(page, sample)
      await expectStill(page)
    })

  for (const detector of ['mmd-online', 'ensemble-batch', 'ensemble-stream'])
    test(`trying ${detector} moves nothing at ${size.width} px`, MORE, async ({ page }) => {
      test.slow()
      await page.setViewportSize(size)
      await watchShifts(page)
      await page.goto(`/#${pathTo('detectors.method', { detector })}`)
      const tries = page.getByRole('link', { name: 'Try it on a sample' }).first()
      await tries.scrollIntoViewIfNeeded()
      await forgetShifts(page)
      await tries.click()
      await expectFinished(page)
      await expectStill(page)
    })
}
