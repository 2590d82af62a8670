import { pathTo } from '~/lib/paths'
import { JOBS } from '~/mocks/jenkins/jobs'
import { expectAccessibleInBothThemes } from '../support/accessibility'
import { takePictures } from '../support/gallery'
import { expect, test } from '../support/test'

// Pictures of the pages of Jenkins in the states that DESIGN asks to be looked at.

test('pipelines', async ({ page }) => {
  await page.goto('/#/pipelines')
  await expect(page.getByRole('link', { name: 'main' }).first()).toBeVisible()
  await takePictures(page, 'pipelines')
})

test('stages, ours and as Jenkins shows them', async ({ page }) => {
  await page.goto(`/#${pathTo('pipelines.stages', { job: JOBS.main })}`)
  await expect(page.getByRole('heading', { name: /is 42 % slower since #41$/ })).toBeVisible()
  await takePictures(page, 'pipeline-stages')
  await expectAccessibleInBothThemes(page)
  await page.goto(`/#${pathTo('pipelines.stages', { job: JOBS.main }, { view: 'jenkins' })}`)
  await expect(page.getByText('50 of 60 builds are not shown.')).toBeVisible()
  await takePictures(page, 'pipeline-stages-jenkins')
  await expectAccessibleInBothThemes(page)
})

test('trends', async ({ page }) => {
  await page.goto(`/#${pathTo('pipelines.trends', { job: JOBS.main })}`)
  await expect(page.getByRole('list', { name: 'Flaky stages' })).toBeVisible()
  await takePictures(page, 'pipeline-trends', { fullPage: true })
  await expectAccessibleInBothThemes(page)
})

test('branch against branch', async ({ page }) => {
  await page.goto(`/#${pathTo('pipelines.branches', { job: JOBS.main }, { with: JOBS.branch })}`)
  await expect(page.getByRole('heading', { name: 'Stages of only one branch' })).toBeVisible()
  await takePictures(page, 'pipeline-branches')
  await expectAccessibleInBothThemes(page)
})

test('odd builds', async ({ page }) => {
  await page.goto(`/#${pathTo('pipelines.stages', { job: JOBS.odd })}`)
  await expect(page.getByRole('rowheader', { name: 'Approve' })).toBeVisible()
  await takePictures(page, 'pipeline-odd')
})

test('a build, and two', async ({ page }) => {
  await page.goto(`/#${pathTo('pipelines.build', { job: JOBS.main, build: '20' }, { stage: '149' })}`)
  await expect(page.getByText('docker build --no-cache').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: '8 commits' })).toBeVisible()
  await takePictures(page, 'build')
  await expectAccessibleInBothThemes(page)
  const search = { before: '40', after: '41' }
  await page.goto(`/#${pathTo('pipelines.compare', { job: JOBS.main }, search)}`)
  await expect(page.getByRole('heading', { level: 1, name: '#40 and #41' })).toBeVisible()
  await takePictures(page, 'build-compare')
  await expectAccessibleInBothThemes(page)
})
