import type { Page } from '@playwright/test'
import { addFault, become, EXPERIMENTS } from '../support/drift'
import { expect, MORE, test } from '../support/test'

// Who may use an experiment of Drift Watch: seen, changed, reviewed, and what the server has afterwards.

const STRANGER = '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e03'
const TEAM = 'urn:mace:egi.eu:group:vo.imagine-ai.eu:role=member#aai.egi.eu'

interface Stored {
  name: string
  description?: string
  public: boolean
  permissions: { entity: string; level: string }[]
}

/** Asks the demo's server, or changes it, in a request of its own. */
function stored(page: Page, id: string, put?: Partial<Stored>): Promise<Stored> {
  return page.evaluate(
    async ([id, put]) => {
      const path = `backends/drift-watch/experiment/${id}`
      const now = (await (await fetch(path)).json()) as Stored
      if (!put) return now
      const { name, description, public: isPublic, permissions } = { ...now, ...put }
      const response = await fetch(path, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', Authorization: 'Bearer demo-owner' },
        body: JSON.stringify({
          name,
          ...(description ? { description } : {}),
          public: isPublic,
          permissions,
        }),
      })
      return (await response.json()) as Stored
    },
    [id, put] as const,
  )
}

async function openAccess(page: Page, id: string): Promise<void> {
  await page.goto(`/#/drift/${id}/access`)
  await expect(page.getByRole('heading', { level: 1, name: /^Access to/ })).toBeVisible()
}

const rows = (page: Page) => page.getByRole('list', { name: 'Grants' }).getByRole('listitem')
const review = (page: Page) => page.getByRole('alertdialog', { name: /^Change the access to/ })
const reviewButton = (page: Page) => page.getByRole('button', { name: 'Review changes' })

test('a manager gives access by id, sees before and after, and the server has exactly that', async ({
  page,
}) => {
  await openAccess(page, EXPERIMENTS.empty)
  await expect(page.getByText('You can view, but not change.')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Your level here is Edit')
  await expect(reviewButton(page)).toHaveCount(0)

  await become(page, 'Owner')
  await expect(page.getByRole('main')).not.toContainText('You can view, but not change.')
  await page.getByLabel('Id or entitlement').fill('stranger@example.org')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('main')).toContainText('This is an email address.')
  await page.getByRole('group', { name: 'Level to give' }).getByText('Edit').click()
  await expect(page.getByRole('main')).toContainText('Edit lets one see its records, publish to it')
  await page.getByLabel('Id or entitlement').fill(STRANGER)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('checkbox', { name: /^Public/ }).uncheck()
  await reviewButton(page).click()
  await expect(review(page).getByRole('row').nth(1)).toContainText(/no access\s*→\s*Edit/)
  await expect(review(page)).toContainText('stay readable for everybody')
  const before = await stored(page, EXPERIMENTS.empty)
  await review(page).getByRole('button', { name: 'Save access' }).click()
  await expect(page.getByText('Access is changed')).toBeVisible()
  expect(await stored(page, EXPERIMENTS.empty)).toEqual({
    ...before,
    public: false,
    permissions: [...before.permissions, { entity: STRANGER, level: 'Edit' }],
  })

  await become(page, 'Stranger')
  await expect(page.getByRole('main')).toContainText('Your level here is Edit')
})

test('nobody loses the last Manage, and leaving an unsaved draft is asked about', MORE, async ({ page }) => {
  await openAccess(page, EXPERIMENTS.camera)
  await become(page, 'Owner')
  await page.getByRole('button', { name: 'Remove access of owner@example.org' }).click()
  await expect(rows(page).last()).toContainText('Manage is removed')
  await expect(page.getByRole('status').filter({ hasText: 'Nobody would manage' })).toBeVisible()
  await reviewButton(page).hover()
  await expect(page.getByRole('tooltip')).toContainText('Nobody would manage this experiment any more.')
  await page
    .getByRole('group', { name: `Level of ${TEAM}` })
    .getByText('Manage')
    .click()
  await expect(page.getByRole('status').filter({ hasText: 'your own Manage' })).toBeVisible()
  await page.getByRole('link', { name: 'History' }).click()
  await page
    .getByRole('alertdialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Stay' })
    .click()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('main')).toContainText('Nothing is changed.')
})

test(
  'an admin finds people by name, and is told that saving makes a manager of them',
  MORE,
  async ({ page }) => {
    await openAccess(page, EXPERIMENTS.private)
    await become(page, 'Admin')
    await expect(rows(page).first()).toContainText('owner@example.org')
    await page.getByLabel('Person, id or entitlement').fill('STRANGER@')
    await page.getByRole('button', { name: 'stranger@example.org' }).click()
    await reviewButton(page).click()
    await expect(review(page)).toContainText('The server makes you a manager of it')
    await expect(review(page).getByRole('row', { name: /admin@example.org by the server/ })).toContainText(
      'Manage',
    )
    await review(page).getByRole('button', { name: 'Save access' }).click()
    await expect(page.getByText('Access is changed')).toBeVisible()
    const { permissions } = await stored(page, EXPERIMENTS.private)
    expect(permissions.map(({ level }) => level)).toEqual(['Manage', 'Read', 'Manage'])
  },
)

test(
  'what another saved meanwhile is not overwritten, and a failure never says that it is done',
  MORE,
  async ({ page }) => {
    await openAccess(page, EXPERIMENTS.camera)
    await become(page, 'Owner')
    await page
      .getByRole('group', { name: `Level of ${TEAM}` })
      .getByText('Read')
      .click()
    const before = await stored(page, EXPERIMENTS.camera)
    const theirs = [...before.permissions, { entity: STRANGER, level: 'Read' }]
    await stored(page, EXPERIMENTS.camera, { name: 'renamed', permissions: theirs })
    await reviewButton(page).click()
    await review(page).getByRole('button', { name: 'Save access' }).click()
    await expect(review(page)).toContainText('Somebody else changed it since you began: nothing was written.')
    expect((await stored(page, EXPERIMENTS.camera)).permissions).toEqual(theirs)

    await addFault(page, {
      path: `/experiment/${EXPERIMENTS.camera}$`,
      method: 'PUT',
      times: 1,
      answer: { status: 502, type: 'text/html', body: '<h1>Bad Gateway</h1>' },
    })
    await review(page).getByRole('button', { name: 'Save access' }).click()
    await expect(review(page).getByRole('alert')).toBeVisible()
    await expect(page.getByText('Access is changed')).toHaveCount(0)
    await review(page).getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText('Access is changed')).toBeVisible()
    expect(await stored(page, EXPERIMENTS.camera)).toMatchObject({
      name: 'renamed',
      permissions: theirs.map((grant) => (grant.entity === TEAM ? { ...grant, level: 'Read' } : grant)),
    })
  },
)
