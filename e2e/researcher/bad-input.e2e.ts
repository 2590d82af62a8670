import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { drop, fixture } from '../support/files'
import {
  after,
  card,
  expectFinished,
  finding,
  openLab,
  openLabWithFiles,
  runButton,
  setParameter,
  verdict,
} from '../support/lab'
import { expect, MORE, test } from '../support/test'

/** [fixture, what the sentence names]: its README says so. */
const UNREADABLE: readonly (readonly [string, RegExp])[] = [
  ['ragged.csv', /^ragged\.csv: row 7 \(line 8 of the file\) has 4 cells where 6 were expected/],
  ['truncated.parquet', /^truncated\.parquet is cut off: a Parquet file ends with its table of contents/],
]
const MORE_UNREADABLE: typeof UNREADABLE = [
  ['header-only.csv', /^header-only\.csv has a header \(6 columns\) but no rows below it/],
  ['empty.csv', /^empty\.csv is empty: it has 0 bytes/],
  ['open-quote.csv', /^open-quote\.csv: the quote that opens in row 5 \(line 6 of the file\).* never closes/],
  ['photo.csv', /^photo\.csv is a PNG image, not a table/],
  [
    'truncated.npy',
    /^truncated\.npy is cut off: 60 rows of 4 columns need 2\.05 kB, but the file has 1\.95 kB/,
  ],
  ['objects.npy', /^objects\.npy holds items of type '\|O'; Tidemark reads float16, .* and text/],
  ['broken.jsonl', /^broken\.jsonl: line 13, in the row that begins in line 12, is not valid JSON/],
]

test('an unreadable file gets a sentence that names it and its place, and what was loaded and found stays', async ({
  page,
}) => expectRefused(page, UNREADABLE))

test('so does each of seven more', MORE, async ({ page }) => expectRefused(page, MORE_UNREADABLE))

async function expectRefused(page: Page, files: typeof UNREADABLE): Promise<void> {
  await openLabWithFiles(page)
  await setParameter(page, 'Permutations', '99')
  await runButton(page).click()
  await expectFinished(page)
  const found = (await finding(page).textContent()) ?? ''
  const address = page.url()
  for (const [name, sentence] of files) {
    await test.step(name, async () => {
      await drop(page, fixture(name))
      const alert = page.getByRole('alert')
      await expect(alert.getByRole('paragraph')).toHaveText([sentence])
      await expect(card(page, 'Reference: before.csv')).toContainText('300 rows')
      await expect(card(page, 'Test: after.csv')).toContainText('400 rows')
      await expect(finding(page)).toHaveText(found)
      expect(page.url()).toBe(address)
      await alert.getByRole('button', { name: 'Dismiss' }).click()
      await expect(alert).toHaveCount(0)
    })
  }
  await expect(page.getByText('These results are from earlier settings')).toHaveCount(0)
}

test('a bad file beside a good one: the good one is taken', MORE, async ({ page }) => {
  await openLabWithFiles(page)
  await drop(page, fixture('photo.csv'), {
    ...after,
    name: 'good.csv',
    content: `${String(after.content)}1,2,3,day\n`,
  })
  await expect(page.getByRole('alert')).toContainText('photo.csv is a PNG image')
  await expect(card(page, 'Test: good.csv')).toContainText('401 rows')
  await expect(card(page, 'Reference: before.csv')).toContainText('300 rows')
})

/** Odd but readable: the same 60 rows of weather in each. */
const READABLE = [
  'semicolons-decimal-commas.csv',
  'tabs.tsv',
  'utf-16le.csv',
  'utf-16be.csv',
  'no-final-line-end.csv',
  'rows.jsonl',
  'table.parquet',
]

test('the same table in seven wrappings is the same to the page', MORE, async ({ page }) => {
  await openLab(page)
  for (const name of READABLE) {
    await test.step(name, async () => {
      await drop(page, fixture(name))
      const loaded = card(page, `Reference: ${name}`)
      await expect(loaded).toContainText('60 rows × 6')
      const row = page.getByRole('grid', { name: 'Columns of the files' }).getByRole('row')
      await expect(row.filter({ hasText: 'temp_max' }).getByRole('img')).toHaveAccessibleName(
        'temp_max: -1.1 to 16.1',
      )
      await expect(row.filter({ hasText: 'date' })).toContainText('time')
      await loaded.getByRole('button', { name: /^Remove/ }).click()
      await expect(loaded).toHaveCount(0)
    })
  }
})

test('quotes, a BOM and line ends inside cells', MORE, async ({ page }) => {
  await openLab(page)
  await drop(page, fixture('quotes-bom-crlf.csv'))
  await expect(card(page, 'Reference: quotes-bom-crlf.csv')).toContainText('60 rows × 3')
  for (const name of ['date', 'temp, max', 'note "of the day"']) {
    await expect(page.getByRole('checkbox', { name: `Compare ${name}`, exact: true })).toBeAttached()
  }
})

async function dropInTurn(page: Page, reference: string, other: string): Promise<void> {
  await openLab(page)
  await drop(page, fixture(reference))
  await expect(card(page, `Reference: ${reference}`)).toContainText('row')
  await drop(page, fixture(other))
  await expect(card(page, `Test: ${other}`)).toContainText('row')
}

