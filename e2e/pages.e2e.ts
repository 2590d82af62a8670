import type { Page } from '@playwright/test'
import { pages } from '~/app/pages'
import { paths, pathTo } from '~/lib/paths'
import { JOBS } from '~/mocks/jenkins/jobs'
import { federationRunId } from '~/mocks/mlflow/federation'
import { expectAccessibleInBothThemes } from './support/accessibility'
import { EXPERIMENTS } from './support/drift'
import { SIZES } from './support/gallery'
import { expect, MORE, test } from './support/test'

// Every page there is, opened cold: what it must have whatever it shows. `test` itself refuses errors in the
// console and requests to other origins.

const RUN = federationRunId('SC4FOLD', 'site-3')

/** Pages whose address has parameters, and states in which a page shows something else. */
const MORE_PAGES: readonly { name: string; path: string; title: string }[] = [
  { name: 'history', path: `/drift/${EXPERIMENTS.camera}`, title: 'obsea-camera' },
  { name: 'history, empty', path: `/drift/${EXPERIMENTS.empty}`, title: 'air-quality sensors' },
  {
    name: 'history, forbidden',
    path: `/drift/${EXPERIMENTS.private}`,
    title: 'litter-assessment embeddings',
  },
  { name: 'access', path: `/drift/${EXPERIMENTS.camera}/access`, title: 'Access' },
  { name: 'runs', path: '/experiments/83', title: 'NVFlare_HoreKa_Halcore' },
  { name: 'runs, empty', path: '/experiments/97', title: 'nothing logged yet' },
  { name: 'experiments, deleted', path: '/experiments?show=deleted', title: 'Experiments' },
  { name: 'run', path: `/experiments/83/runs/${RUN}`, title: 'site-3-SC4FOLD' },
  { name: 'run, files', path: `/experiments/83/runs/${RUN}?view=files`, title: 'site-3-SC4FOLD' },
  {
    name: 'compare',
    path: `/experiments/83/compare?runs=${federationRunId('SC4FOLD', 'site-1')}.${federationRunId('FedOpt', 'site-3')}`,
    title: 'Compare',
  },
  {
    name: 'compare, table',
    path: `/experiments/83/compare?view=table&runs=${federationRunId('SC4FOLD', 'site-1')}.${federationRunId('FedOpt', 'site-3')}`,
    title: 'Compare',
  },
  { name: 'stages', path: pathTo('pipelines.stages', { job: JOBS.main }), title: 'litter-assessment / main' },
  {
    name: 'stages, as Jenkins shows them',
    path: pathTo('pipelines.stages', { job: JOBS.main }, { view: 'jenkins' }),
    title: 'litter-assessment / main',
  },
  { name: 'stages, none', path: pathTo('pipelines.stages', { job: JOBS.empty }), title: 'never built' },
  {
    name: 'trends',
    path: pathTo('pipelines.trends', { job: JOBS.main }),
    title: 'Trends',
  },
  {
    name: 'branches',
    path: pathTo('pipelines.branches', { job: JOBS.main }, { with: JOBS.branch }),
    title: 'Branches',
  },
  { name: 'build', path: pathTo('pipelines.build', { job: JOBS.main, build: '20' }), title: '#20' },
  {
    name: 'builds compared',
    path: pathTo('pipelines.compare', { job: JOBS.main }, { before: '40', after: '41' }),
    title: 'Compare',
  },
  { name: 'model', path: '/models/thermal-unet', title: 'thermal-unet' },
  { name: 'permission changes', path: '/permissions/changes', title: 'Change log' },
  { name: 'people, for who is no admin', path: '/permissions/people', title: 'People' },
  {
    name: 'person',
    path: '/permissions/people/researcher%40example.org',
    title: 'researcher@example.org',
  },
  { name: 'who reaches an experiment', path: '/permissions/experiments/83', title: 'NVFlare_HoreKa_Halcore' },
  { name: 'who reaches a model', path: '/permissions/models/thermal-unet', title: 'thermal-unet' },
  { name: 'roles, for who is no admin', path: '/permissions/roles', title: 'Roles' },
  { name: 'account', path: '/connections/account', title: 'Account' },
  { name: 'models, none found', path: '/models?search=nothing-like-it', title: 'Models' },
  { name: 'history, unreachable', path: `/drift/${EXPERIMENTS.unreachable}`, title: 'site 3 gateway' },
]

const ALL = [...pages.map(({ id, title }) => ({ name: id, path: paths[id], title })), ...MORE_PAGES]

async function open(page: Page, { path, title }: (typeof ALL)[number]): Promise<void> {
  await page.goto(`/#${path}`)
  await expect(page).toHaveTitle(new RegExp(title))
}

// Those of the sidebar, one after the other in one page: that each opens by itself is held with everything.
test('each page has one heading and a title, and fits both widths', async ({ page }) => {
  for (const one of ALL.slice(0, pages.length))
    await test.step(one.name, async () => {
      await open(page, one)
      for (const size of SIZES.toReversed()) {
        await page.setViewportSize(size)
        await expectSound(page)
      }
    })
})

for (const one of ALL)
  test(`${one.name} passes axe in both widths and the contrast of both themes`, MORE, async ({ page }) => {
    await open(page, one)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await test.step(`${size.width}×${size.height}`, async () => {
        await expectSound(page)
        await expectAccessibleInBothThemes(page)
      })
    }
  })

async function expectSound(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  // What is measured by the page itself follows a new width in the next frames.
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement
          return scrollWidth - clientWidth
        }),
      { message: 'pixels that the page scrolls sideways' },
    )
    .toBe(0)
}
