import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { expect, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'

/**
 * Types into a field of an open dialog, and wants to be asked at its button and at Esc, and nothing to be lost by *Stay*.
 * @param field its label
 */
export async function expectAskedBeforeLost(
  dialog: (onClose: () => void) => ReactElement,
  field: string,
): Promise<void> {
  const onClose = vi.fn<() => void>()
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>{dialog(onClose)}</QueryClientProvider>,
  )
  const leaves = screen.getByRole('button', { name: /^(Cancel|Done)$/ })
  const question = screen.getByRole('alertdialog', { name: /^Leave without/ })
  await leaves.click()
  expect(onClose).toHaveBeenCalledOnce()

  await screen.getByRole('textbox', { name: field, exact: true }).fill('typed')
  for (const go of [() => leaves.click(), () => userEvent.keyboard('{Escape}')]) {
    await go()
    await expect.element(question).toBeVisible()
    await screen.getByRole('button', { name: 'Stay' }).click()
    await expect.element(question).not.toBeInTheDocument()
    await expect.element(screen.getByRole('textbox', { name: field, exact: true })).toHaveValue('typed')
  }
  expect(onClose).toHaveBeenCalledOnce()

  await leaves.click()
  await screen.getByRole('button', { name: 'Leave' }).click()
  expect(onClose).toHaveBeenCalledTimes(2)
}
