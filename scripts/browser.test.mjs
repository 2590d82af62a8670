import { describe, expect, test } from 'vitest'
import { findBrowser } from './browser.mjs'

const OWN = 'own'

/**
 * A machine on which only some programs start.
 * @param {{ working?: string[], remembered?: string, fetches?: import('./browser.mjs').World['fetches'] } & Partial<Pick<import('./browser.mjs').World, 'env' | 'platform'>>} machine
 */
function machine({ working = [], remembered, fetches = [], env = { PATH: '/a:/b' }, platform = 'linux' }) {
  /** @type {string[]} */
  const probed = []
  /** @type {import('./browser.mjs').World} */
  const world = {
    env,
    platform,
    arch: 'x64',
    exists: () => true,
    remembered: () => remembered ?? null,
    fetches,
    say: () => {},
    probe: async (path) => {
      const name = path ?? OWN
      probed.push(name)
      if (!working.includes(name)) throw new Error('no such program\nmore')
      return '156.0'
    },
  }
  return { world, probed }
}

/** @type {(name: string, path: string | null, possible?: boolean) => import('./browser.mjs').World['fetches'][number]} */
const fetching = (name, path, possible = true) => ({ name, possible, fetch: () => path })

describe('findBrowser', () => {
  test('the one that was asked for, or a sentence', async () => {
    const env = { PLAYWRIGHT_CHROMIUM: '/mine', PATH: '/a' }
    expect(await findBrowser(machine({ env, working: ['/mine'] }).world)).toMatchObject({ path: '/mine' })
    await expect(findBrowser(machine({ env, working: ['/a/chromium'] }).world)).rejects.toThrow(
      'PLAYWRIGHT_CHROMIUM is /mine, and that does not start: no such program.',
    )
  })

  test("Playwright's own goes before the system's", async () => {
    expect(await findBrowser(machine({ working: [OWN, '/a/chromium'] }).world)).toMatchObject({ path: null })
  })

  test("the system's is found in PATH, Chrome first", async () => {
    const { world, probed } = machine({ working: ['/b/google-chrome', '/a/chromium'] })
    expect(await findBrowser(world)).toMatchObject({ path: '/b/google-chrome', source: 'the system' })
    expect(probed[0]).toBe(OWN)
  })

  test("a headless shell of the system goes before all but the one asked for and Playwright's own", async () => {
    const shell = '/b/chromium-headless-shell'
    const all = { remembered: '/last', working: ['/last', shell, '/a/google-chrome'] }
    expect(await findBrowser(machine(all).world)).toMatchObject({ path: shell, source: 'the system' })
    const asked = { ...all, env: { PLAYWRIGHT_CHROMIUM: '/last', PATH: '/b' } }
    expect(await findBrowser(machine(asked).world)).toMatchObject({ path: '/last' })
    const own = machine({ ...all, working: [OWN, ...all.working] })
    expect(await findBrowser(own.world)).toMatchObject({ path: null })
    const other = machine({ working: ['/a/chrome-headless-shell', '/a/chromium'] })
    expect(await findBrowser(other.world)).toMatchObject({ path: '/a/chrome-headless-shell' })
  })

  test('what worked last time is started again before it is trusted', async () => {
    const good = machine({ remembered: '/last', working: ['/last', '/a/google-chrome'] })
    expect(await findBrowser(good.world)).toMatchObject({ path: '/last', source: 'found before' })
    expect(good.probed).not.toContain('/a/google-chrome')
    const gone = machine({ remembered: '/last', working: ['/a/chromium'] })
    expect(await findBrowser(gone.world)).toMatchObject({ path: '/a/chromium' })
  })

  test('nothing is fetched while one works', async () => {
    const fetches = [{ name: 'x', possible: true, fetch: () => expect.unreachable() }]
    expect(await findBrowser(machine({ working: ['/a/chromium'], fetches }).world)).toMatchObject({
      version: '156.0',
    })
  })

  test('fetches are tried in order, each result started', async () => {
    const failing = {
      name: 'first',
      possible: true,
      fetch: () => {
        throw new Error('no network')
      },
    }
    const fetches = [
      failing,
      fetching('impossible', '/ok', false),
      fetching('second', '/broken'),
      fetching('third', '/ok'),
    ]
    expect(await findBrowser(machine({ working: ['/ok'], fetches }).world)).toMatchObject({
      path: '/ok',
      source: 'third',
    })
  })

  test('where nothing works, one sentence says what was tried and what to do', async () => {
    const failing = {
      name: 'first',
      possible: true,
      fetch: () => {
        throw new Error('no network\nstack')
      },
    }
    await expect(findBrowser(machine({ fetches: [failing] }).world)).rejects.toThrow(
      'No Chromium could be started or fetched (tried first: no network): install Chrome or Chromium, or set PLAYWRIGHT_CHROMIUM to its path.',
    )
  })

  test('macOS and Windows have their own places', async () => {
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    expect(await findBrowser(machine({ platform: 'darwin', working: [mac] }).world)).toMatchObject({
      path: mac,
    })
    const { world, probed } = machine({ platform: 'win32', env: { PROGRAMFILES: 'C:/Program Files' } })
    await expect(findBrowser(world)).rejects.toThrow('No Chromium')
    expect(probed.some((path) => path.endsWith('chrome.exe'))).toBe(true)
  })
})
