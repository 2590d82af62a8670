import { expect, type Page, test } from '@playwright/test'
import {
  type RunningProvider,
  startIdentityProvider,
} from '../../src/api/oidc/identity-provider.test-support'
import { type Connected, serveConnect } from '../support/serve-connect'
import { MORE } from '../support/test'

// `npm run connect` before a server that trusts a real identity provider, whose pages sign in whoever types a name.

let provider: RunningProvider
let connected: Connected
test.beforeEach(async () => {
  provider = await startIdentityProvider()
  connected = await serveConnect(provider)
})
test.afterEach(async () => {
  await connected.close()
  await provider.close()
})

const server = (page: Page) => page.getByRole('region', { name: 'Drift Watch', exact: true })
const signIn = (page: Page) => server(page).getByRole('button', { name: /^Sign in with 127\.0\.0\.1:/ })

async function openConnections(page: Page): Promise<void> {
  await page.goto(`${connected.url}#/connections`)
  await expect(server(page).getByText('Reachable, not signed in')).toBeVisible({ timeout: 90_000 })
}

/** Presses the button, and is at the provider. */
async function atProvider(page: Page): Promise<Page> {
  const opening = page.waitForEvent('popup')
  await signIn(page).click()
  const popup = await opening
  await expect(popup.getByPlaceholder('Enter any login')).toBeVisible()
  await expect(server(page)).toContainText('in the window that opened')
  return popup
}

test(
  'signed in by a provider: the token is on requests, renewed before its end, and gone after the sign-out',
  MORE,
  async ({ page }) => {
    provider.tokensLast(25)
    await openConnections(page)
    const began = await page.evaluate(() => performance.timeOrigin)
    await server(page).getByLabel('Bearer token').fill('half a tok')
    const popup = await atProvider(page)
    await popup.getByPlaceholder('Enter any login').fill('researcher')
    await popup.getByPlaceholder('and password').fill('whatever')
    await popup.getByRole('button', { name: 'Sign-in' }).click()
    const closing = popup.waitForEvent('close')
    await popup.getByRole('button', { name: 'Continue' }).click()
    await closing
    await expect(server(page).getByText('Reachable, signed in')).toBeVisible()
    await expect(server(page)).toContainText('researcher@example.org')
    await expect(server(page)).toContainText('Renewed by 127.0.0.1')
    // The page itself went nowhere.
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(began)
    expect(page.url()).toBe(`${connected.url}#/connections`)

    provider.tokensLast(600)
    await server(page).getByRole('button', { name: 'Check again' }).click()
    await expect.poll(() => connected.tokens.length).toBeGreaterThan(1)
    const last = () => connected.tokens.at(-1) ?? ''
    await page.getByRole('link', { name: 'Drift', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Drift')
    await page.getByRole('link', { name: 'air-quality sensors' }).click()
    await expect(page.getByRole('main')).toContainText('you can edit')
    const renewed = last()
    expect(await provider.emailOf(renewed)).toBe('researcher@example.org')
    // Nothing of it is kept: no storage, no address, no cookie of the page.
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]),
    )
    for (const token of connected.tokens) expect(kept).not.toContain(token)

    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByText('Signed out of Drift Watch')).toBeVisible()
    await expect(page.getByText('may still know you in this browser')).toBeVisible()
    await expect.poll(() => provider.emailOf(renewed)).toBeNull()
  },
)

test('each failure of the way is a sentence, and what was typed stays', MORE, async ({ page }) => {
  await openConnections(page)
  const token = server(page).getByLabel('Bearer token')
  await token.fill('kept')

  const refusing = await atProvider(page)
  await refusing.getByRole('link', { name: '[ Cancel ]' }).click()
  await expect(server(page).getByRole('alert')).toContainText('The sign-in was refused.')

  const left = await atProvider(page)
  await left.close()
  await server(page).getByRole('button', { name: 'Stop waiting' }).click()
  await expect(signIn(page)).toBeVisible()
  await expect(server(page).getByRole('alert')).toHaveCount(0)

  // An answer that nobody asked for.
  const stray = await page.context().newPage()
  await stray.goto(`${connected.url}signed-in.html?code=abc&state=nobodys`)
  await expect(stray.getByRole('status')).toContainText('Nobody was signed in')
  expect(stray.url()).toBe(`${connected.url}signed-in.html`)
  await stray.close()

  await page.evaluate(() => {
    window.open = () => null
  })
  await signIn(page).click()
  await expect(server(page).getByRole('alert')).toContainText('The browser blocked the sign-in window.')
  await expect(token).toHaveValue('kept')
})

test('a provider that is down, and a session that was ended there', MORE, async ({ page }) => {
  provider.tokensLast(25)
  await openConnections(page)
  const popup = await atProvider(page)
  await popup.getByPlaceholder('Enter any login').fill('newcomer')
  await popup.getByPlaceholder('and password').fill('whatever')
  await popup.getByRole('button', { name: 'Sign-in' }).click()
  await popup.getByRole('button', { name: 'Continue' }).click()
  await expect(server(page).getByText('This server does not know you yet.')).toBeVisible()
  provider.endSessions()
  await server(page).getByRole('button', { name: 'Register' }).click()
  await expect(page.getByText('Your sign-in has ended').first()).toBeVisible()
  await expect(server(page).getByText('Reachable, not signed in')).toBeVisible()

  await provider.close()
  await signIn(page).click()
  await expect(server(page).getByRole('alert')).toContainText('The identity provider does not answer.')
})
