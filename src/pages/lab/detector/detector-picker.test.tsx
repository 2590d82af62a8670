import { beforeAll, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import { DetectorPicker } from './detector-picker'

// The list is a chunk of its own; its first load is not what is tested.
beforeAll(() => import('./detector-list'))

test('the list is opened, searched and chosen from by keyboard', async () => {
  const onChoose = vi.fn<(id: string) => void>()
  const screen = await render(<DetectorPicker label="Detector" value="mmd" onChoose={onChoose} />)
  const trigger = screen.getByRole('button', { name: 'Detector: MMD, Maximum Mean Discrepancy' })
  ;(trigger.element() as HTMLElement).focus()
  await userEvent.keyboard('{ArrowDown}')
  const search = screen.getByRole('combobox', { name: /^Search \d+ detectors$/ })
  await expect.element(search).toHaveFocus()
  await expect
    .element(
      screen.getByRole('group', { name: 'Change detection' }).getByRole('option', { name: /^Page-Hinkley/ }),
    )
    .toBeInTheDocument()
  await expect.element(screen.getByRole('option', { selected: true })).toHaveTextContent(/^MMD/)
  await userEvent.keyboard('page hink')
  await expect.element(screen.getByRole('option')).toHaveTextContent(/^Page-Hinkley/)
  await userEvent.keyboard('{Enter}')
  expect(onChoose).toHaveBeenCalledWith('page-hinkley')
  await expect.element(search).not.toBeInTheDocument()
  await expect.element(trigger).toHaveFocus()
})

test('a search that finds nothing says so', async () => {
  const screen = await render(
    <DetectorPicker label="Add a detector" value={null} onChoose={() => undefined}>
      Detector
    </DetectorPicker>,
  )
  await screen.getByRole('button', { name: 'Detector' }).click()
  await expect.element(screen.getByRole('combobox')).toBeVisible()
  await userEvent.keyboard('zebra')
  await expect.element(screen.getByRole('status')).toHaveTextContent('No detector matches “zebra”.')
})