/** [file, sentence]: beside tabs.tsv. */
const NOTHING_IN_COMMON: readonly (readonly [string, RegExp])[] = [
  [
    'text-only.csv',
    /tabs\.tsv and text-only\.csv have no number column in common: .*, text-only\.csv has none/,
  ],
  [
    'other-columns.csv',
    /tabs\.tsv and other-columns\.csv have no number column in common: tabs\.tsv has 'precipitation', .* other-columns\.csv has 'rain'/,
  ],
]

for (const [other, sentence] of NOTHING_IN_COMMON)
  test(
    `files without a common number column: the page says so by file and column, before any run (${other})`,
    MORE,
    async ({ page }) => {
      await dropInTurn(page, 'tabs.tsv', other)
      const notice = page.getByRole('status').filter({ hasText: 'no number column in common' })
      await expect(notice).toHaveText(sentence)
      await runButton(page).hover()
      await expect(page.getByRole('tooltip')).toHaveText(sentence)
      await expect(card(page, 'Reference: tabs.tsv')).toContainText('60 rows')
    },
  )

const TOO_FEW: readonly (readonly [string, string, RegExp])[] = [
  ['tabs.tsv', 'one-row.csv', /^The test sample has 1 row of one-row\.csv; at least 2 are needed/],
  ['wide.csv', 'wide.csv', /a window of 100 rows needs at least 200 reference rows .*, and there are 4\./],
]

for (const [reference, other, sentence] of TOO_FEW)
  test(
    `too few rows: the run says how many there are and how many it needs (${other})`,
    MORE,
    async ({ page }) => {
      await dropInTurn(page, reference, other)
      await runButton(page).click()
      const alert = page
        .getByRole('alert')
        .filter({ hasText: /cannot (?:run with these settings|be computed)/ })
      await expect(alert.getByRole('paragraph').first()).toHaveText(sentence)
      await expect(card(page, `Reference: ${reference}`)).toContainText('row')
    },
  )

test(
  'what is odd in readable files is noted: missing, infinite, a word among numbers, a constant column',
  MORE,
  async ({ page }) => {
    await openLab(page)
    await drop(page, fixture('tabs.tsv'), fixture('missing-and-infinite.csv'))
    const odd = card(page, 'Test: missing-and-infinite.csv')
    await odd.getByText(/notes? on reading it/).click()
    await expect(odd.getByRole('listitem')).toContainText([/2 infinite values in 'temp_min' .*row 12/])
    // A window that 60 rows can hold.
    await setParameter(page, 'Window', '10')
    await setParameter(page, 'Permutations', '99')
    await runButton(page).click()
    await expectFinished(page)
    await expect(verdict(page)).toContainText('Rows with missing values were left out: 5 of the test sample.')

    await drop(page, fixture('one-column-less.csv'))
    await runButton(page).click()
    await expectFinished(page)
    await expect(verdict(page)).toContainText("'wind' (only in the reference)")

    await page.getByRole('button', { name: 'Remove tabs.tsv' }).click()
    await page.getByRole('button', { name: 'Remove one-column-less.csv' }).click()
    await drop(page, fixture('constant-column.csv'))
    await drop(page, fixture('number-with-a-word.csv'))
    const worded = card(page, 'Test: number-with-a-word.csv')
    await worded.getByText(/notes? on reading it/).click()
    await expect(worded.getByRole('listitem')).toContainText([
      /'temp_max'.*row 17.*'warm'|'temp_max'.*'warm'.*row 17/,
    ])
    await runButton(page).click()
    await expectFinished(page)
    await expect(verdict(page)).toContainText(
      "Column 'wind' is constant in the reference and was only centred.",
    )
  },
)

test('a file above the limit is refused by its size, at once', MORE, async ({ page }) => {
  await openLabWithFiles(page)
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-'))
  try {
    // Sparse: it takes no room on the disk.
    const file = await open(join(folder, 'huge.csv'), 'w')
    await file.truncate(1_230_000_000)
    await file.close()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose', exact: true }).click()
    await (await chooser).setFiles(join(folder, 'huge.csv'))
    await expect(page.getByRole('alert')).toContainText(
      'huge.csv has 1.23 GB; files up to 1 GB can be read here.',
    )
    await expect(card(page, 'Test: after.csv')).toContainText('400 rows')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test(
  'a parameter out of its range: a sentence, the text stays, Run says why it waits',
  MORE,
  async ({ page }) => {
    await openLabWithFiles(page)
    await setParameter(page, 'Permutations', '99')
    await runButton(page).click()
    await expectFinished(page)
    const alpha = page.getByRole('textbox', { name: 'α', exact: true })
    await alpha.click()
    await alpha.fill('1.5')
    await expect(alpha).toHaveAttribute('aria-invalid', 'true')
    await expect(alpha).toHaveAccessibleDescription(/α must be above 0 and at most 0\.5, for example/)
    await alpha.blur()
    await expect(alpha).toHaveValue('1.5')
    await expect(runButton(page)).toBeDisabled()
    await runButton(page).hover()
    await expect(page.getByRole('tooltip')).toHaveText(/α must be above 0 and at most 0\.5, for example/)
    // Half of it for each look of MMD.
    await alpha.fill('0.02')
    await expect(runButton(page)).toBeEnabled()
    await alpha.press('Enter')
    await expect(verdict(page)).toContainText('99 % null quantile')
  },
)
