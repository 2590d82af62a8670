import { afterEach, expect, test } from 'vitest'
import { keepPageOnDrop } from './keep-page-on-drop'

afterEach(() => document.body.replaceChildren())

function dropOf(files: boolean): DragEvent {
  const dataTransfer = new DataTransfer()
  if (files) dataTransfer.items.add(new File(['x'], 'x.csv'))
  else dataTransfer.setData('text/plain', 'x')
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
  document.body.dispatchEvent(event)
  return event
}

test('a dropped file does not leave the page; a dragged text may go where it likes', () => {
  const end = keepPageOnDrop(() => undefined)
  expect(dropOf(true).defaultPrevented).toBe(true)
  expect(dropOf(false).defaultPrevented).toBe(false)
  end()
  expect(dropOf(true).defaultPrevented).toBe(false)
})

test('hands on dropped files, and none while a dialog is open', () => {
  const given: string[][] = []
  const end = keepPageOnDrop((files) => given.push(files.map(({ name }) => name)))
  dropOf(true)
  dropOf(false)
  document.body.innerHTML = '<div role="dialog"></div>'
  dropOf(true)
  end()
  dropOf(true)
  expect(given).toEqual([['x.csv']])
})
