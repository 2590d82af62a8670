import { afterEach, beforeEach, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { keepFocus } from './kept-focus'

let stop = () => {}

beforeEach(() => {
  document.body.innerHTML = `
    <main>
      <section id="files" aria-label="Files"><ul aria-label="Names"><li id="row"><button>Remove</button></li></ul></section>
      <dialog id="late"><button>Close</button></dialog>
      <p id="text">Nothing to press</p>
    </main>`
  stop = keepFocus()
})
afterEach(() => {
  stop()
  document.body.replaceChildren()
})

const at = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector)!
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
async function frames() {
  for (let i = 0; i < 3; i++) await frame()
}

it('gives the focus of what is gone to what was around it, and Tab goes on from there', async () => {
  at('#row button').focus()
  at('#row').remove()
  await expect.poll(() => document.activeElement).toBe(at('ul'))
  at('#files').innerHTML = '<button>Add</button>'
  await expect.poll(() => document.activeElement).toBe(at('#files'))
  await userEvent.keyboard('{Tab}')
  expect(document.activeElement).toBe(at('#files button'))
  expect(at('#files').hasAttribute('tabindex')).toBe(false)
})

it('gives on the focus of a button that cannot be pressed any more', async () => {
  at('#row button').focus()
  at('#row button').toggleAttribute('disabled', true)
  await expect.poll(() => document.activeElement).toBe(at('ul'))
})

it('goes back below a dialog that took its opener along, and below a message', async () => {
  at('#row button').focus()
  for (const role of ['role="alertdialog"', 'aria-live="polite"']) {
    document.body.insertAdjacentHTML('beforeend', `<ol id="over" ${role}><li><button>Yes</button></li></ol>`)
    at('#over button').focus()
    at('#over li').remove()
    if (role.startsWith('role')) {
      await expect.poll(() => document.activeElement).toBe(at('#over'))
      at('#row').remove()
    }
    at('#over').remove()
    await expect.poll(() => document.activeElement).toBe(at('ul'))
  }
})

it('leaves focus to whatever takes it', async () => {
  at('#row button').focus()
  at('#row').remove()
  requestAnimationFrame(() => (at('#late') as HTMLDialogElement).showModal())
  await frames()
  expect(document.activeElement).toBe(at('#late button'))
})

it('takes nothing from who gave focus up by a press elsewhere', async () => {
  at('#row button').focus()
  await userEvent.click(at('#text'))
  at('#row').remove()
  await frames()
  expect(document.activeElement).toBe(document.body)
})
