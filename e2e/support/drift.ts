import type { Locator, Page } from '@playwright/test'
import { expect } from './test'

/** Experiments of the demo; each sentinel shows one way in which a server or its data can be wrong. */
export const EXPERIMENTS = {
  /** 214 records: the camera of the pictures. */
  camera: '2b3f72f3-6f61-4092-bd4b-f2b60bec1403',
  /** 10,000 records. */
  scanner: '053364f9-5593-4e56-9d75-d96db1a578b9',
  empty: '5e471e00-0000-4000-8000-000000000000',
  /** One record of it is none. */
  malformed: '5e471e00-0000-4000-8000-000000000bad',
  /** Only its owner sees the records. */
  private: '5e471e00-0000-4000-8000-000000000403',
  /** Behind a gateway that answers 502 with a page. */
  unreachable: '5e471e00-0000-4000-8000-000000000502',
} as const

/** Opens a history by its address, as a link does. @param query without the "?" */
export async function openHistory(
  page: Page,
  experiment: keyof typeof EXPERIMENTS | (string & {}),
  query = '',
): Promise<void> {
  const id = experiment in EXPERIMENTS ? EXPERIMENTS[experiment as keyof typeof EXPERIMENTS] : experiment
  await page.goto(`/#/drift/${id}${query === '' ? '' : `?${query}`}`)
}

export const historyChart = (page: Page): Locator => page.getByRole('figure').first()
export const recordPanel = (page: Page): Locator => page.getByRole('complementary', { name: 'Record' })
export const records = (page: Page): Locator => page.getByRole('grid', { name: 'Records' })

/** Nothing is being loaded any more. */
export async function expectLoaded(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await expect(page.getByRole('progressbar')).toHaveCount(0)
}

/** Becomes another of the demo's people, or nobody. */
export async function become(
  page: Page,
  person: 'Researcher' | 'Owner' | 'Stranger' | 'Admin' | 'Signed out',
): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitemradio', { name: person }).click()
}

export interface Fault {
  /** Whose answers; Drift Watch, unless given. */
  backend?: 'drift-watch' | 'mlflow' | 'sign-up'
  /** Which requests, by their address below the server's: a regular expression. */
  path: string
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** How many such requests go through before. */
  after?: number
  /** How many are hit; all, unless given. */
  times?: number
  /**
   * What comes in place of the server's answer; `down`: nothing, the request never arrives; `lost`: the server got it, its
   * answer never arrives.
   */
  answer: 'down' | 'lost' | { status: number; type: string; body: string }
}

/** Puts a fault between the page and the demo's server, in the open page and in what it loads next. */
export async function addFault(page: Page, fault: Fault): Promise<void> {
  await page.addInitScript(installFault, fault)
  if (page.url() !== 'about:blank') await page.evaluate(installFault, fault)
}

/** Runs in the page. */
function installFault({
  backend = 'drift-watch',
  path,
  method,
  after = 0,
  times = Infinity,
  answer,
}: Fault): void {
  const real = globalThis.fetch.bind(globalThis)
  const wanted = new RegExp(`backends/${backend}${path}`)
  let seen = 0
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const isHit =
      wanted.test(url) && (method === undefined || method === (init?.method ?? 'GET')) && ++seen > after
    if (!isHit || seen > after + times) return real(input, init)
    if (answer === 'down') throw new TypeError('Failed to fetch')
    if (answer !== 'lost')
      return new Response(answer.body, { status: answer.status, headers: { 'Content-Type': answer.type } })
    await real(input, init)
    throw new TypeError('Failed to fetch')
  }
}

/** Takes the demo's MLflow server away, in the open page and in what it loads next, until `bringUp`. */
export async function takeDown(page: Page): Promise<void> {
  await page.addInitScript(installOutage)
  if (page.url() !== 'about:blank') await page.evaluate(installOutage)
}

/** The server of `takeDown` answers the open page again. */
export const bringUp = (page: Page): Promise<void> => page.evaluate(() => void dispatchEvent(new Event('up')))

/** Runs in the page. */
function installOutage(): void {
  const real = globalThis.fetch.bind(globalThis)
  let isDown = true
  addEventListener('up', () => {
    isDown = false
  })
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    return isDown && url.includes('backends/mlflow')
      ? Promise.reject(new TypeError('Failed to fetch'))
      : real(input, init)
  }
}

/** Ids of an experiment's records, newest first, asked of the demo's server in a request of its own. */
export async function recordsOf(
  page: Page,
  experiment: string,
): Promise<{ id: string; parameters: Record<string, unknown> }[]> {
  return page.evaluate(async (id) => {
    const response = await fetch(`backends/drift-watch/experiment/${id}/drift/search?page_size=100`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer demo-owner' },
      body: '{}',
    })
    return (await response.json()) as { id: string; parameters: Record<string, unknown> }[]
  }, experiment)
}
