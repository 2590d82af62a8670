import type { Page } from '@playwright/test'
import { addFault, become } from '../support/drift'
import { expect, MORE, test } from '../support/test'

// An account of MLflow for somebody of the identity provider: registration, settings, and others let in.

const PASSWORD = 'blue horse seven castle'

// The browser writes refusals into the console: those that the tests make, and the name of an experiment, asked by
// who may not know it while the person changes.
test.use({ expectedErrors: /status of (?:500|403) .*backends\/sign-up\// })

async function openAccount(page: Page, person: 'Stranger' | 'Owner'): Promise<void> {
  await page.goto('/#/connections/sign-up')
  await expect(page.getByRole('heading', { level: 1, name: /^MLflow/ })).toBeVisible()
  await become(page, person)
  await expect(page.getByRole('main')).toContainText(`${person.toLowerCase()}@example.org`)
}

/** What the demo's service knows of the stranger, asked in a request of its own. */
const isRegistered = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const headers = { Authorization: 'Bearer demo-stranger' }
    const me = (await (await fetch('backends/sign-up/user/me', { headers })).json()) as { mlflow: unknown }
    return me.mlflow !== null
  })

const alert = (page: Page) => page.getByRole('main').getByRole('alert')

test('somebody registers with a strong password and the terms, changes it, and deletes the account', async ({
  page,
}) => {
  await openAccount(page, 'Stranger')
  await expect(page.getByRole('heading', { level: 1, name: 'MLflow registration' })).toBeVisible()
  const register = page.getByRole('button', { name: 'Register', exact: true })
  const password = page.getByRole('textbox', { name: 'Password', exact: true })
  await password.fill('short')
  await expect(page.getByRole('main')).toContainText('Too short')
  await password.fill(PASSWORD)
  await page.getByLabel('The same again').fill(PASSWORD)
  await register.hover()
  await expect(page.getByRole('tooltip')).toContainText('Accept the terms first.')
  await page.getByRole('checkbox', { name: /^I accept the terms/ }).check()
  await register.click()
  await expect(page.getByText('MLflow has an account of stranger@example.org.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'MLflow user settings' })).toBeVisible()
  expect(await isRegistered(page)).toBe(true)
  expect(page.url()).not.toContain('horse')

  await password.fill(`${PASSWORD} 2`)
  await page.getByLabel('The same again').fill(`${PASSWORD} 2`)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('The password is changed')).toBeVisible()
  await expect(password).toHaveValue('')

  await page.getByRole('button', { name: 'Delete my account' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete your MLflow account?' })
  await question.getByLabel(/^Type stranger/).fill('stranger@example.org')
  await question.getByRole('button', { name: 'Delete account' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'MLflow registration' })).toBeVisible()
  expect(await isRegistered(page)).toBe(false)
})

test('a form never says that it is done when it is not', MORE, async ({ page }) => {
  await openAccount(page, 'Stranger')
  const refuse = (path: string, method: 'POST' | 'PUT' | 'PATCH', message: string) =>
    addFault(page, {
      backend: 'sign-up',
      path,
      method,
      times: 1,
      answer: { status: 500, type: 'application/json', body: JSON.stringify({ message }) },
    })
  await refuse('/user/me$', 'POST', "Couldn't create user in mlflow")
  const password = page.getByRole('textbox', { name: 'Password', exact: true })
  await password.fill(PASSWORD)
  await page.getByLabel('The same again').fill(PASSWORD)
  await page.getByRole('checkbox', { name: /^I accept the terms/ }).check()
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(alert(page)).toContainText('MLflow did not create the account')
  await expect(page.getByText('MLflow has an account of')).toHaveCount(0)
  await expect(password).toHaveValue(PASSWORD)
  expect(await isRegistered(page)).toBe(false)

  await become(page, 'Owner')
  await expect(page.getByRole('heading', { level: 1, name: 'MLflow user settings' })).toBeVisible()
  await refuse('/user/me/password', 'PATCH', 'Could not update secret')
  await password.fill(PASSWORD)
  await page.getByLabel('The same again').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(alert(page)).toContainText('changed in MLflow, but not in the secret store')
  await expect(page.getByText('The password is changed', { exact: true })).toHaveCount(0)

  await page.getByRole('button', { name: 'Manage NVFlare_HoreKa_Halcore' }).click()
  const form = page.getByRole('form', { name: 'Access to NVFlare_HoreKa_Halcore' })
  await form.getByLabel('Email address').fill('owner@example.org')
  await form.getByRole('button', { name: 'Check' }).click()
  await expect(form).toContainText('This is you')
  await form.getByLabel('Email address').fill('researcher@example.org')
  await form.getByRole('button', { name: 'Check' }).click()
  await expect(form.getByRole('status')).toContainText('researcher@example.org: EDIT.')
  await refuse('/user/permission/experiment$', 'PUT', "Couldn't update user permissions in mlflow")
  await form.getByRole('button', { name: 'EDIT → READ' }).click()
  await expect(form.getByRole('alert')).toContainText('The permission is still the old one')
  await expect(form.getByRole('status')).toContainText('researcher@example.org: EDIT.')
  await form.getByRole('button', { name: 'EDIT → READ' }).click()
  await expect(form.getByRole('status')).toContainText('researcher@example.org: READ. Before: EDIT.')
})
