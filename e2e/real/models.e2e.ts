import { expect, test } from '@playwright/test'
import { ask } from './support/ask'
import { FIRST, main, openAs, people, version } from './support/real'

// The registry: from the list to a model, its version and the run it came from.

test('a model, its version and the run it came from; what runs logged, from MLflow 3 on', async ({
  page,
}) => {
  const told = await ask('model', ['digits-mlp'])
  const [newest] = told.versions
  // A server that knows no such models is not asked for them.
  let askedForLogged = false
  page.on('request', (request) => {
    askedForLogged ||= request.url().includes('/mlflow/logged-models')
  })
  await openAs(page, people.owner, '/models')
  const row = main(page)
    .getByRole('region', { name: 'Models' })
    .getByRole('row')
    .filter({ hasText: 'digits-mlp' })
  await expect(row).toContainText(told.description, FIRST)
  expect(told.aliases).toEqual({ champion: newest!.version })
  await expect(row).toContainText(`@champion → ${newest!.version}`)
  await row.getByRole('link', { name: 'digits-mlp' }).click()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('digits-mlp', FIRST)
  const versions = main(page).getByRole('region', { name: 'Versions' }).getByRole('row')
  await expect(versions).toHaveCount(1 + told.versions.length)
  const shown = versions.nth(1)
  for (const text of ['@champion', newest!.status.toLowerCase(), 'checked=yes', newest!.runName])
    await expect(shown).toContainText(text)

  const logged = main(page).getByRole('region', { name: 'Logged models' })
  if (version.startsWith('2.')) {
    expect(told.logged).toEqual([])
    await expect(logged).toHaveCount(0)
  } else {
    expect(told.logged.length).toBeGreaterThan(0)
    await expect(logged.getByRole('row')).toHaveCount(1 + told.logged.length)
    for (const one of told.logged) {
      const own = logged.getByRole('row').filter({ has: page.locator(`a[href$="/runs/${one.run}"]`) })
      await expect(own.getByRole('rowheader')).toContainText(one.name)
    }
  }

  await shown.getByRole('link', { name: newest!.runName, exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/runs/${newest!.run}`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`^${newest!.runName}`))
  expect(askedForLogged).toBe(!version.startsWith('2.'))
})
