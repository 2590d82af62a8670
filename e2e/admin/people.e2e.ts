import type { Locator, Page } from '@playwright/test'
import { become } from '../support/drift'
import { expect, MORE, test } from '../support/test'

// Accounts of an MLflow server of 2.21, as its admin looks after them.

const list = (page: Page): Locator => page.getByRole('region', { name: 'People' })
const row = (page: Page, name: string): Locator => list(page).getByRole('row').filter({ hasText: name })

async function openPeople(page: Page): Promise<void> {
  await page.goto('/#/connections')
  await expect(page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible()
  await become(page, 'Admin')
  await page.goto('/#/permissions/people')
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await expect(row(page, 'lead@example.org')).toContainText('Admin')
}

/** One item of the menu of somebody's account. */
async function choose(page: Page, name: string, item: string | RegExp): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `Account of ${name}` })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('create an account with a made password, sign in with it, reset it, and delete it', async ({ page }) => {
  await openPeople(page)
  await page.getByRole('button', { name: 'New account' }).click()
  const create = page.getByRole('alertdialog', { name: 'New account' })
  const name = create.getByRole('textbox', { name: 'Name' })
  await name.fill('co:lon@example.org')
  await expect(create).toContainText('can never sign in')
  await expect(create.getByRole('button', { name: 'Create' })).toBeDisabled()
  await name.fill('newcomer@example.org')
  const password = await create.getByRole('textbox', { name: 'Generated password' }).inputValue()
  expect(password).toMatch(/^(?:\w{4}-){4}\w{4}$/)
  await expect(create).toContainText('Strong')
  await create.getByRole('radio', { name: 'Typed' }).check()
  await create.getByLabel('Password', { exact: true }).fill('short')
  await expect(create).toContainText('Too short')
  await expect(create.getByRole('button', { name: 'Create' })).toBeDisabled()
  await create.getByRole('radio', { name: 'Generated' }).check()
  const made = await create.getByRole('textbox', { name: 'Generated password' }).inputValue()
  expect(made).not.toBe(password)
  await create.getByRole('button', { name: 'Create' }).click()
  const done = page.getByRole('alertdialog', { name: 'newcomer@example.org has an account' })
  await expect(done.getByText(made)).toBeVisible()
  await done.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText(made)).toHaveCount(0)
  await expect(row(page, 'newcomer@example.org')).toContainText('User')

  // Nowhere but on the server: not in what the browser keeps, and not in an address.
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(kept).toContain('newcomer@example.org')
  expect(kept).not.toContain(made)
  expect(page.url()).not.toContain(made)

  // It signs in, and who is no admin is refused by what the server says.
  await become(page, 'Signed out')
  await page.getByRole('textbox', { name: 'Name' }).fill('newcomer@example.org')
  await page.getByLabel('Password').fill(made)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'This page is for an admin of MLflow' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('You are signed in as newcomer@example.org')

  await become(page, 'Admin')
  await expect(row(page, 'newcomer@example.org')).toBeVisible()
  await choose(page, 'newcomer@example.org', /Reset password/)
  const reset = page.getByRole('alertdialog', { name: 'Reset the password of newcomer@example.org' })
  await reset.getByRole('button', { name: 'Reset' }).click()
  const renewed = page.getByRole('alertdialog', { name: 'newcomer@example.org has a new password' })
  await renewed.getByRole('button', { name: 'Done' }).click()

  await choose(page, 'newcomer@example.org', /Delete account/)
  const remove = page.getByRole('alertdialog', { name: 'Delete the account of newcomer@example.org' })
  await expect(remove).toContainText('This account manages nothing.')
  await expect(remove.getByRole('button', { name: 'Delete account' })).toBeDisabled()
  await remove.getByRole('textbox').fill('newcomer@example.org')
  await remove.getByRole('button', { name: 'Delete account' }).click()
  await expect(remove).toHaveCount(0)
  await expect(row(page, 'newcomer@example.org')).toHaveCount(0)
})

test('who manages something is deleted with their rows, which are shown first', MORE, async ({ page }) => {
  await openPeople(page)
  await expect(row(page, 'data-steward@example.org')).toContainText('6')
  await choose(page, 'data-steward@example.org', /Delete account/)
  const remove = page.getByRole('alertdialog', { name: 'Delete the account of data-steward@example.org' })
  await expect(remove).toContainText('data-steward@example.org manages 1 of these.')
  await expect(remove.getByRole('list')).toContainText('pm10-forecast')
  await expect(remove).toContainText('5 more rows are lower than Manage')
  await expect(remove).toContainText('6 rows are removed one by one')
  await remove.getByRole('textbox').fill('data-steward@example.org')
  await remove.getByRole('button', { name: 'Delete account' }).click()
  await expect(remove).toHaveCount(0)
  await expect(row(page, 'data-steward@example.org')).toHaveCount(0)
})

