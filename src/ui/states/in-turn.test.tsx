import { useState } from 'react'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { followPrinting } from '~/ui/page/printing'
import { InTurn } from './in-turn'

/** A large part: drawing it holds the page. */
function Part({ name }: { name: string }) {
  return <p>{name}</p>
}

const NAMES = ['first', 'second', 'third', 'fourth']

/** Which parts are on the page, whenever that has changed. */
function watched(): string[] {
  const states: string[] = []
  const look = () => {
    const parts = [...document.querySelectorAll('p')].map((part) => part.textContent).join(' ')
    if (parts !== states.at(-1)) states.push(parts)
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  return states
}

test('large parts are drawn one after the other, and a place stands for each that is not yet', async () => {
  const states = watched()
  const screen = await render(
    NAMES.map((name) => (
      <InTurn key={name} className="kept">
        <Part name={name} />
      </InTurn>
    )),
  )
  await expect.element(screen.getByText('fourth')).toBeVisible()
  // In a task of its own each: what is drawn in one go is seen in one go.
  expect(states).toEqual(['', 'first', 'first second', 'first second third', 'first second third fourth'])
  expect(document.querySelectorAll('.kept')).toHaveLength(0)
})

test('one that goes before its turn holds up nobody', async () => {
  function Page() {
    const [isShort, setShort] = useState(false)
    return (
      <>
        <button type="button" onClick={() => setShort(true)}>
          Shorten
        </button>
        {isShort ? null : NAMES.map((name) => <InTurn key={name}>{name}</InTurn>)}
        <InTurn>
          <Part name="last" />
        </InTurn>
      </>
    )
  }
  const screen = await render(<Page />)
  const button = screen.getByRole('button').element() as HTMLButtonElement
  button.click()
  await expect.element(screen.getByText('last')).toBeVisible()
})

test('on paper all of them are at once', async () => {
  const stop = followPrinting()
  const screen = await render(
    NAMES.map((name) => (
      <InTurn key={name}>
        <Part name={name} />
      </InTurn>
    )),
  )
  window.dispatchEvent(new Event('beforeprint'))
  await Promise.resolve()
  expect(document.querySelectorAll('p')).toHaveLength(NAMES.length)
  window.dispatchEvent(new Event('afterprint'))
  await expect.element(screen.getByText('fourth')).toBeVisible()
  stop()
})
