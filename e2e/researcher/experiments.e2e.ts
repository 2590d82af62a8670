import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { formatNumber } from '~/lib/format'
import { federationRunId, federationRuns } from '~/mocks/mlflow/federation'
import { ODD_ID, ODD_RUN_ID, SWEEP_ID } from '~/mocks/mlflow/sweep'
import { become } from '../support/drift'
import { expect, MORE, test } from '../support/test'

// The experiments of an MLflow server, and what a run of them stored.

const RUN = federationRunId('SC4FOLD', 'site-3')

const row = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Experiments' }).getByRole('row').filter({ hasText: name })
const toast = (page: Page): Locator =>
  page.getByRole('region', { name: 'Notifications' }).getByRole('listitem').last()

async function choose(page: Page, experiment: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${experiment}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test.describe('the list', () => {
  // What the server refuses on purpose.
  test.use({ expectedErrors: /status of 400 / })

  test('search, pin, create, rename, describe, tag, delete and undo', async ({ page }) => {
    await page.goto('/#/experiments')
    const search = page.getByRole('searchbox', { name: 'Search experiments' })
    await search.fill('litter kit')
    await expect(row(page, 'litter-assessment-search')).toBeVisible()
    await expect(row(page, 'NVFlare_HoreKa_Halcore')).toHaveCount(0)
    await search.fill('')

    await choose(page, 'NVFlare_HoreKa_Halcore', 'Pin to the top')
    const first = page.getByRole('region', { name: 'Experiments' }).getByRole('row').nth(1)
    await expect(first).toContainText('NVFlare_HoreKa_Halcore')

    await page.getByRole('button', { name: 'New experiment' }).click()
    const form = page.getByRole('alertdialog', { name: 'New experiment' })
    await form.getByRole('textbox', { name: 'Name' }).fill('NVFlare_HoreKa_Halcore')
    await form.getByRole('button', { name: 'Create' }).click()
    await expect(form.getByRole('alert')).toContainText('This name is taken')
    await form.getByRole('textbox', { name: 'Name' }).fill('river "gauges"')
    await form.getByRole('button', { name: 'Create' }).click()
    await expect(page).toHaveURL(/#\/experiments\/\d+$/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('river "gauges"')

    await page.goto('/#/experiments')
    await choose(page, 'river "gauges"', 'Rename and describe')
    const edit = page.getByRole('alertdialog', { name: 'Edit experiment' })
    await edit.getByRole('textbox', { name: 'Name' }).fill('gauges')
    await edit.getByRole('textbox', { name: 'Description' }).fill('**Flow** of the Nile')
    await edit.getByRole('button', { name: 'Save' }).click()
    await expect(edit).toHaveCount(0)
    await expect(row(page, 'gauges')).toContainText('Flow of the Nile')

    await choose(page, 'gauges', 'Edit tags')
    const tags = page.getByRole('dialog', { name: 'Tags of gauges' })
    await tags.getByRole('textbox', { name: 'Key' }).fill('team')
    await tags.getByRole('textbox', { name: 'Value' }).fill('hydro')
    await tags.getByRole('button', { name: 'Set tag' }).click()
    await expect(tags.getByRole('listitem')).toContainText('hydro')
    await tags.getByRole('button', { name: 'Done' }).click()
    await expect(row(page, 'gauges')).toContainText('team=hydro')

    await choose(page, 'gauges', 'Delete')
    await expect(row(page, 'gauges')).toHaveCount(0)
    await toast(page).getByRole('button', { name: 'Undo' }).click()
    await expect(row(page, 'gauges')).toBeVisible()
  })

  test('what one may not do cannot be chosen, with the reason', MORE, async ({ page }) => {
    await page.goto('/#/experiments')
    await page.getByRole('button', { name: 'Actions for NVFlare_HoreKa_Halcore' }).click()
    const remove = page.getByRole('menuitem', { name: 'Delete' })
    await expect(remove).toHaveAttribute('aria-disabled', 'true')
    await expect(remove).toContainText('This needs MANAGE on the experiment; your permission is EDIT.')
    await expect(page.getByRole('menuitem', { name: 'Edit tags' })).not.toHaveAttribute('aria-disabled')
  })

  test('names and values that tools trip over are text', MORE, async ({ page }) => {
    await page.goto('/#/experiments')
    await expect(row(page, 'quo"te’s & <b>%_\\back/slash `tick`')).toBeVisible()
    await page.goto(`/#/experiments/${ODD_ID}/runs/${ODD_RUN_ID}`)
    const metrics = page.getByRole('grid', { name: 'Metrics' })
    await expect(metrics.getByRole('row').filter({ hasText: 'endless' })).toContainText('∞')
    await expect(metrics.getByRole('row').filter({ hasText: 'gone' })).toContainText('–')
  })

  test('a stranger is told why there is nothing', MORE, async ({ page }) => {
    await page.goto('/#/experiments')
    await become(page, 'Stranger')
    await expect(page.getByRole('heading', { name: 'No experiments you can read' })).toBeVisible()
    await become(page, 'Researcher')
    await expect(row(page, 'litter-assessment-search')).toBeVisible()
  })
})

test.describe('signed out', () => {
  test.use({ expectedErrors: /status of 401 / })

  test('the page asks who one is, and keeps its address', async ({ page }) => {
    await page.goto('/#/experiments?search=litter')
    await expect(row(page, 'litter-assessment-search')).toBeVisible()
    await become(page, 'Signed out')
    await expect(page.getByRole('main')).toContainText(/sign in/i)
    await expect(row(page, 'litter-assessment-search')).toHaveCount(0)
    await become(page, 'Researcher')
    await expect(row(page, 'litter-assessment-search')).toBeVisible()
    await expect(page).toHaveURL(/search=litter/)
  })
})

test('a run: the metrics with their extremes, and a note', async ({ page }) => {
  const { histories } = federationRuns()
  const values = histories
    .find(({ run_id, metrics }) => run_id === RUN && metrics[0]?.key === 'val/iou')
    ?.metrics.map(({ value }) => Number(value))
  if (!values) throw new Error('The demo has no history of val/iou.')

  await page.goto('/#/experiments')
  await page.getByRole('link', { name: 'NVFlare_HoreKa_Halcore' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('NVFlare_HoreKa_Halcore')
  await page.goto(`/#/experiments/83/runs/${RUN}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('site-3-SC4FOLD')
  const iou = page.getByRole('grid', { name: 'Metrics' }).getByRole('row').filter({ hasText: 'val/iou' })
  await expect(iou).toContainText(formatNumber(Math.min(...values)))
  await expect(iou).toContainText(formatNumber(Math.max(...values)))

  const note = page.getByRole('region', { name: 'Note' })
  await note.getByRole('button', { name: 'Add' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Note' })
  await dialog.getByRole('textbox', { name: 'Note' }).fill('The **best** so far')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(note).toContainText('The best so far')
  await expect(note.locator('strong')).toHaveText('best')
})

test.describe('files', () => {
  const open = async (page: Page, file: string): Promise<Locator> => {
    const tree = page.getByRole('navigation', { name: 'Files of this run' })
    const folders = file.split('/').slice(0, -1)
    for (const folder of folders) await tree.getByRole('button', { name: folder, exact: true }).click()
    await tree.getByRole('button', { name: file.split('/').at(-1) ?? file }).click()
    const view = page.getByRole('region', { name: file, exact: true }).first()
    await expect(view).toBeVisible()
    return view
  }

  // The browser says of each script in a page that it did not run it.
  test.use({ expectedErrors: /^Blocked script execution in 'about:srcdoc'/ })

  test('tables, JSON, Markdown, pictures, pages without their scripts, and what is too large', async ({
    page,
  }) => {
    await page.goto(`/#/experiments/83/runs/${RUN}?view=files`)
    await expect(await open(page, 'tables/temperatures.csv')).toContainText('300 rows, 3 columns')
    await expect(await open(page, 'summary.json')).toContainText('classes')
    await expect((await open(page, 'README.md')).getByRole('cell', { name: 'roof' })).toBeVisible()

    const report = await open(page, 'report.html')
    await expect(report.locator('iframe')).toHaveAttribute('sandbox', '')
    await expect(report.frameLocator('iframe').getByRole('heading', { name: 'Report' })).toBeVisible()
    await expect(page).toHaveTitle(/site-3-SC4FOLD/)

    const picture = (await open(page, 'plots/iou.svg')).getByRole('img')
    await expect(picture).toHaveJSProperty('naturalWidth', 640)
    await expect(picture).toHaveAttribute('src', /^blob:/)

    const large = await open(page, 'model/model.bin')
    await expect(large).toContainText('Too large to show here')
    await expect(large).toContainText(`mlflow artifacts download -r ${RUN} -a model/model.bin`)
    // Nothing is fetched up to the limit first.
    await expect(large.getByRole('button', { name: 'Download' })).toHaveAttribute('aria-disabled', 'true')
  })

  test('on a phone the files leave room for the one that is shown', MORE, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/#/experiments/83/runs/${RUN}?view=files&file=tables/temperatures.csv`)
    const tree = page.getByRole('navigation', { name: 'Files of this run' })
    for (const folder of ['model', 'plots']) await tree.getByRole('button', { name: folder }).click()
    const chosen = tree.getByRole('button', { name: 'temperatures.csv' })
    await expect(chosen).toHaveAttribute('aria-current', 'true')
    expect(await tree.evaluate(({ clientHeight }) => clientHeight)).toBeLessThanOrEqual(240)
    // What is said of the file stays beside it.
    await page.setViewportSize({ width: 360, height: 800 })
    const head = page.getByRole('region', { name: 'tables/temperatures.csv', exact: true }).locator('header')
    await expect(head).toContainText('kB')
    expect(await head.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
  })

  test('a link to a folder shows what is in it', MORE, async ({ page }) => {
    await page.goto(`/#/experiments/83/runs/${RUN}?view=files&file=tables`)
    const folder = page.getByRole('region', { name: 'tables', exact: true })
    await folder.getByRole('button', { name: 'temperatures.csv' }).click()
    await expect(page.getByRole('region', { name: 'tables/temperatures.csv', exact: true })).toContainText(
      '300 rows, 3 columns',
    )
  })

  test.describe('that are missing', () => {
    // Before 3.0 a missing file is an internal error.
    test.use({ expectedErrors: /status of 500 / })

    test('say so, and leave the others usable', MORE, async ({ page }) => {
      await page.goto(`/#/experiments/${ODD_ID}/runs/${ODD_RUN_ID}?view=files`)
      await expect(await open(page, 'missing.txt')).toContainText('This file is not there')
      await expect(await open(page, 'empty.txt')).toContainText('This file is empty')
      await expect((await open(page, 'broken.json')).first()).toContainText('{"a":')
    })
  })
})

test.describe('the table of runs', () => {
  const table = (page: Page): Locator => page.getByRole('treegrid', { name: 'Runs' })

  test(
    'the maximum of a metric is a column: chosen, sorted by, in the address and in the file',
    MORE,
    async ({ page }) => {
      const { histories } = federationRuns()
      const maxima = histories
        .filter(({ metrics }) => metrics[0]?.key === 'val/iou')
        .map(({ metrics }) => Math.max(...metrics.map(({ value }) => Number(value)).filter(Number.isFinite)))
      const best = formatNumber(Math.max(...maxima))

      // A federation stands over its sites with the mean of their curves.
      await page.goto('/#/experiments/83')
      const means = table(page).getByRole('img', { name: /^mean from .+ to .+/ })
      await expect(means.first()).toBeVisible()
      await expect(means.first().locator('[data-part=band]')).toHaveCount(1)

      await page.goto('/#/experiments/83?group=flat')
      await expect(page.getByRole('heading', { level: 1 })).toContainText('NVFlare_HoreKa_Halcore')
      await page.getByRole('button', { name: /^Columns/ }).click()
      const picker = page.getByRole('dialog', { name: 'Columns' })
      await picker.getByRole('searchbox', { name: 'Search columns' }).fill('val/iou')
      await picker.getByRole('button', { name: 'max of val/iou', exact: true }).click()
      await expect(page).toHaveURL(/column=max%3Aval%2Fiou/)
      await expect(
        picker.getByRole('button', { name: 'curve of val/iou', exact: true }),
        'shown from the start',
      ).toHaveAttribute('aria-pressed', 'true')
      await picker.getByRole('button', { name: 'Keep val/iou at the left', exact: true }).click()
      await expect(page).toHaveURL(/pin=metric%3Aval%2Fiou/)
      await page.keyboard.press('Escape')
      const placeOf = async (name: string) =>
        Number(
          await table(page).getByRole('columnheader', { name, exact: true }).getAttribute('aria-colindex'),
        )
      expect(await placeOf('val/iou')).toBe((await placeOf('Run')) + 1)

      const head = table(page).getByRole('columnheader', { name: 'val/iou max' })
      await head.getByRole('button').click()
      await expect(head).toHaveAttribute('aria-sort', 'ascending')
      await head.getByRole('button').click()
      await expect(head).toHaveAttribute('aria-sort', 'descending')
      const column = await head.getAttribute('aria-colindex')
      const first = table(page).getByRole('row').nth(1).locator(`[role=gridcell][aria-colindex="${column}"]`)
      await expect(first).toHaveText(best)
      await expect(
        table(page)
          .getByRole('img', { name: /^from .+ to .+/ })
          .first(),
      ).toBeVisible()

      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Export CSV' }).click()
      const path = await (await download).path()
      const [header = '', row = ''] = (await readFile(path, 'utf8')).split('\r\n')
      const at = header.split(',').indexOf('metrics.val/iou (max)')
      expect(header).not.toContain('curve')
      expect(formatNumber(Number(row.split(',')[at]))).toBe(best)
    },
  )

  test(
    'a tag on all chosen runs; one is renamed; none can be deleted by who may not',
    MORE,
    async ({ page }) => {
      await page.goto('/#/experiments/83?group=flat')
      await expect(page.getByRole('heading', { level: 1 })).toContainText('NVFlare_HoreKa_Halcore')
      await table(page).getByRole('checkbox', { name: 'Select row 1', exact: true }).check({ force: true })
      await table(page).getByRole('checkbox', { name: 'Select row 2', exact: true }).check({ force: true })
      const bar = page.getByRole('region', { name: 'Selected runs' })
      await bar.getByRole('button', { name: 'Edit tags' }).click()
      const dialog = page.getByRole('dialog', { name: 'Tags of 2 runs' })
      await dialog.getByRole('textbox', { name: 'Key' }).fill('reviewed')
      await dialog.getByRole('textbox', { name: 'Value' }).fill('yes, "twice"')
      await dialog.getByRole('button', { name: 'Set on 2 runs' }).click()
      await expect(dialog.getByRole('status')).toContainText('2 runs tagged.')
      await expect(dialog.getByRole('listitem').filter({ hasText: 'reviewed' })).toContainText('yes, "twice"')
      await dialog.getByRole('button', { name: 'Done' }).click()

      await page.getByRole('combobox', { name: 'Filter runs' }).fill('tags.reviewed = \'yes, "twice"\'')
      await expect(page.getByRole('status').filter({ hasText: /^2 of \d+ runs$/ })).toBeVisible()

      await expect(bar.getByRole('button', { name: 'Delete' })).toHaveAttribute('aria-disabled', 'true')
      await bar.getByRole('button', { name: 'Delete' }).hover()
      await expect(page.getByRole('tooltip')).toContainText('This needs MANAGE on the experiment')

      await table(page).getByRole('checkbox', { name: 'Select row 2', exact: true }).uncheck({ force: true })
      await bar.getByRole('button', { name: 'Rename' }).click()
      const rename = page.getByRole('alertdialog', { name: 'Rename run' })
      await rename.getByRole('textbox', { name: 'Name' }).fill('the good one')
      await rename.getByRole('button', { name: 'Save' }).click()
      await expect(rename).toHaveCount(0)
      await expect(table(page)).toContainText('the good one')
    },
  )

  test('all runs are selected, and those between two, in view or not', MORE, async ({ page }) => {
    await page.goto(`/#/experiments/${SWEEP_ID}?group=flat`)
    await expect(page.getByText(/^241 runs/).first()).toBeVisible()
    const bar = page.getByRole('region', { name: 'Selected runs' })
    await table(page).getByRole('checkbox', { name: 'Select all rows' }).click({ force: true })
    await expect(bar).toContainText('241 runs')
    await bar.getByRole('button', { name: 'Clear selection' }).click()

    await table(page).getByRole('checkbox', { name: 'Select row 1', exact: true }).check({ force: true })
    await table(page).press('Control+End')
    const last = table(page).getByRole('checkbox', { name: 'Select row 241', exact: true })
    await last.click({ force: true, modifiers: ['Shift'] })
    await expect(bar).toContainText('241 runs')
  })

  test(
    'a view is kept under a name: opened again later, renamed, deleted and brought back',
    MORE,
    async ({ page }) => {
      await page.goto('/#/experiments/83')
      const filter = page.getByRole('combobox', { name: 'Filter runs' })
      await filter.fill('status = "FAILED"')
      await expect(page.getByRole('status').filter({ hasText: '1 of 16 runs' })).toBeVisible()
      await page.getByRole('button', { name: 'Save view' }).click()
      const views = page.getByRole('dialog', { name: 'Views' })
      await views.getByRole('textbox', { name: 'Name of the view' }).fill('Failed')
      await views.getByRole('button', { name: 'Save view' }).click()
      await views.getByRole('button', { name: 'As it opens' }).click()
      await expect(filter).toHaveValue('')

      await page.reload()
      await page.getByRole('button', { name: 'Views', exact: true }).click()
      await views.getByRole('button', { name: 'Failed', exact: true }).click()
      await expect(filter).toHaveValue('status = "FAILED"')
      await expect(page.getByRole('status').filter({ hasText: '1 of 16 runs' })).toBeVisible()

      await page.getByRole('button', { name: 'Failed', exact: true }).click()
      await views.getByRole('button', { name: 'Rename Failed' }).click()
      await views.getByRole('textbox', { name: 'New name of Failed' }).fill('Broken')
      await views.getByRole('button', { name: 'Rename', exact: true }).click()
      await views.getByRole('button', { name: 'Delete Broken' }).click()
      await expect(views.getByRole('listitem')).toHaveCount(0)
      await toast(page).getByRole('button', { name: 'Undo' }).click()
      await expect(page.getByRole('button', { name: 'Broken', exact: true }).first()).toBeVisible()
    },
  )
})
