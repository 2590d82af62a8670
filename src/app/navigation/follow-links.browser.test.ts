import { afterEach, beforeEach, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { followLinks } from './follow-links'

const gone: string[] = []
let stop = () => {}

beforeEach(() => {
  gone.length = 0
  stop = followLinks((path) => gone.push(path))
})
afterEach(() => {
  stop()
  document.body.replaceChildren()
})

it('takes plain presses on links into the app, and no others', async () => {
  document.body.innerHTML = `
    <a id="in" href="#/drift?x=1"><b>Drift</b></a>
    <a id="main" href="#main">Skip</a>
    <a id="handled" href="#/handled">Handled</a>
    <a id="download" href="#/file" download>File</a>`
  document.querySelector('#handled')?.addEventListener('click', (event) => event.preventDefault())
  document.querySelector('#download')?.addEventListener('click', (event) => event.preventDefault())
  const hash = location.hash
  await userEvent.click(document.querySelector('#in b') ?? document.body)
  expect(gone).toEqual(['/drift?x=1'])
  expect(location.hash).toBe(hash)
  await userEvent.click(document.querySelector('#handled') ?? document.body)
  await userEvent.click(document.querySelector('#download') ?? document.body)
  await userEvent.click(document.querySelector('#main') ?? document.body)
  expect(gone).toHaveLength(1)
})
