import { drop, sensorCsv } from '../support/files'
import { expectAccessibleInBothThemes } from '../support/accessibility'
import {
  after,
  before,
  card,
  copiedBy,
  downloadBy,
  expectFinished,
  figure,
  finding,
  openLab,
  openLabWithFiles,
  queryOf,
  runButton,
  setParameter,
  verdict,
} from '../support/lab'
import { expect, MORE, test } from '../support/test'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('what is dropped is described: size, types, missing values, shapes', MORE, async ({ page }) => {
  await openLab(page)
  await drop(page, before, after)

  await expect(card(page, 'Reference: before.csv')).toContainText('Reference · 300 rows × 4')
  await expect(card(page, 'Test: after.csv')).toContainText('Test · 400 rows × 4')
  await expect(
    card(page, 'Test: after.csv').getByRole('img', { name: /^Values of temperature/ }),
  ).toBeVisible()

  const columns = page.getByRole('grid', { name: 'Columns of the files' })
  await expect(columns).toHaveAttribute('aria-rowcount', '5')
  const row = (name: string) => columns.getByRole('row').filter({ hasText: name })
  await expect(row('pressure').getByRole('gridcell').last()).toHaveText('1')
  await expect(row('pressure').getByRole('gridcell').nth(-2)).toHaveText('2')
  await expect(row('temperature').getByRole('gridcell').nth(1)).toHaveText('number')
  await expect(row('crew').getByRole('gridcell').nth(1)).toHaveText('text')
  await expect(row('temperature').getByRole('img', { name: /^temperature: / })).toHaveCount(2)
  await expect(row('crew')).toContainText('day, night')
  await expect(columns.getByRole('checkbox', { name: 'Compare crew' })).toBeDisabled()
  await expect(page.getByRole('region', { name: 'Columns' })).toContainText('3 missing values')
  await expectAccessibleInBothThemes(page)
})

test(
  'files dropped one after the other keep that order, though the second is read first',
  MORE,
  async ({ page }) => {
    await openLab(page)
    await drop(page, sensorCsv('large.csv', { rows: 60_000, seed: 3 }))
    await drop(page, after)
    await expect(card(page, 'Test: after.csv')).toContainText('400 rows')
    await expect(card(page, 'Reference: large.csv')).toContainText('60 000 rows')
  },
)

