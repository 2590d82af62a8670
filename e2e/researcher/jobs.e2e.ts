import type { Page } from '@playwright/test'
import { drop, sensorCsv } from '../support/files'
import {
  card,
  expectFinished,
  finding,
  oneLane,
  openLab,
  openLabWithFiles,
  queryOf,
  runButton,
  setParameter,
  someCores,
  verdict,
} from '../support/lab'
import { expect, MORE, test } from '../support/test'

const many = (name: string, seed: number, rows: number) => sensorCsv(name, { rows, seed })

/** Files and settings that keep a lane busy until it is told to stop: for a minute on a quiet machine. */
async function startLongRun(page: Page, seed = '42'): Promise<void> {
  await setParameter(page, 'Permutations', '1000000')
  await setParameter(page, 'Seed', seed)
  await runButton(page).click()
}

async function openWithLargeFiles(page: Page): Promise<void> {
  await oneLane(page)
  await openLab(page)
  await drop(page, many('large-before.csv', 3, 1000), many('large-after.csv', 4, 1000))
  await expect(card(page, 'Test: large-after.csv')).toContainText(/1.000 rows/)
}

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' })
const oldFinding = (page: Page) =>
  page.getByText('These results are from earlier settings. Run again to update.')

test('progress is counted; a second run queues and says so; the job list cancels; the data stay', async ({
  page,
}) => {
  await openWithLargeFiles(page)
  await startLongRun(page)
  const mmd = progress(page).getByRole('progressbar', { name: /^MMD: permutations$/ })
  await expect(mmd).toHaveAttribute('aria-valuemax', '1000000')
  await expect(progress(page)).toContainText(/p is between [\d.]+ and [\d.]+ so far/)
  const counted = async () => Number(await mmd.getAttribute('aria-valuenow'))
  const once = await counted()
  await expect.poll(counted).toBeGreaterThan(once)
  // One lane: the evolution of the same settings waits for it.
  await expect(progress(page)).toContainText('Queued behind 1 job')

  // Other settings, run while the first ones still are.
  await startLongRun(page, '43')
  await expect(progress(page)).toContainText('Queued behind 2 jobs')
  await expect(progress(page)).toContainText('Queued behind 3 jobs')
  const jobs = page.getByRole('button', { name: '1 running, 3 queued' })
  await jobs.click()
  const list = page.getByRole('dialog', { name: 'Running jobs' })
  await expect(list.getByRole('listitem')).toHaveCount(4)
  const cancel = async (name: RegExp, left: number) => {
    await list.getByRole('button', { name }).first().click()
    await expect(list.getByRole('listitem')).toHaveCount(left)
  }
  // The short jobs first, while a long one holds the lane: none can finish before its click.
  await cancel(/^Cancel MMD over time/, 3)
  await cancel(/^Cancel MMD over time/, 2)
  await cancel(/^Cancel MMD: permutations$/, 1)
  // The next one gets the lane at once.
  await expect(page.getByRole('button', { name: '1 running', exact: true })).toBeAttached()
  await cancel(/^Cancel MMD/, 0)
  await expect(list).toContainText('Nothing is running.')
  await page.keyboard.press('Escape')
  await expect(verdict(page)).toHaveCount(0)

  // The lane is free and the data is there.
  await expect(card(page, 'Reference: large-before.csv')).toContainText(/1.000 rows/)
  await setParameter(page, 'Permutations', '99')
  await runButton(page).click()
  await expectFinished(page)
})

test('a cancelled run can be started again with the same settings', MORE, async ({ page }) => {
  await openWithLargeFiles(page)
  await startLongRun(page)
  await progress(page).getByRole('button', { name: 'Cancel MMD: permutations' }).click()
  await expect(progress(page).getByRole('progressbar', { name: /^MMD: permutations$/ })).toHaveCount(0)
  await progress(page)
    .getByRole('button', { name: /^Cancel MMD over time/ })
    .click()
  await expect(progress(page)).toHaveCount(0)
  await runButton(page).click()
  await expect(progress(page).getByRole('progressbar', { name: /^MMD: / })).toBeVisible()
})

test(
  'a result that comes after its inputs changed is not shown under the new ones',
  MORE,
  async ({ page }) => {
    await oneLane(page)
    await openLabWithFiles(page)
    await setParameter(page, 'Permutations', '99')
    await runButton(page).click()
    await expectFinished(page)
    const first = await finding(page).textContent()
    await expect(verdict(page)).toContainText('of 99 permutations')

    // Many times as long as the typing, on a busy machine too.
    await setParameter(page, 'Permutations', '200000')
    await runButton(page).click()
    await expect(progress(page)).toBeVisible()
    // Changed while it runs.
    await setParameter(page, 'Permutations', '210000')
    await expect(oldFinding(page)).toBeVisible()
    await expect(page.getByRole('button', { name: /running|queued/ })).toHaveCount(0, { timeout: 90_000 })
    await expect(oldFinding(page)).toBeVisible()
    await expect(verdict(page)).toContainText('of 99 permutations')
    await expect(finding(page)).toHaveText(first ?? '')
    await expect(runButton(page)).toHaveText('Run')

    // It was not lost: under its own settings it is there without a second run.
    await setParameter(page, 'Permutations', '200000')
    await expect(verdict(page)).toContainText('of 200 000 permutations')
    await expect(oldFinding(page)).toHaveCount(0)

    // Run again does run again, with the same end.
    const facts = await verdict(page).getByRole('paragraph').textContent()
    await runButton(page).click()
    await expect(progress(page)).toBeVisible()
    await expectFinished(page)
    await expect(verdict(page).getByRole('paragraph')).toHaveText(facts ?? '')
  },
)

