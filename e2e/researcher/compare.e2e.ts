import { commonCsv, drop } from '../support/files'
import { expectAccessibleInBothThemes } from '../support/accessibility'
import {
  card,
  chooseDetector,
  expectFinished,
  figure,
  finding,
  openLab,
  runButton,
  setParameter,
} from '../support/lab'
import { expect, MORE, test } from '../support/test'

test('two detectors side by side on the Nile: alarms, agreement, and a link that shows the same', async ({
  page,
  context,
}) => {
  await openLab(page)
  await page.getByRole('button', { name: 'Open Flow of the Nile, 1871–1970' }).click()
  await expectFinished(page)

  const beside = page.getByRole('region', { name: 'Side by side' })
  await beside.getByRole('button', { name: 'Detector', exact: true }).click()
  await page.getByRole('combobox', { name: /^Search/ }).fill('cusum')
  await page.keyboard.press('Enter')
  await expect(beside).toContainText('CUSUM volume')
  // A parameter of its own: years are few.
  await beside.getByRole('button', { name: /^CUSUM/ }).click()
  const settings = page.getByRole('dialog', { name: 'CUSUM, settings' })
  await settings.getByRole('textbox', { name: 'Warm-up' }).fill('14')
  await page.keyboard.press('Escape')
  await runButton(page).click()
  await expectFinished(page)

  const chart = figure(page, 'Both detectors see a change')
  await expect(chart).toBeVisible()
  await expect(chart).toContainText(/(is first|are first together), \d+ rows? after the level drops/)
  await chart.getByRole('button', { name: 'Show as table' }).click()
  const alarms = chart.getByRole('grid', { name: /^Alarms of/ })
  await expect(alarms).toContainText('Page-Hinkley')
  await expect(alarms).toContainText('CUSUM')
  await expect(alarms).toContainText(/year 19\d\d/)
  const table = await alarms.innerText()
  const agreement = page.getByRole('table', { name: 'Agreement of the detectors' })
  await expect(agreement).toContainText('of')
  await expect(figure(page, 'Statistics over their own limits')).toBeVisible()

  const link = await page.evaluate(() => window.location.href)
  expect(link).toContain('with=cusum')
  const other = await context.newPage()
  await other.goto(link)
  await expectFinished(other)
  const same = figure(other, 'Both detectors see a change')
  await same.getByRole('button', { name: 'Show as table' }).click()
  expect(await same.getByRole('grid', { name: /^Alarms of/ }).innerText()).toBe(table)
  await other.close()

  // A chip that is taken away takes the comparison with it.
  await beside.getByRole('button', { name: 'Remove CUSUM, volume' }).click()
  await expect(chart).toHaveCount(0)
})

test(
  'among many columns, a detector of one looks at the first principal component',
  MORE,
  async ({ page }) => {
    await openLab(page)
    await drop(
      page,
      commonCsv('before.csv', { rows: 300, columns: 12, seed: 7 }),
      commonCsv('after.csv', { rows: 300, columns: 12, seed: 8, shiftFrom: 151 }),
    )
    await expect(card(page, 'Test: after.csv')).toContainText('300 rows')
    await setParameter(page, 'Permutations', '99')
    await setParameter(page, 'Simulated streams', '99')
    const beside = page.getByRole('region', { name: 'Side by side' })
    for (const name of ['adwin', 'page hinkley']) {
      await beside.getByRole('button', { name: 'Detector', exact: true }).click()
      await page.getByRole('combobox', { name: /^Search/ }).fill(name)
      await page.keyboard.press('Enter')
    }
    await expect(beside).toContainText('on the first principal component')
    await runButton(page).click()
    await expectFinished(page)
    const chart = page.getByRole('figure', { name: /detectors? sees? a change$/ })
    await expect(chart).toContainText("PC 1, the first principal component of the reference's 12 columns")
    await expectAccessibleInBothThemes(page)
  },
)

/** A classifier that errs in one row of ten, and from row 301 on in every second; in a fixed order. */
function predictions(): string {
  const rows = Array.from({ length: 600 }, (_, i) => {
    const truth = ['cat', 'dog', 'bird'][i % 3]!
    const wrong = i < 300 ? i % 10 === 0 : i % 2 === 0
    return `${i},${truth},${wrong ? ['cat', 'dog', 'bird'][(i + 1) % 3]! : truth},${wrong ? 0 : 1}`
  })
  return `id,label,predicted,correct\n${rows.join('\n')}\n`
}

test(
  'errors come from labels and predictions, or from a column whose meaning is asked for',
  MORE,
  async ({ page }) => {
    await openLab(page)
    await drop(page, { name: 'predictions.csv', content: predictions() })
    await expect(card(page, 'Reference: predictions.csv')).toContainText('600 rows')
    await chooseDetector(page, 'DDM')
    await expect(page.getByRole('combobox', { name: 'Column of errors' })).toHaveValue('correct')
    await runButton(page).click()
    await expectFinished(page)
    await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(
      'If 1 stands for a right answer',
    )
    await page.getByRole('checkbox', { name: '1 means correct' }).check()
    await runButton(page).click()
    await expectFinished(page)
    await expect(finding(page)).toContainText(/row 3\d\d/)
    const byColumn = await finding(page).innerText()

    await page.getByRole('radio', { name: 'Labels, predictions' }).check({ force: true })
    await expect(page.getByRole('combobox', { name: 'True label' })).toHaveValue('label')
    await expect(page.getByRole('combobox', { name: 'Predicted label' })).toHaveValue('predicted')
    await runButton(page).click()
    await expectFinished(page)
    expect(await finding(page).innerText()).toBe(byColumn)

    // LFR takes two classes, and these are three.
    await chooseDetector(page, 'LFR')
    await runButton(page).click()
    await expect(page.getByRole('alert')).toContainText("hold 3 classes ('bird', 'cat' and 'dog')")
  },
)
