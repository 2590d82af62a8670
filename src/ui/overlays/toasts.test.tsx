import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { Toasts, type ToastsProps } from './toasts'

type Toast = ToastsProps['toasts'][number]

const shown = (toasts: readonly Toast[], stayMs?: number) => {
  function Held() {
    const [left, setLeft] = useState(toasts)
    return (
      <Toasts
        toasts={left}
        onDismiss={(id) => setLeft((now) => now.filter((toast) => toast.id !== id))}
        {...(stayMs === undefined ? {} : { stayMs })}
      />
    )
  }
  return render(<Held />)
}

it('says the outcome in a polite live region and offers its action once', async () => {
  const undo = vi.fn<() => void>()
  const screen = await shown([
    {
      id: 1,
      tone: 'ok',
      title: '9 permissions changed',
      text: 'Read back.',
      action: { label: 'Undo', run: undo },
    },
  ])
  const title = screen.getByText('9 permissions changed')
  await expect.element(title).toBeVisible()
  expect(title.element().closest('[aria-live]')?.getAttribute('aria-live')).toBe('polite')
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(undo).toHaveBeenCalledOnce()
  await expect.element(title).not.toBeInTheDocument()
})

it('goes after a while, but not a failure, and not while it is looked at', async () => {
  const screen = await shown(
    [
      { id: 1, tone: 'ok', title: 'Link copied' },
      { id: 2, tone: 'fail', title: '7 changed, 2 refused' },
    ],
    200,
  )
  await userEvent.hover(screen.getByText('Link copied'))
  await new Promise((resolve) => setTimeout(resolve, 500))
  await expect.element(screen.getByText('Link copied')).toBeVisible()
  await userEvent.unhover(screen.getByText('Link copied'))
  await expect.element(screen.getByText('Link copied')).not.toBeInTheDocument()
  await expect.element(screen.getByText('7 changed, 2 refused')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  await expect.element(screen.getByText('7 changed, 2 refused')).not.toBeInTheDocument()
})
