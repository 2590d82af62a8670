import { afterEach, expect, it } from 'vitest'
import { countPresentable, markPresented, unmarkPresented } from './presented'

afterEach(() => document.body.replaceChildren())

function page(html: string): HTMLElement {
  const main = document.createElement('main')
  main.innerHTML = html
  document.body.append(main)
  return main
}

const marks = (main: Element) =>
  [main, ...main.querySelectorAll('*')].flatMap((element) => {
    const mark = element.getAttribute('data-presented')
    return mark === null ? [] : [`${element.id || element.localName} ${mark}`]
  })

const LAB =
  '<header><div id="name"><h1>Lab</h1></div><a></a></header><div id="results"><div id="verdict" data-verdict></div><figure id="one"><figure id="inner"></figure></figure><div id="pair"><figure id="two"></figure></div></div>'

/** The page's name is kept for screen readers. */
const NAME = ['main path', 'header name', 'name name', 'h1 name']

it('marks one chart, the verdict and what they lie in', () => {
  const main = page(LAB)
  expect(countPresentable(main)).toBe(2)
  markPresented(main, 0)
  expect(marks(main)).toEqual([...NAME, 'results path', 'verdict self', 'one self'])
  markPresented(main, 1)
  expect(marks(main)).toEqual([...NAME, 'results path', 'verdict self', 'pair path', 'two self'])
})

it('marks nothing on a page without charts, and takes its marks away', () => {
  const main = page('<h1></h1><p></p>')
  markPresented(main, 0)
  expect(marks(main)).toEqual([])
  const lab = page(LAB)
  markPresented(lab, 0)
  unmarkPresented(lab)
  expect(marks(lab)).toEqual([])
})
