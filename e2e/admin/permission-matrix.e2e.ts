import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { become } from '../support/drift'
import { expect, MORE, test } from '../support/test'

// Who may do what on an MLflow server of 2.21, drafted, reviewed, applied and undone by its admin.

// Somebody who is gone is refused with 404, and the browser writes that into the console.
test.use({ expectedErrors: /404/ })

const matrix = (page: Page): Locator => page.getByRole('grid', { name: 'Users and what they may do' })
const cell = (page: Page, user: string, resource: string): Locator =>
  matrix(page).getByRole('gridcell', { name: new RegExp(`^${user}@example\\.org, ${resource}:`) })
const review = (page: Page): Locator => page.getByRole('complementary', { name: 'Review' })
const result = (page: Page): Locator => page.getByRole('complementary', { name: 'Result' })

async function openMatrix(page: Page, person: 'Admin' | 'Owner' | 'Stranger' = 'Admin'): Promise<void> {
  await page.goto('/#/connections')
  await expect(page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible()
  await become(page, person)
  await page.goto('/#/permissions')
  await expect(page.getByRole('heading', { level: 1, name: 'Permissions' })).toBeVisible()
}

/** Marks a cell, as a press does, without choosing from its menu. */
async function mark(page: Page, user: string, resource: string): Promise<void> {
  const wanted = cell(page, user, resource)
  // Rows that still arrive may put another one under the pointer: then once more.
  await expect(async () => {
    await wanted.click()
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(matrix(page)).toBeFocused()
    const id = (await wanted.getAttribute('id')) ?? 'none'
    await expect(matrix(page)).toHaveAttribute('aria-activedescendant', id, { timeout: 1000 })
  }).toPass({ timeout: 60_000 })
}

/** Another admin, meanwhile: this page is told nothing of it. */
async function meanwhile(page: Page, method: string, path: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async (asked) => {
      const answer = await fetch(`backends/mlflow/api/2.0/mlflow/${asked.path}`, {
        method: asked.method,
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Basic ${btoa('admin@example.org:demo-admin-password')}`,
        },
        body: JSON.stringify(asked.body),
      })
      return answer.status
    },
    { method, path, body },
  )
  expect(status).toBe(200)
}

test('draft by menu, letters and a range, review the warnings, apply, read back, undo', async ({ page }) => {
  test.info().annotations.push({ type: 'promise', description: 'issue 11, Matrix and Changes' })
  await openMatrix(page)
  await expect(cell(page, 'data-steward', 'pm10-forecast')).toHaveText('Manage')
  await expect(cell(page, 'admin', 'dogbreed')).toHaveText('admin')

  await cell(page, 'data-steward', 'pm10-forecast').click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await expect(review(page)).toContainText('1 change for 1 user')
  await expect(review(page)).toContainText(
    'pm10-forecast loses its last manager. data-steward@example.org goes from Manage to Edit',
  )

  await mark(page, 'thermal-guest', 'NVFlare_HoreKa_Halcore')
  await page.keyboard.press('Delete')
  await expect(review(page)).toContainText(
    'On MLflow 2.21.3 thermal-guest@example.org can still search and download',
  )

  await mark(page, 'student-1', 'dogbreed')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('e')
  await expect(cell(page, 'student-2', 'fish-detector')).toHaveText('Edit')
  await expect(review(page)).toContainText('6 changes for 4 users')
  await expect(review(page)).toContainText('18 requests, about')

  // One that was not meant.
  await review(page).getByRole('button', { name: 'Leave out dogbreed for student-2@example.org' }).click()
  await expect(cell(page, 'student-2', 'dogbreed')).toHaveText('Read')
  await page.getByRole('button', { name: 'Apply 5 changes' }).click()
  await expect(result(page)).toContainText('All 5 applied. The server confirmed every cell.')
  await result(page).getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('complementary')).toHaveCount(0)
  await expect(matrix(page)).toBeFocused()

  // The server has it: a new page asks anew.
  await page.reload()
  await expect(cell(page, 'data-steward', 'pm10-forecast')).toHaveText('Edit')
  await expect(cell(page, 'thermal-guest', 'NVFlare_HoreKa_Halcore')).toHaveText('–')
  await expect(cell(page, 'student-2', 'dogbreed')).toHaveText('Read')

  await page
    .getByRole('navigation', { name: 'Permissions' })
    .getByRole('link', { name: 'Change log' })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Change log' })).toBeVisible()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const csv = readFileSync(await (await saved).path(), 'utf8')
  expect(csv).toContain('data-steward@example.org,experiment,90,pm10-forecast,Manage,Edit,done')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page
    .getByRole('alertdialog', { name: 'Undo 5 changes?' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(result(page)).toContainText('All 5 undone.')
  await expect(page.getByRole('heading', { name: /^Undo/ })).toBeVisible()
  await page.getByRole('navigation', { name: 'Permissions' }).getByRole('link', { name: 'Matrix' }).click()
  await expect(cell(page, 'data-steward', 'pm10-forecast')).toHaveText('Manage')
  await expect(cell(page, 'student-1', 'dogbreed')).toHaveText('Read')
})

test(
  'what another admin changed meanwhile is shown and not overwritten; what is refused says why',
  MORE,
  async ({ page }) => {
    test.info().annotations.push({ type: 'promise', description: 'issue 11, Bad input and safety' })
    // No real server tells a page what others do: the demo's must not either.
    await page.addInitScript(() => {
      BroadcastChannel.prototype.postMessage = () => undefined
    })
    await openMatrix(page)
    // While rows arrive, another one may come under the pointer.
    await expect(cell(page, 'data-steward', 'pm10-forecast')).toHaveText('Manage')
    await expect(cell(page, 'admin', 'dogbreed')).toHaveText('admin')
    // What is drafted is drafted against what this page has read.
    await expect(cell(page, 'annotator', 'litter-assessment')).toHaveText('Edit')
    await mark(page, 'annotator', 'litter-assessment')
    await page.keyboard.press('r')
    await mark(page, 'reader', 'pm10-forecast')
    await page.keyboard.press('r')
    await mark(page, 'stranger', 'dogbreed')
    await page.keyboard.press('r')
    await expect(review(page)).toContainText('3 changes for 3 users')
    await meanwhile(page, 'PATCH', 'experiments/permissions/update', {
      experiment_id: '9',
      username: 'annotator@example.org',
      permission: 'MANAGE',
    })
    await meanwhile(page, 'DELETE', 'users/delete', { username: 'stranger@example.org' })

    await page.getByRole('button', { name: 'Apply 3 changes' }).click()
    await expect(result(page)).toContainText(
      '2 not applied. 1 changed by somebody else in the meantime, 1 refused',
    )
    await expect(result(page)).toContainText('it is Manage now. Nothing was written.')
    await expect(cell(page, 'annotator', 'litter-assessment')).toHaveText('Read')
    await result(page).getByRole('button', { name: 'Done' }).click()
    // What was not written stays a draft, against what stands now.
    await expect(review(page)).toContainText('annotator@example.org')
    await expect(review(page)).toContainText('Manage')
    await expect(cell(page, 'reader', 'pm10-forecast')).toHaveText('Read')

    // A draft is not lost by going away.
    await page.getByRole('link', { name: 'Experiments', exact: true }).click()
    const asked = page.getByRole('alertdialog', { name: 'Leave without applying?' })
    await asked.getByRole('button', { name: 'Stay' }).click()
    await expect(review(page)).toBeVisible()
    await review(page).getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
    await expect(cell(page, 'annotator', 'litter-assessment')).toHaveText('Manage')
  },
)

test(
  'import a list with faults, copy one user’s access, and see where two differ',
  MORE,
  async ({ page }) => {
    test.info().annotations.push({ type: 'promise', description: 'issue 11, Changes' })
    await openMatrix(page)
    await page.getByRole('button', { name: 'Import CSV' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import changes' })
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'course.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'user,experiment,level\nstudent-1@example.org,dogbreed,Edit\nstudent-1@example.org,14,Read\nreader@example.org,no such,Read\nreader@example.org,9,Write\n',
      ),
    })
    await expect(dialog).toContainText('course.csv: 1 change.')
    await expect(dialog).toContainText('Line 3 student-1@example.org and this resource are already in line 2')
    await expect(dialog).toContainText('There is no experiment called “no such”.')
    await expect(dialog).toContainText('“Write” is not a level')
    await dialog.getByRole('button', { name: 'Draft 1 change' }).click()
    await expect(review(page)).toContainText('from course.csv')

    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Copy one user’s access…' }).click()
    const bulk = page.getByRole('dialog', { name: 'Change many' })
    await bulk.getByRole('combobox', { name: 'From' }).selectOption('student-1@example.org')
    await bulk.getByRole('textbox', { name: 'To users' }).fill('student-2*')
    await bulk.getByRole('button', { name: 'Draft 1 change' }).click()
    await expect(review(page)).toContainText('copied from student-1@example.org')
    await expect(cell(page, 'student-2', 'dogbreed')).toHaveText('Edit')

    await page.getByRole('button', { name: 'Filter' }).click()
    const filter = page.getByRole('dialog', { name: 'Filter' })
    await filter.getByRole('combobox', { name: 'Where these differ' }).selectOption('student-1@example.org')
    await filter.getByRole('combobox', { name: 'and' }).selectOption('reader@example.org')
    await page.keyboard.press('Escape')
    await expect(page.getByText('2 users × 4 of 14 experiments')).toBeVisible()
    expect(page.url()).toContain('differ=student-1%40example.org&differ=reader%40example.org')
  },
)

test('an owner sees what is theirs, and is told about the rest', MORE, async ({ page }) => {
  test.info().annotations.push({ type: 'promise', description: 'issue 11, owners' })
  await openMatrix(page, 'Owner')
  await expect(page.getByText(/You can change \d+ of these\./)).toBeVisible()
  await expect(cell(page, 'owner', 'patient-scans')).toHaveText('Manage')
  // On what one manages, the server tells others' rows one by one.
  await expect(cell(page, 'thermal-guest', 'NVFlare_HoreKa_Halcore')).toHaveText('Read')
  await mark(page, 'reader', 'patient-scans')
  await page.keyboard.press('r')
  await page.getByRole('button', { name: 'Apply 1 change' }).click()
  await expect(result(page)).toContainText('All 1 applied.')
  await expect(cell(page, 'reader', 'patient-scans')).toHaveText('Read')
})

test('who manages nothing is offered no changes, with the reason', MORE, async ({ page }) => {
  await openMatrix(page, 'Stranger')
  await expect(page.getByText('You have no Manage permission here.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import CSV' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const many = page.getByRole('menuitem', { name: /^Change many/ })
  await expect(many).toHaveAttribute('aria-disabled', 'true')
  await expect(many).toContainText('This needs Manage on an experiment. Ask a manager of one, or an admin.')
})
