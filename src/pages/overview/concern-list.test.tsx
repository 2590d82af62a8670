import { expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import type { Concern } from '~/domain/overview/concerns'
import { ConcernList } from './concern-list'

const concern = (k: number): Concern => ({
  id: `pipeline p${k}`,
  tone: 'failed',
  at: k,
  title: `p${k}: #7 failed after 3 min`,
  text: 'No success in its last 5 builds.',
  curve: null,
  leads: { to: 'pipeline', job: `p${k}` },
})

it('shows the first of 300 things, and the others on request, with the focus on the first of these', async () => {
  const page = await render(
    <ConcernList
      concerns={Array.from({ length: 300 }, (_, k) => concern(k))}
      answers={{ asked: 1, silent: [], isSettled: true }}
      lookedAt={null}
    />,
  )
  const things = page.getByRole('heading', { level: 2 })
  await expect.element(things).toHaveLength(8)
  await page.getByRole('button', { name: 'Show 50 more' }).click()
  await expect.element(things).toHaveLength(58)
  const focused = () => document.activeElement?.closest('li')?.textContent
  expect(focused()).toContain('p8:')
  for (let press = 0; press < 5; press++) {
    const more = page.getByRole('button', { name: /^Show \d+ more$/ })
    more.element().focus()
    await userEvent.keyboard('{Enter}')
  }
  await expect.element(things).toHaveLength(300)
  expect(focused()).toContain('p258:')
  await expect.element(page.getByRole('button', { name: /more$/ })).not.toBeInTheDocument()
})
