import { expect, type Locator, type Page } from '@playwright/test'

// The app before a real MLflow server, through the proxy of `npm run connect`: `npm run test:real` starts both and says
// where they are. Its journeys do not use the `test` of the demo: refusals belong to them.

export interface Person {
  name: string
  password: string
}

export const people = JSON.parse(process.env['REAL_PEOPLE'] ?? '{}') as Record<
  'admin' | 'owner' | 'reader',
  Person
>

/** Of the server: "2.21.3". */
export const version = process.env['REAL_MLFLOW_VERSION'] ?? ''

/** The development server bundles what the first page needs. */
export const FIRST = { timeout: 120_000 }

export const main = (page: Page): Locator => page.getByRole('main')
const grid = (page: Page): Locator => main(page).getByRole('treegrid', { name: 'Runs' })
/** A run's name, behind the box that selects it. */
export const cell = (page: Page, text: string): Locator =>
  grid(page).getByRole('gridcell', { name: text, exact: true }).and(page.locator('[aria-colindex="2"]'))

export async function open(page: Page, address: string): Promise<void> {
  await page.goto(`${process.env['TIDEMARK_URL'] ?? ''}#${address}`)
}

export async function signIn(page: Page, { name, password }: Person): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await main(page).getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** A page, as somebody. */
export async function openAs(page: Page, person: Person, address: string): Promise<void> {
  await open(page, address)
  await expect(page.getByLabel('Name', { exact: true })).toBeVisible(FIRST)
  await signIn(page, person)
}

/** The runs of the classifiers, as somebody. */
export async function openClassifiers(page: Page, person: Person): Promise<void> {
  await openAs(page, person, '/experiments')
  await main(page).getByRole('link', { name: 'digits-classifiers' }).click(FIRST)
  await expect(cell(page, 'logistic')).toBeVisible(FIRST)
}
