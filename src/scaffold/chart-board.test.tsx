import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { useCallback, useState } from 'react'
import { ChartBoard } from './chart-board'

const MANY = [
  'lr',
  ...Array.from({ length: 500 }, (_, k) => `val/class_${k}`),
  ...Array.from({ length: 500 }, (_, k) => `train/class_${k}`),
]

function Board({ all, section = null }: { all: readonly string[]; section?: string | null }) {
  const [settings, setSettings] = useState({ find: '', section })
  const change = useCallback(
    (next: Partial<typeof settings>) => setSettings((known) => ({ ...known, ...next })),
    [],
  )
  return (
    <ChartBoard
      count={all.length}
      sections={['', 'val', 'train'].map((name) => ({ name, count: 500 }))}
      settings={settings}
      change={change}
      find={({ search, section, most }) => {
        const found = all.filter((key) => key.includes(search) && key.startsWith(section ?? ''))
        return { keys: found.slice(0, most), total: found.length }
      }}
      height={20}
      renderChart={(key) => <p>chart of {key}</p>}
    />
  )
}

it('opens 1,001 metrics with the pinned and the first ones; the others by search and by section', async () => {
  const screen = await render(<Board all={MANY} />)
  await expect.element(screen.getByText('chart of lr')).toBeVisible()
  const places = () => screen.container.querySelector('p')?.parentElement?.parentElement?.childElementCount
  expect(places()).toBe(12)
  await screen.getByRole('button', { name: 'Show 12 more of 1 001 charts' }).click()
  await expect.poll(places).toBe(24)

  await screen.getByRole('button', { name: 'Section all' }).click()
  await screen.getByRole('menuitemradio', { name: /^train/ }).click()
  await expect.element(screen.getByText('chart of train/class_0', { exact: true })).toBeVisible()
  await expect.element(screen.getByText('chart of lr')).not.toBeInTheDocument()

  await screen.getByRole('searchbox', { name: 'Search charts' }).fill('class_499')
  await expect.element(screen.getByText('chart of train/class_499')).toBeVisible()
  expect(places()).toBe(1)

  await screen.getByRole('searchbox', { name: 'Search charts' }).fill('zzz')
  await screen.getByRole('button', { name: 'Show all' }).click()
  await expect.element(screen.getByText('chart of lr')).toBeVisible()
})

it('a few are just there', async () => {
  const screen = await render(<Board all={['loss', 'acc']} />)
  await expect.element(screen.getByText('chart of acc')).toBeVisible()
  await expect.element(screen.getByRole('searchbox')).not.toBeInTheDocument()
})