/** @returns the offer of a subsample, which 12,000 rows get. */
async function offerOfSubsample(page: Page) {
  await openLab(page)
  await drop(page, many('huge-before.csv', 5, 16_000), many('huge-after.csv', 6, 16_000))
  await expect(card(page, 'Test: huge-after.csv')).toContainText(/16.000 rows/)
  // The fewest that could find anything at half of α = 5 %.
  await setParameter(page, 'Permutations', '39')
  await runButton(page).click()
  const offer = page.getByRole('alert').filter({ hasText: 'The detector cannot run with these settings' })
  await expect(offer).toContainText(/All pairs of 32.000 rows \(16.000 \+ 16.000\) would take minutes/)
  return offer
}

const TAKE = /^Compare a seeded subsample of 8\s000 rows$/

test('too many rows: a seeded subsample is offered, and taken', MORE, async ({ page }) => {
  const offer = await offerOfSubsample(page)
  await offer.getByRole('button', { name: TAKE }).click()
  await expect(progress(page)).toBeVisible()
  await expect(offer).toHaveCount(0)
  expect(queryOf(page).get('p.subsample')).toBe('8000')
})

test('a subsample is run, and said in the result', MORE, async ({ page }) => {
  const offer = await offerOfSubsample(page)
  await offer.getByRole('button', { name: TAKE }).click()
  await expectFinished(page)
  await expect(offer).toHaveCount(0)
  await expect(verdict(page)).toContainText(
    /A subsample of 4.000 of 16.000 reference rows and 4.000 of 16.000 test rows was compared \(seed 42\)\./,
  )
})

test('with cores to spare other workers help, and find the same', MORE, async ({ page }) => {
  const helpers = () => page.workers().filter((worker) => worker.url().includes('assistant.worker')).length
  const found = async (cores: number) => {
    await page.goto('about:blank')
    await someCores(page, cores)
    await openLab(page)
    await drop(page, many('large-before.csv', 3, 1000), many('large-after.csv', 4, 1000))
    await expect(card(page, 'Test: large-after.csv')).toContainText(/1.000 rows/)
    await expect.poll(helpers).toBe(cores - 2)
    await runButton(page).click()
    await expectFinished(page)
    return (await verdict(page).innerText()).replace(/[\d.]+ m?s in a worker/, '')
  }
  expect(await found(4)).toBe(await found(2))
})

test.describe('workers that die', () => {
  test.use({ expectedErrors: /net::ERR_FAILED|this worker was killed by the test/ })

  test(
    'one that cannot be fetched ends in a sentence and a retry, and no data is lost',
    MORE,
    async ({ page }) => {
      // Of the context: the demo's service worker fetches for the page, out of the page's own routes.
      await page.context().route('**/drift.worker-*.js', (route) => route.abort())
      await openLabWithFiles(page)
      await setParameter(page, 'Permutations', '99')
      await runButton(page).click()
      const stopped = page.getByRole('alert').filter({ hasText: 'The job stopped' })
      await expect(stopped).toContainText('The worker that runs the detector could not be started.')
      await expect(card(page, 'Reference: before.csv')).toContainText('300 rows')
      await page.context().unroute('**/drift.worker-*.js')
      await stopped.getByRole('button', { name: 'Try again' }).click()
      await expectFinished(page)
      await expect(stopped).toHaveCount(0)
    },
  )

  /** An uncaught error inside a worker, as a fault in it would raise. */
  const crash = async (page: Page, name: string): Promise<void> => {
    const worker = page.workers().find((w) => w.url().includes(name))
    if (!worker) throw new Error(`No worker ${name} runs.`)
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('this worker was killed by the test')
      })
    })
  }

  test(
    'one that crashes in a run says so; the one that holds the data is filled again',
    MORE,
    async ({ page }) => {
      await openWithLargeFiles(page)
      await startLongRun(page)
      await expect(progress(page)).toContainText('so far')
      await crash(page, 'drift.worker')
      const stopped = page.getByRole('alert').filter({ hasText: 'The job stopped' })
      await expect(stopped).toContainText('this worker was killed by the test')
      await expect(card(page, 'Test: large-after.csv')).toContainText(/1.000 rows/)

      await crash(page, 'data.worker')
      await setParameter(page, 'Permutations', '99')
      await runButton(page).click()
      await expectFinished(page)
      await expect(card(page, 'Test: large-after.csv')).toContainText(/1.000 rows/)
    },
  )

  test(
    'one that the browser takes away in a run, without a word, says so, and runs again',
    MORE,
    async ({ page }) => {
      await openWithLargeFiles(page)
      await startLongRun(page)
      await expect(progress(page)).toContainText('so far')
      const worker = page.workers().find((w) => w.url().includes('drift.worker'))
      const ended = worker?.waitForEvent('close')
      // It ends without an error, as one does that memory is taken from.
      await worker?.evaluate(() => self.close())
      await ended
      const stopped = page.getByRole('alert').filter({ hasText: 'The job stopped' })
      await expect(stopped).toContainText('was ended by the browser')
      await setParameter(page, 'Permutations', '99')
      await runButton(page).click()
      await expectFinished(page)
    },
  )
})
