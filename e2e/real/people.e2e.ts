import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test'

// Accounts, roles and who reaches what, before a real MLflow server: what the page says is asked of the server again,
// beside the app.

interface Person {
  name: string
  password: string
}

const people = JSON.parse(process.env['REAL_PEOPLE'] ?? '{}') as Record<'admin' | 'owner' | 'reader', Person>
const version = process.env['REAL_MLFLOW_VERSION'] ?? ''
const hasRoles = !version.startsWith('2.')
const server = process.env['REAL_MLFLOW_URL'] ?? ''

/** The development server bundles what the first page needs. */
const FIRST = { timeout: 120_000 }

const main = (page: Page) => page.getByRole('main')
const row = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'People' }).getByRole('row').filter({ hasText: name })

async function open(page: Page, address: string, person: Person): Promise<void> {
  await page.goto(`${process.env['TIDEMARK_URL'] ?? ''}#${address}`)
  await expect(page.getByLabel('Name', { exact: true })).toBeVisible(FIRST)
  await page.getByLabel('Name', { exact: true }).fill(person.name)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await main(page).getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** What the server itself answers somebody. */
async function asked(request: APIRequestContext, path: string, { name, password }: Person) {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`
  const answer = await request.get(`${server}/api/2.0/mlflow/${path}`, { headers: { authorization } })
  return { status: answer.status(), text: await answer.text() }
}

/** @param name of an experiment: `private` is the admin's alone, the owner manages `digits-classifiers` */
async function idOf(request: APIRequestContext, name: string): Promise<string> {
  const { text } = await asked(request, `experiments/get-by-name?experiment_name=${name}`, people.admin)
  return (JSON.parse(text) as { experiment: { experiment_id: string } }).experiment.experiment_id
}

test('an account is made, becomes an admin, gets a new password, and is deleted', async ({
  page,
  request,
}) => {
  const guest = { name: `guest-${version}@example.org`, password: '' }
  await open(page, '/permissions/people', people.admin)
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible(FIRST)
  await expect(row(page, people.admin.name)).toContainText('Admin')
  // 3.x lists everybody; 2.x nobody.
  await expect(row(page, people.owner.name)).toHaveCount(hasRoles ? 1 : 0)

  await page.getByRole('button', { name: 'New account' }).click()
  const create = page.getByRole('alertdialog', { name: 'New account' })
  await create.getByRole('textbox', { name: 'Name' }).fill(guest.name)
  guest.password = await create.getByRole('textbox', { name: 'Generated password' }).inputValue()
  await create.getByRole('button', { name: 'Create' }).click()
  await page
    .getByRole('alertdialog', { name: `${guest.name} has an account` })
    .getByRole('button', { name: 'Done' })
    .click()
  await expect(row(page, guest.name)).toContainText('User')
  const told = await asked(request, `users/get?username=${encodeURIComponent(guest.name)}`, guest)
  expect([told.status, told.text]).toEqual([200, expect.stringContaining('"is_admin":false')])

  const choose = async (item: RegExp) => {
    await row(page, guest.name)
      .getByRole('button', { name: `Account of ${guest.name}` })
      .click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await choose(/Make an admin/)
  await expect(row(page, guest.name)).toContainText('Admin')
  expect((await asked(request, 'users/get?username=admin', guest)).status).toBe(200)
  await choose(/Remove admin rights/)
  await expect(row(page, guest.name)).toContainText('User')
  expect((await asked(request, 'users/get?username=admin', guest)).status).toBe(403)

  await choose(/Reset password/)
  const reset = page.getByRole('alertdialog', { name: `Reset the password of ${guest.name}` })
  const renewed = await reset.getByRole('textbox', { name: 'Generated password' }).inputValue()
  await reset.getByRole('button', { name: 'Reset' }).click()
  await page
    .getByRole('alertdialog', { name: `${guest.name} has a new password` })
    .getByRole('button', { name: 'Done' })
    .click()
  expect((await asked(request, 'users/get?username=x', guest)).status).toBe(401)
  expect((await asked(request, 'users/get?username=x', { ...guest, password: renewed })).status).toBe(403)

  await choose(/Delete account/)
  const remove = page.getByRole('alertdialog', { name: `Delete the account of ${guest.name}` })
  await remove.getByRole('textbox').fill(guest.name)
  await remove.getByRole('button', { name: 'Delete account' }).click()
  await expect(remove).toHaveCount(0)
  await expect(row(page, guest.name)).toHaveCount(0)
  const gone = await asked(request, `users/get?username=${encodeURIComponent(guest.name)}`, people.admin)
  expect(gone.status).toBe(404)
})

test('a role lets its members read, for as long as they have it', async ({ page, request }) => {
  const id = await idOf(request, 'private')
  const reads = async () =>
    (await asked(request, `experiments/get?experiment_id=${id}`, people.reader)).status
  await open(page, '/permissions/roles', people.admin)
  if (!hasRoles) {
    await expect(page.getByRole('heading', { name: 'This server has no roles' })).toBeVisible(FIRST)
    return
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible(FIRST)
  expect(await reads()).toBe(403)
  await page.getByRole('button', { name: 'New role' }).click()
  const create = page.getByRole('alertdialog', { name: 'New role' })
  await create.getByRole('textbox', { name: 'Name' }).fill('readers of all')
  await create.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'readers of all' })).toBeVisible()
  const gives = page.getByRole('region', { name: 'Gives' })
  await gives.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(gives.getByRole('row').filter({ hasText: 'all experiments' })).toContainText('Read')
  const members = page.getByRole('region', { name: 'Members', exact: true }).first()
  await members.getByRole('combobox', { name: 'Name' }).fill(people.reader.name)
  await members.getByRole('button', { name: 'Add member' }).click()
  await members.getByRole('link', { name: people.reader.name }).click()
  await expect(page.getByRole('heading', { level: 1, name: people.reader.name })).toBeVisible()
  await expect(main(page).getByRole('row').filter({ hasText: 'private' })).toContainText(
    'Role readers of all',
  )
  expect(await reads()).toBe(200)

  await page.goBack()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete role' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible()
  await expect(main(page)).not.toContainText('readers of all')
  expect(await reads()).toBe(403)
})

test('who can reach an experiment, as its owner sees it, and a page for admins that refuses others', async ({
  page,
  request,
}) => {
  const id = await idOf(request, 'digits-classifiers')
  await open(page, `/permissions/experiments/${id}`, people.owner)
  await expect(page.getByRole('heading', { level: 1, name: 'digits-classifiers' })).toBeVisible(FIRST)
  const table = page.getByRole('grid', { name: 'Who can reach digits-classifiers' })
  await expect(table.getByRole('row').filter({ hasText: people.owner.name })).toContainText('Manage')
  // Not listed by 2.x; from 3.13 on the rows of others are told to whoever has one.
  const reader = table.getByRole('row').filter({ hasText: people.reader.name })
  if (hasRoles) await expect(reader).toContainText('Read')
  else await expect(main(page)).toContainText('cannot list its accounts')
  await page.getByRole('navigation', { name: 'Permissions' }).getByRole('link', { name: 'People' }).click()
  await expect(page.getByRole('heading', { name: 'This page is for an admin of MLflow' })).toBeVisible()
})
