import { type APIRequestContext, expect, test } from '@playwright/test'
import { ask } from '../real/support/ask'
import { cell, FIRST, main, openAs, people } from '../real/support/real'

// A server that lets everybody read: before what others made, the reader has no row of permissions at all.

const server = process.env['REAL_MLFLOW_URL'] ?? ''

/** As the owner. @returns what the server answered */
async function made<Answer>(request: APIRequestContext, path: string, data: object): Promise<Answer> {
  const { name, password } = people.owner
  const authorization = `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`
  const answer = await request.post(`${server}/api/2.0/mlflow/${path}`, { data, headers: { authorization } })
  expect(answer.status(), await answer.text()).toBe(200)
  return (await answer.json()) as Answer
}

const UNSAID = 'you have no permission on it, and the server’s default is lower'

test('who has no row reads what others made, is told what the default keeps from them, and owns what they make', async ({
  page,
  request,
}) => {
  const { experiment_id } = await made<{ experiment_id: string }>(request, 'experiments/create', {
    name: 'of-the-owner',
  })
  const { run } = await made<{ run: { info: { run_id: string } } }>(request, 'runs/create', {
    experiment_id,
    run_name: 'kept',
    start_time: 1,
  })
  const { run_id } = run.info
  await made(request, 'registered-models/create', { name: 'of-the-owner-too' })

  await openAs(page, people.reader, '/experiments')
  const actions = (name: string) => page.getByRole('button', { name: `Actions for ${name}` })
  await expect(actions('of-the-owner')).toBeVisible(FIRST)
  await actions('of-the-owner').click()
  for (const name of ['Rename and describe', 'Edit tags', 'Delete']) {
    const item = page.getByRole('menuitem', { name })
    await expect(item).toHaveAttribute('aria-disabled', 'true')
    await expect(item).toContainText(UNSAID)
  }
  await page.keyboard.press('Escape')

  await main(page).getByRole('link', { name: 'of-the-owner', exact: true }).click()
  await expect(main(page)).toContainText('1 run · you can read', FIRST)
  await cell(page, 'kept').click()
  await expect(page.getByRole('heading', { level: 1, name: /^kept/ })).toBeVisible(FIRST)
  await page.getByRole('button', { name: 'Actions for this run' }).click()
  for (const name of ['Rename', 'Edit note', 'Edit tags', 'Delete']) {
    const item = page.getByRole('menuitem', { name })
    await expect(item).toHaveAttribute('aria-disabled', 'true')
    await expect(item).toContainText(UNSAID)
  }
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'Models', exact: true }).click()
  await main(page).getByRole('link', { name: 'of-the-owner-too' }).click(FIRST)
  await expect(page.getByRole('button', { name: 'Edit tags' })).toHaveAttribute(
    'aria-disabled',
    'true',
    FIRST,
  )

  // Whoever makes something manages it, whatever the default.
  await page.getByRole('link', { name: 'Experiments', exact: true }).click()
  await page.getByRole('button', { name: 'New experiment' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'New experiment' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('of-the-reader')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'of-the-reader' })).toBeVisible()
  await expect(main(page)).toContainText('0 runs · you can manage')

  // On the server all is as it was.
  expect(await ask('run', [run_id])).toMatchObject({ name: 'kept', tags: { 'mlflow.runName': 'kept' } })
})
