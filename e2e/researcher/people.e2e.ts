import { become, EXPERIMENTS, openHistory, recordPanel, records, recordsOf } from '../support/drift'
import { expectFinished, openLab } from '../support/lab'
import { expect, MORE, test } from '../support/test'

// Three people and nobody: what each sees and may do, and why not.

test(
  'what one may not do is disabled with its reason: researcher, owner, stranger, nobody',
  MORE,
  async ({ page }) => {
    const remove = recordPanel(page).getByRole('button', { name: 'Delete' })
    const reason = async () => {
      await remove.hover()
      return page.getByRole('tooltip')
    }
    await openHistory(page, 'camera')
    await records(page).getByRole('row').nth(3).click()
    await expect(page.getByRole('main')).toContainText('you can edit')
    await expect(remove).toBeEnabled()

    await become(page, 'Stranger')
    await expect(page.getByRole('main')).toContainText('you can read')
    await expect(remove).toBeDisabled()
    await expect(await reason()).toContainText(
      'You need Edit access to delete its records. Ask a manager of this experiment.',
    )

    await become(page, 'Signed out')
    await expect(remove).toBeDisabled()
    await expect(await reason()).toContainText('Sign in to delete its records.')

    await become(page, 'Owner')
    await expect(page.getByRole('main')).toContainText('you can manage')
    await remove.click()
    const question = page.getByRole('alertdialog', { name: 'Delete this record?' })
    await question.getByRole('button', { name: 'Delete record' }).click()
    await expect(recordPanel(page)).toHaveCount(0)
    await expect(page.getByText('213 records, 7 of them without a value')).toBeVisible()
    expect((await recordsOf(page, EXPERIMENTS.camera)).length).toBe(100)
  },
)

test(
  'a private experiment: its owner sees the records, nobody else does, and the rest of the page stays',
  MORE,
  async ({ page }) => {
    await openHistory(page, 'private')
    await expect(page.getByRole('heading', { name: 'litter-assessment embeddings is private' })).toBeVisible()
    await expect(page.getByRole('main')).toContainText('You are signed in as researcher@example.org.')
    await become(page, 'Owner')
    await expect(records(page).getByRole('row').first()).toBeVisible()
    await page.reload()
    await expect(records(page).getByRole('row').first()).toBeVisible()
    await become(page, 'Signed out')
    await expect(page.getByRole('main')).toContainText('sign in to see its records')
  },
)

test('the list says whose experiments are closed to whom', MORE, async ({ page }) => {
  await page.goto('/#/drift')
  await expect(page.getByRole('main')).toContainText('1 you cannot read')
  await become(page, 'Owner')
  await expect(page.getByRole('main')).not.toContainText('you cannot read')
  await page.getByRole('radio', { name: 'Mine' }).check()
  await expect(page.getByRole('rowheader')).toHaveCount(6)
  await become(page, 'Signed out')
  await expect(page.getByRole('main')).toContainText(
    'You are not signed in. Sign in to see the experiments you have access to.',
  )
})

test.describe('somebody who is new', () => {
  // Asked who they are, the server refuses who never registered; MLflow tells its version to who is signed in.
  test.use({
    expectedErrors:
      /status of 40[13] .*backends\/(?:drift-watch\/user\/self|mlflow\/version|sign-up\/user\/me)\)$/,
  })

  test('publishing asks to sign in, and to register; what was found stays', MORE, async ({ page }) => {
    await openLab(page)
    await page.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
    await expectFinished(page)
    await become(page, 'Signed out')
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish to Drift Watch' })
    await dialog.getByRole('heading', { name: 'Sign in to publish' }).waitFor()
    await dialog.getByRole('link', { name: 'Connections' }).click()

    const server = page.getByRole('region', { name: 'Drift Watch' })
    const token = server.getByLabel('Bearer token')
    await token.fill('Bearer two words')
    await server.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('main')).toContainText('This is not a bearer token')
    await token.fill('nobody-knows-this')
    await server.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('main')).toContainText('The token is not known')
    await token.fill('demo-newcomer')
    await server.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByText('This server does not know you yet.')).toBeVisible()
    await page.getByRole('button', { name: 'Register' }).click()
    await expect(page.getByRole('main')).toContainText('newcomer@example.org')

    await page.goBack()
    await expectFinished(page)
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    // Nobody granted anything to somebody who is new: a new experiment is offered.
    await expect(dialog.getByRole('radio', { name: 'New experiment' })).toBeChecked()
  })
})