test('MMD of chosen columns, run by button and by keys, says what it found and what reproduces it', async ({
  page,
}) => {
  await openLabWithFiles(page)
  // By its box, by its name, and by the row.
  const chosen = page.getByRole('button', { name: /^\d of 3 columns$/ })
  const vibration = page.getByRole('checkbox', { name: 'Compare vibration' })
  await vibration.uncheck()
  await expect(chosen).toHaveText('2 of 3 columns')
  const row = page
    .getByRole('grid', { name: 'Columns of the files' })
    .getByRole('row')
    .filter({ has: vibration })
  await row.getByText('vibration', { exact: true }).click()
  await expect(chosen).toHaveText('3 of 3 columns')
  await row.getByRole('gridcell').nth(1).click()
  await expect(chosen).toHaveText('2 of 3 columns')
  await expect(page.getByRole('checkbox', { name: 'Standardise' })).toBeChecked()
  await setParameter(page, 'Permutations', '199')
  await runButton(page).click()
  await expectFinished(page)

  await expect(finding(page)).toHaveText(
    /^Drift detected at row [\d\s]+ \(began between rows [\d\s]+ and [\d\s]+\)/,
  )
  await expect(verdict(page)).toContainText(/MMD² is 0\.\d+ over the whole test sample/)
  await expect(verdict(page)).toContainText('none of 199 permutations reaches it (p = 0.005).')
  await expect(verdict(page)).toContainText(
    'Rows with missing values were left out: 2 of the reference and 1 of the test sample.',
  )
  await expect(verdict(page)).toContainText(/bandwidth \d\.\d+/)
  await expect(verdict(page)).toContainText('seed 42')
  await expect(verdict(page)).toContainText('in a worker')

  const found = Number(/row (\d+)/.exec((await finding(page).textContent()) ?? '')?.[1])
  expect(found).toBeGreaterThan(200)
  expect(found).toBeLessThan(260)

  // The settings have changed: the old finding stays, and says so.
  await page.getByRole('checkbox', { name: 'Standardise' }).uncheck()
  await expect(page.getByText('These results are from earlier settings. Run again to update.')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expectFinished(page)
  await expect(finding(page)).toHaveText(/^Drift detected at row \d+ \(began /)

  const record: unknown = JSON.parse(await copiedBy(page, page.getByRole('button', { name: 'Copy as JSON' })))
  expect(record).toMatchObject([
    {
      detector: 'mmd',
      drift: true,
      pValue: 0.005,
      params: { permutations: 199, seed: 42, bandwidth: 'median' },
      selection: {
        columns: ['temperature', 'pressure'],
        standardise: false,
        reference: { name: 'before.csv' },
        test: { name: 'after.csv' },
      },
      rowsLeftOut: { reference: 2, test: 1 },
      rows: { reference: 298, test: 399 },
      settings: { estimator: 'unbiased' },
    },
    { detector: 'mmd-window', drift: true, params: { window: 100, seed: 42 }, rowsLeftOut: { test: 1 } },
  ])
})

test('the evolution as picture, table and files holds the same numbers', MORE, async ({ page }) => {
  await openLabWithFiles(page)
  await setParameter(page, 'Permutations', '199')
  await page.keyboard.press('Enter')
  await expectFinished(page)
  const evolution = figure(page, 'MMD² evolution')
  await expect(evolution).toContainText('The first full window ends at row 101.')
  await expect(evolution).toContainText('α = 0.025 for the whole stream of 300 windows')

  await evolution.getByRole('button', { name: 'Save picture' }).click()
  const svg = await downloadBy(page, page.getByRole('menuitem', { name: 'SVG, light' }))
  expect(svg.name).toBe('before-vs-after_mmd-window-evolution_drift.svg')
  const parsed = await page.evaluate(
    (text) => {
      const document = new DOMParser().parseFromString(text, 'image/svg+xml')
      return {
        root: document.documentElement.localName,
        faults: document.getElementsByTagName('parsererror').length,
        lines: document.querySelectorAll('path').length,
        words: document.documentElement.textContent,
      }
      // Its fonts are a style that the page's policy would refuse in the page.
    },
    svg.bytes.toString('utf8').replace(/<style>[^<]*<\/style>/, ''),
  )
  expect(parsed).toMatchObject({ root: 'svg', faults: 0, words: expect.stringContaining('MMD² evolution') })
  expect(parsed.lines).toBeGreaterThan(0)

  await evolution.getByRole('button', { name: 'Save picture' }).click()
  const png = await downloadBy(page, page.getByRole('menuitem', { name: 'PNG, dark' }))
  expect(png.name).toBe('before-vs-after_mmd-window-evolution_drift.png')
  expect([...png.bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  expect(png.bytes.readUInt32BE(16), 'width in the header').toBeGreaterThan(1000)

  await evolution.getByRole('button', { name: 'Show as table' }).click()
  const alarms = evolution.getByRole('grid', { name: 'Alarms of MMD² evolution' })
  await expect(alarms.getByRole('columnheader')).toHaveText(['Start', 'End', 'Peak', 'Peak value', 'Windows'])
  await expect(alarms.getByRole('gridcell').first()).toHaveText(/^rows \d+–\d+$/)
  const windows = evolution.getByRole('grid', { name: 'Windows of MMD² evolution' })
  await expect(windows).toHaveAttribute('aria-rowcount', '301')

  // The table is copied whole, though only the rows in view are in the page.
  const tables = evolution.getByRole('button', { name: 'Copy table' })
  const [, ...copied] = (await copiedBy(page, tables.last())).trim().split(/\r?\n/)
  const csv = await downloadBy(page, evolution.getByRole('button', { name: 'Download data as CSV' }))
  const [head, ...lines] = csv.bytes.toString('utf8').trim().split('\r\n')
  expect(head).toBe('row_from,row_to,MMD²,threshold,alarm')
  expect(lines).toHaveLength(300)
  const values = lines.map((line) => line.split(',').map(Number))
  expect(copied.map((line) => line.split('\t').slice(0, 2).map(Number))).toEqual(
    values.map(([, to, value]) => [to, value]),
  )
  // Row 11 is left out: the first window of 100 rows ends at row 101.
  expect(values[0]?.slice(0, 2)).toEqual([1, 101])
  expect(values.at(-1)?.slice(0, 2)).toEqual([301, 400])

  // What the alarms table says is what the file marks.
  const marked = values.filter((row) => row[4] === 1)
  const cells = await alarms.getByRole('row').nth(1).getByRole('gridcell').allTextContents()
  expect(cells[0]).toBe(`rows ${marked[0]?.[0]}–${marked[0]?.[1]}`)
  expect(cells[1]).toBe(`rows ${marked.at(-1)?.[0]}–${marked.at(-1)?.[1]}`)
  expect(cells[4]).toBe(String(marked.length))
  for (const [, , value, threshold] of marked) expect(value).toBeGreaterThan(threshold ?? Number.NaN)

  await expectAccessibleInBothThemes(page)
})

test('the null distribution holds every permutation', MORE, async ({ page }) => {
  await openLabWithFiles(page)
  await setParameter(page, 'Permutations', '199')
  await runButton(page).click()
  await expectFinished(page)
  const nulls = figure(page, 'Null distribution')
  await expect(
    nulls.getByRole('img', { name: /^Null distribution: observed 0\.\d+, 97\.5\s% of 199/ }),
  ).toBeVisible()
  const csv = await downloadBy(page, nulls.getByRole('button', { name: 'Download data as CSV' }))
  expect(csv.bytes.toString('utf8').trim().split('\r\n')).toHaveLength(200)
  await nulls.getByRole('button', { name: 'Show as table' }).click()
  const counts = nulls.getByRole('grid', { name: 'Bins of Null distribution' })
  await expect(nulls).toContainText('199 permutations')
  await expect(counts.getByRole('columnheader')).toHaveText(['From', 'To', 'Count'])
})

test(
  'zoom by keys, buttons and drag goes into the address, and the address into the zoom',
  MORE,
  async ({ page }) => {
    await openLabWithFiles(page)
    await setParameter(page, 'Permutations', '199')
    await runButton(page).click()
    await expectFinished(page)
    const evolution = figure(page, 'MMD² evolution')
    const points = evolution.getByRole('slider', { name: 'MMD² evolution: points' })
    await points.focus()
    await points.press('+')
    await expect.poll(() => queryOf(page).get('view')).toMatch(/^\d+(\.\d+)?\.\.\d+(\.\d+)?$/)
    await points.press('0')
    await expect.poll(() => queryOf(page).get('view')).toBeNull()

    await points.press('ArrowRight')
    await expect(points).toHaveAttribute('aria-valuetext', /^rows 1–101; MMD² -?0\.\d+.*; not above drift/)

    const box = await points.boundingBox()
    if (!box) throw new Error('The plot has no box.')
    const y = box.y + box.height / 2
    await page.mouse.move(box.x + box.width * 0.5, y)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, y)
    await page.mouse.move(box.x + box.width * 0.75, y)
    await page.mouse.up()
    await expect.poll(() => queryOf(page).get('view')).not.toBeNull()
    const [from = 0, to = 0] = (queryOf(page).get('view') ?? '').split('..').map(Number)
    expect(from).toBeGreaterThan(200)
    expect(to).toBeLessThan(360)
    expect(to - from).toBeGreaterThan(40)
    // A new look at what was found is no new run.
    await expect(verdict(page)).toBeVisible()
    await expect(page.getByText('These results are from earlier settings')).toHaveCount(0)

    await page.reload()
    await expect(card(page, 'Reference: before.csv')).toContainText('missing')
    await drop(page, before, after)
    await expectFinished(page)
    await expect(evolution.getByRole('button', { name: 'Reset zoom' })).toBeVisible()
    await points.focus()
    await points.press('Home')
    const first = Number(/^rows \d+–(\d+)/.exec((await points.getAttribute('aria-valuetext')) ?? '')?.[1])
    expect(first).toBeGreaterThanOrEqual(Math.floor(from))
    await evolution.getByRole('button', { name: 'Reset zoom' }).click()
    await expect.poll(() => queryOf(page).get('view')).toBeNull()
  },
)
