import { expect, type Locator, type Page, test } from '@playwright/test'
import { ask, type Rows } from './support/ask'
import { FIRST, main, openAs, people, type Person, version } from './support/real'

// The matrix before a real MLflow server: what was reviewed is what changed there, and nothing else, as MLflow's own
// client tells it. All rows are compared, so that one journey follows the other.
test.describe.configure({ mode: 'default' })

const { admin, owner, reader } = people
const listsUsers = !version.startsWith('2.')

const rows = (): Promise<Rows> => ask('everybody', [admin.name, owner.name, reader.name], admin)
/** Rows with the reader's changed; null: without that row. */
function withReader(before: Rows, changed: Readonly<Record<string, string | null>>): Rows {
  const own = Object.entries({ ...before[reader.name], ...changed })
  return {
    ...before,
    [reader.name]: Object.fromEntries(own.filter(([, level]) => level !== null)) as Rows[string],
  }
}

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Users and what they may do' })
const cell = (page: Page, { name }: Person, experiment: string): Locator =>
  grid(page).getByRole('gridcell', {
    name: new RegExp(`^${name.replaceAll('.', String.raw`\.`)}, ${experiment}:`),
  })
const review = (page: Page): Locator => page.getByRole('complementary', { name: 'Review' })
const result = (page: Page): Locator => page.getByRole('complementary', { name: 'Result' })
const apply = (page: Page): Promise<void> =>
  review(page)
    .getByRole('button', { name: /^Apply \d/ })
    .click()

/** The matrix of experiments of some name, with the reader in it. */
async function openMatrix(page: Page, person: Person, prefix: string): Promise<void> {
  await openAs(page, person, `/permissions?resource=${prefix}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Permissions' })).toBeVisible(FIRST)
  if (listsUsers || person.name === reader.name) return
  // 2.x lists nobody.
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Add names…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add names' })
  for (const { name } of [owner, reader].filter(({ name: one }) => one !== person.name)) {
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('button', { name: 'Check and add' }).click()
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('')
  }
  await dialog.getByRole('button', { name: 'Done' }).click()
}

/** Marks a cell, as a press does, without choosing from its menu. */
async function mark(page: Page, person: Person, experiment: string): Promise<void> {
  await cell(page, person, experiment).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(grid(page)).toBeFocused()
}

async function undo(page: Page, count: number): Promise<void> {
  await result(page)
    .getByRole('button', { name: `Undo ${count}` })
    .click()
}

test('an admin changes cells one by one, by a range and in bulk: these change and no other, and undo', async ({
  page,
}) => {
  await ask('experiments', [reader.name, 'grid-a=READ', 'grid-b', 'grid-c', 'grid-d', 'grid-e=EDIT'])
  const before = await rows()
  expect(before[owner.name]).toMatchObject({ 'experiment grid-a': 'MANAGE' })
  await openMatrix(page, admin, 'grid-')

  await cell(page, reader, 'grid-a').click()
  await page.getByRole('menuitem', { name: /^Edit/ }).click()
  await mark(page, reader, 'grid-b')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('r')
  await mark(page, reader, 'grid-e')
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Change many…' }).click()
  const bulk = page.getByRole('dialog', { name: 'Change many' })
  await bulk.getByRole('textbox', { name: 'Users' }).fill(`${owner.name}, ${reader.name}`)
  await bulk.getByRole('textbox', { name: 'Experiments' }).fill('grid-d')
  await bulk.getByRole('combobox', { name: 'Level' }).selectOption('MANAGE')
  // The owner has it already.
  await bulk.getByRole('button', { name: 'Draft 1 change' }).click()

  await expect(review(page)).toContainText('5 changes for 1 user')
  // A draft is no change.
  expect(await rows()).toEqual(before)
  await apply(page)
  await expect(result(page)).toContainText('All 5 applied. The server confirmed every cell.')
  expect(await rows()).toEqual(
    withReader(before, {
      'experiment grid-a': 'EDIT',
      'experiment grid-b': 'READ',
      'experiment grid-c': 'READ',
      'experiment grid-d': 'MANAGE',
      'experiment grid-e': null,
    }),
  )
  await expect(cell(page, reader, 'grid-d')).toHaveText('Manage')

  await undo(page, 5)
  await expect(result(page)).toContainText('All 5 undone.')
  expect(await rows()).toEqual(before)
  await expect(cell(page, reader, 'grid-a')).toHaveText('Read')
})

test('what another admin changed between review and apply, or before undo, is shown and kept', async ({
  page,
}) => {
  await ask('experiments', [reader.name, 'both-a=READ', 'both-b'])
  const before = await rows()
  await openMatrix(page, admin, 'both-')
  await mark(page, reader, 'both-a')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('m')
  await expect(review(page)).toContainText('2 changes for 1 user')
  await ask('give', ['both-a', reader.name, 'EDIT'], admin)
  await apply(page)
  await expect(result(page)).toContainText('1 not applied. 1 changed by somebody else in the meantime.')
  await expect(result(page)).toContainText('it is Edit now. Nothing was written.')
  expect(await rows()).toEqual(
    withReader(before, { 'experiment both-a': 'EDIT', 'experiment both-b': 'MANAGE' }),
  )

  await ask('give', ['both-b', reader.name, 'READ'], admin)
  await undo(page, 1)
  await expect(result(page)).toContainText('1 not undone. 1 changed by somebody else in the meantime.')
  expect(await rows()).toEqual(
    withReader(before, { 'experiment both-a': 'EDIT', 'experiment both-b': 'READ' }),
  )
})

test('an owner gives and takes what is theirs, and is told what their server will not do', async ({
  page,
}) => {
  await ask('experiments', [reader.name, 'own-a', 'own-b'])
  await ask('experiments', [reader.name, 'own-foreign'], admin)
  const before = await rows()
  await openMatrix(page, owner, 'own-')
  // What others made is not there at all.
  await expect(grid(page).getByRole('columnheader', { name: /^own-/ })).toHaveCount(2)
  await expect(main(page)).toContainText(/You can change \d+ of these\./)
  await expect(cell(page, reader, 'own-a')).toHaveText('–')
  await mark(page, reader, 'own-a')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('e')
  await mark(page, owner, 'own-b')
  await page.keyboard.press('r')
  if (listsUsers) {
    await expect(review(page)).toContainText('This server cannot lower your own Manage.')
  } else {
    await expect(review(page)).toContainText('You take Manage from yourself.')
    await review(page)
      .getByRole('button', { name: `Leave out own-b for ${owner.name}` })
      .click()
  }
  await apply(page)
  await expect(result(page)).toContainText('All 2 applied.')
  expect(await rows()).toEqual(withReader(before, { 'experiment own-a': 'EDIT', 'experiment own-b': 'EDIT' }))
  await undo(page, 2)
  await expect(result(page)).toContainText('All 2 undone.')
  expect(await rows()).toEqual(before)
})

test('a reader’s change is refused by the server, and said so', async ({ page }) => {
  await ask('experiments', [reader.name, 'look-a=READ'])
  const before = await rows()
  await openMatrix(page, reader, 'look-')
  await mark(page, reader, 'look-a')
  await page.keyboard.press('m')
  await expect(review(page)).toContainText('You do not manage look-a.')
  await apply(page)
  await expect(result(page)).toContainText('1 not applied. 1 refused')
  await expect(cell(page, reader, 'look-a')).toHaveText('Manage')
  expect(await rows()).toEqual(before)
  await result(page).getByRole('button', { name: 'Done' }).click()
  await review(page).getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await expect(cell(page, reader, 'look-a')).toHaveText('Read')
})
