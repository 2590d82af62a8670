import { drop, type TestFile } from '../support/files'
import { chooseDetector, expectFinished, finding, openLab, runButton, verdict } from '../support/lab'
import { expect, MORE, test } from '../support/test'

// What no detector sees: missing values, the schema, too few rows; and what is not compared by default.

/** A row counter, two measurements, a sensor that dies in the test file, and a site that is new there. */
function table(name: string, rows: number, { from = 0, dead = false } = {}): TestFile {
  const measured = (i: number, k: number): string => (10 * Math.sin((i + 1) ** 2 * k)).toFixed(3)
  const lines = Array.from({ length: rows }, (_, i) => {
    const at = from + i
    const site = dead && i % 3 === 0 ? 'harbour' : ['north', 'south'][i % 2]
    return [at, measured(at, 1), measured(at, 2), dead ? '' : measured(at, 3), site].join(',')
  })
  return { name, content: `,temp,load,flow,site\n${lines.join('\n')}\n` }
}

test(
  'a dead sensor and a new site stand beside the verdict; an index is not compared, with the reason',
  MORE,
  async ({ page }) => {
    await openLab(page)
    await drop(page, table('april.csv', 200), table('may.csv', 150, { from: 200, dead: true }))
    await chooseDetector(page, 'KS')
    await runButton(page).click()
    await expectFinished(page)
    await expect(finding(page)).toHaveText(
      "Drift in the data itself: column 'flow' is empty and 1 more finding",
    )
    await expect(verdict(page)).toContainText('The values show no drift in any of 2 columns.')
    const found = verdict(page).getByRole('list', { name: 'Found in the data itself' }).getByRole('listitem')
    await expect(found).toHaveText([
      /Column 'flow' is empty: no value in 150 test rows/,
      /Column 'site' has categories/,
    ])
    // What somebody does not want to count is told all the same, and stands in the link.
    await verdict(page).getByLabel('The schema counts as drift').uncheck()
    await expect(found.nth(1)).toHaveText(/Column 'site' has categories.* Ignored\.$/)
    await expect(page).toHaveURL(/ignore=schema/)
    await expect(finding(page)).toHaveText("Drift in the data itself: column 'flow' is empty")
    await verdict(page).getByLabel('Missing values count as drift').uncheck()
    await expect(finding(page)).toHaveText('No drift in any of 2 columns')
    const columns = page.getByRole('grid', { name: 'Columns of the files' })
    await expect(columns.getByRole('row', { name: /index/ })).toContainText('an index')
    await expect(page.getByRole('checkbox', { name: 'Compare index' })).not.toBeChecked()

    // Who asks for it gets it.
    await page.getByRole('checkbox', { name: 'Compare index' }).click()
    await runButton(page).click()
    await expectFinished(page)
    await expect(finding(page)).toHaveText('Drift in 1 of 3 columns: index')
  },
)

test('three rows against three: not enough data', MORE, async ({ page }) => {
  await openLab(page)
  await drop(page, table('three.csv', 3), table('others.csv', 3, { from: 500 }))
  await chooseDetector(page, 'KS')
  await runButton(page).click()
  await expectFinished(page)
  await expect(finding(page)).toHaveText('Not enough data: no drift could be shown')
  await expect(verdict(page)).toContainText('the smallest possible adjusted p is')
})
