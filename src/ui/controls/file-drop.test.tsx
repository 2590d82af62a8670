import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { FileDrop } from './file-drop'

const csv = (name: string) => new File(['x\n1\n'], name, { type: 'text/csv' })

function carrying(type: string, files: readonly File[]): DragEvent {
  const dataTransfer = new DataTransfer()
  for (const file of files) dataTransfer.items.add(file)
  return new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
}

const names = (given: ReturnType<typeof vi.fn<(files: File[]) => void>>) =>
  given.mock.calls.map(([files]) => files.map((file) => file.name))

it('takes several files by the button, which the keyboard reaches', async () => {
  const onFiles = vi.fn<(files: File[]) => void>()
  const screen = await render(<FileDrop title="Drop two files" onFiles={onFiles} accept=".csv" />)
  const input = document.querySelector<HTMLInputElement>('input[type="file"]')
  expect(input?.accept).toBe('.csv')
  const opened = vi.fn<() => void>()
  input?.addEventListener('click', (event) => {
    event.preventDefault()
    opened()
  })
  screen.getByRole('button', { name: 'Choose files' }).element().focus()
  await userEvent.keyboard('{Enter}')
  expect(opened).toHaveBeenCalledOnce()
  if (input) await userEvent.upload(input, [csv('reference.csv'), csv('stream.csv')])
  expect(names(onFiles)).toEqual([['reference.csv', 'stream.csv']])
})

it('takes what is dropped on it, and keeps the browser from opening what is dropped beside it', async () => {
  const onFiles = vi.fn<(files: File[]) => void>()
  const screen = await render(<FileDrop title="Drop a file" onFiles={onFiles} />)
  const beside = carrying('drop', [csv('beside.csv')])
  const come = vi.fn<(event: Event) => void>()
  window.addEventListener('drop', come)
  document.body.dispatchEvent(beside)
  expect(beside.defaultPrevented).toBe(true)
  expect(onFiles).not.toHaveBeenCalled()
  screen
    .getByText('Drop a file')
    .element()
    .dispatchEvent(carrying('drop', [csv('on.csv')]))
  expect(names(onFiles)).toEqual([['on.csv']])
  // What it took comes no further.
  expect(come.mock.calls).toEqual([[beside]])
  window.removeEventListener('drop', come)
})

it('takes a drop anywhere where it is the only zone of the page, and says so while files hover', async () => {
  const onFiles = vi.fn<(files: File[]) => void>()
  const screen = await render(<FileDrop title="Drop a file" onFiles={onFiles} wholePage />)
  const zone = document.querySelector('[data-file-drop]')
  const calm = zone?.className
  document.body.dispatchEvent(carrying('dragenter', [csv('a.csv')]))
  await expect.poll(() => zone?.className).not.toBe(calm)
  document.body.dispatchEvent(carrying('dragleave', [csv('a.csv')]))
  await expect.poll(() => zone?.className).toBe(calm)
  document.body.dispatchEvent(carrying('drop', [csv('a.csv')]))
  expect(names(onFiles)).toEqual([['a.csv']])
  await expect.element(screen.getByText('Drop a file')).toBeVisible()
})
