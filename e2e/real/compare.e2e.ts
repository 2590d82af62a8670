import { expect, type Locator, test } from '@playwright/test'
import { formatNumber } from '~/lib/format'
import { downloadBy } from '../support/lab'
import { ask, type ToldRun } from './support/ask'
import { FIRST, main, openAs, people } from './support/real'

// Two runs side by side, held to what MLflow's own client says of them.

const NAMES = ['sgd-0.01', 'sgd-0.1'] as const
/** A metric of 120 steps, and one that is 1000 at a single one of them. */
const HISTORIES = ['val/loss', 'spike'] as const

test('what differs between two runs, and the extremes of their histories', async ({ page }) => {
  const runs = await ask('runs', ['digits-classifiers'])
  const two = NAMES.map((name) => runs[name]!)
  const ids = two.map(({ id }) => id)
  await openAs(
    page,
    people.owner,
    `/experiments/${two[0]!.experiment}/compare?runs=${ids.join('.')}&view=table`,
  )
  const table = main(page).getByRole('grid', { name: 'Differences between runs' })
  await expect(table).toBeVisible(FIRST)
  await main(page).getByRole('button', { name: 'Show identical' }).click()
  const saved = await downloadBy(page, main(page).getByRole('button', { name: 'Save as CSV' }))
  const lines = saved.bytes.toString('utf8').split('\r\n')
  expect(lines[0]).toBe(`kind,key,${NAMES.join(',')}`)
  expect(lines.filter((line) => /^(parameter|metric),/.test(line)).toSorted()).toEqual(linesOf(two))
  for (const key of Object.keys(two[0]!.metrics))
    for (const run of two) {
      const value = run.metrics[key]!
      if (typeof value === 'number')
        await expect(table.getByRole('row').filter({ hasText: `${key}metric` })).toContainText(
          formatNumber(value),
        )
    }

  await page.getByRole('radio', { name: 'Charts' }).check()
  for (const metric of HISTORIES) {
    const values = (await ask('history', [metric, ...ids])).flat()
    expect(values).toHaveLength(240)
    const chart = main(page).getByRole('figure', { name: metric, exact: true })
    await chart.scrollIntoViewIfNeeded()
    await chart.getByRole('button', { name: 'Show as table' }).click()
    const points = chart.getByRole('grid', { name: `Values of ${metric}` })
    await expect(points).toHaveAttribute('aria-rowcount', '241')
    expect(new Set(await endsOf(points, metric))).toEqual(
      new Set([Math.min(...values), Math.max(...values)].map(formatNumber)),
    )
  }
})

/** What the table of differences says of runs with the same keys. */
function linesOf(runs: readonly ToldRun[]): string[] {
  const [first] = runs
  const lines = (kind: string, keys: readonly string[], text: (run: ToldRun, key: string) => string) =>
    keys.map((key) => [kind, key, ...runs.map((run) => text(run, key))].join(','))
  return [
    ...lines('parameter', Object.keys(first?.params ?? {}), (run, key) => run.params[key] ?? ''),
    ...lines('metric', Object.keys(first?.metrics ?? {}), (run, key) =>
      String(run.metrics[key] ?? '')
        .replace('nan', 'NaN')
        .replace('inf', 'Infinity'),
    ),
  ].toSorted()
}

/** The value that stands first in each order of a table. */
async function endsOf(table: Locator, column: string): Promise<string[]> {
  const head = table.getByRole('columnheader', { name: column })
  const ends: string[] = []
  for (const order of ['ascending', 'descending']) {
    for (let press = 0; (await head.getAttribute('aria-sort')) !== order && press < 3; press++)
      await head.getByRole('button').click()
    await expect(head).toHaveAttribute('aria-sort', order)
    ends.push((await table.locator('[aria-rowindex="2"]').getByRole('gridcell').last().textContent()) ?? '')
  }
  return ends
}