test('the last admin stays one', MORE, async ({ page }) => {
  await openPeople(page)
  await choose(page, 'lead@example.org', /Remove admin rights/)
  await expect(row(page, 'lead@example.org')).toContainText('User')
  await row(page, 'admin@example.org').getByRole('button', { name: 'Account of admin@example.org' }).click()
  const demote = page.getByRole('menuitem', { name: /Remove admin rights/ })
  await expect(demote).toBeDisabled()
  await expect(demote).toContainText('the last known admin')
  await page.keyboard.press('Escape')
  await choose(page, 'lead@example.org', /Make an admin/)
  await expect(row(page, 'lead@example.org')).toContainText('Admin')
})

test.describe(() => {
  // Names without an account.
  test.use({ expectedErrors: /status of 404 .*users\/get\?username=(?:ghost%40example\.org|%3Dcmd%7Cx)\)$/ })

  test('names are typed and imported where the server lists nobody', MORE, async ({ page }) => {
    await openPeople(page)
    await expect(page.getByRole('main')).toContainText('MLflow 2.21.3 cannot list its accounts.')
    await page.getByRole('button', { name: 'Add names' }).click()
    const add = page.getByRole('dialog', { name: 'Add names' })
    await add.getByRole('textbox', { name: 'Name' }).fill('ghost@example.org')
    await add.getByRole('button', { name: 'Check and add' }).click()
    await expect(add.getByRole('alert')).toContainText('The server has no account ghost@example.org')
    // Said once.
    await expect(add.getByText('The server has no account ghost@example.org')).toHaveCount(1)
    // What is typed stays, whatever a file brings: the dialog would stay open for it.
    await add.getByRole('textbox', { name: 'Name' }).fill('')
    await add.locator('input[type=file]').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'id,User\r\n1,stranger@example.org\r\n2,=cmd|x\r\n3,co:lon\r\n4,stranger@example.org\r\n',
      ),
    })
    await expect(add).toHaveCount(0)
    await expect(row(page, 'stranger@example.org')).toBeVisible()
    await expect(page.getByRole('main')).toContainText('=cmd|x has no account on this server.')
    await page.getByRole('button', { name: 'Forget name' }).click()
    await expect(page.getByRole('main')).not.toContainText('=cmd|x')
    await expect(page.getByRole('region', { name: 'What this server leaves unprotected' })).toContainText(
      'Everybody can find every run.',
    )
  })
})

test.describe(() => {
  // A page that asks something while the password changes is refused once, and asks again.
  test.use({ expectedErrors: /status of 401 / })

  test(
    'one’s own password: the new one signs in at once, and the old one no more',
    MORE,
    async ({ page }) => {
      await page.goto('/#/connections/account')
      await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
      const form = page.getByRole('region', { name: 'Change password' })
      const change = form.getByRole('button', { name: 'Change password' })
      await form.getByLabel('Current password').fill('not-mine-at-all')
      await form.getByLabel('Password', { exact: true }).fill('renewed-by-hand 17')
      await form.getByLabel('The same again').fill('renewed-by-hand 18')
      await expect(form).toContainText('The two are not the same.')
      await expect(change).toBeDisabled()
      await form.getByLabel('The same again').fill('renewed-by-hand 17')
      await change.click()
      await expect(form.getByRole('alert')).toContainText(
        'This is not the password that you are signed in with',
      )
      await form.getByLabel('Current password').fill('demo-researcher-password')
      await change.click()
      await expect(page.getByText('Password changed')).toBeVisible()
      await expect(form.getByLabel('Current password')).toHaveValue('')
      await expect(page.getByRole('grid', { name: 'Your permissions' })).toContainText(
        'NVFlare_HoreKa_Halcore',
      )
      // With the new password, since everything is asked anew.
      await page.goto('/#/experiments')
      await expect(page.getByRole('link', { name: 'NVFlare_HoreKa_Halcore' })).toBeVisible()
      const databases = await page.evaluate(async () => {
        const opened = (name: string) =>
          new Promise<IDBDatabase>((resolve, reject) => {
            const request = indexedDB.open(name)
            request.onsuccess = () => resolve(request.result)
            request.onerror = () => reject(new Error(name))
          })
        const rows: unknown[] = []
        for (const { name = '' } of await indexedDB.databases()) {
          const db = await opened(name)
          for (const store of db.objectStoreNames)
            rows.push(
              await new Promise((resolve) => {
                const all = db.transaction(store).objectStore(store).getAll()
                all.onsuccess = () => resolve(all.result)
              }),
            )
          db.close()
        }
        return JSON.stringify({ rows, ...localStorage, ...sessionStorage })
      })
      expect(databases).toContain('researcher@example.org')
      expect(databases).not.toContain('renewed-by-hand')
    },
  )
})
