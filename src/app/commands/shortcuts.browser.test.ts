import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { listenForShortcuts, parseShortcut } from './shortcuts'

const ran: string[] = []
const bound = ['Ctrl K', '?', 'G L', 'L', 'Ctrl ↵'].map((shortcut) => ({
  shortcut,
  run: () => ran.push(shortcut),
}))
let stop = () => {}

beforeEach(() => {
  ran.length = 0
  stop = listenForShortcuts(() => bound)
})
afterEach(() => {
  stop()
  document.body.replaceChildren()
})

it('reads what is printed', () => {
  expect(parseShortcut('Ctrl ↵')).toEqual([{ mod: true, key: 'enter' }])
  expect(parseShortcut('G L')).toEqual([
    { mod: false, key: 'g' },
    { mod: false, key: 'l' },
  ])
})

it('runs single keys, combinations and sequences; the second key of a sequence is not a single one', async () => {
  await userEvent.keyboard('?gll{Control>}k{/Control}{Control>}{Enter}{/Control}')
  expect(ran).toEqual(['?', 'G L', 'L', 'Ctrl K', 'Ctrl ↵'])
})

it('leaves letters to the field that is typed into, and combinations not', async () => {
  const input = document.createElement('input')
  document.body.append(input)
  input.focus()
  await userEvent.keyboard('?l{Control>}k{/Control}')
  expect(input.value).toBe('?l')
  expect(ran).toEqual(['Ctrl K'])
})

it('leaves all keys to an open dialog', async () => {
  document.body.innerHTML = '<div role="dialog"><button>Inside</button></div>'
  document.querySelector('button')?.focus()
  const onKey = vi.fn<() => void>()
  document.addEventListener('keydown', onKey, { once: true })
  await userEvent.keyboard('?')
  expect(onKey).toHaveBeenCalledOnce()
  expect(ran).toEqual([])
})

it('stops listening', async () => {
  stop()
  await userEvent.keyboard('?')
  expect(ran).toEqual([])
})
