import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { Button } from '../controls/button'

it('a button that cannot be pressed says why: to the eye on focus, to a screen reader always', async () => {
  const onClick = vi.fn<() => void>()
  const screen = await render(
    <Button disabledReason="Drop a file first." onClick={onClick}>
      Run
    </Button>,
  )
  const button = screen.getByRole('button', { name: 'Run' })
  await expect.element(button).toHaveAttribute('aria-disabled', 'true')
  await expect.element(button).toHaveAccessibleDescription('Drop a file first.')
  await userEvent.keyboard('{Tab}')
  await expect.element(button).toHaveFocus()
  await expect.element(screen.getByRole('tooltip')).toBeVisible()
  await userEvent.keyboard('{Enter}')
  expect(onClick).not.toHaveBeenCalled()
  await userEvent.keyboard('{Escape}')
  await expect.element(screen.getByText('Drop a file first.')).not.toBeVisible()
})
