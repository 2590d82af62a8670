import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { MarkdownText } from './markdown'
import MarkdownBody from './markdown-body'

async function drawn(text: string): Promise<Element> {
  const { container } = await render(<MarkdownBody text={text} />)
  return container.firstElementChild!
}

it.each([
  ['headings below those of the page', '# a\n\n###### b', '<h3>a</h3><h6>b</h6>'],
  ['marks', '**a** *b* ~~c~~ `d`', '<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>'],
  ['a close list', '- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
  [
    'a loose list, from its number on',
    '3. a\n\n4. b',
    '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>',
  ],
  ['a quote, a break, a rule', '> a\\\n> b\n\n---', '<blockquote><p>a<br>b</p></blockquote><hr>'],
  [
    'a link by its definition, the first of a name',
    '[a][x]\n\n[x]: https://a.org\n[x]: https://b.org',
    '<p><a href="https://a.org" target="_blank" rel="noopener noreferrer nofollow">a</a></p>',
  ],
  ['HTML as it was written', 'a <b onclick="x()">b</b>', '<p>a &lt;b onclick="x()"&gt;b&lt;/b&gt;</p>'],
  [
    'a footnote',
    'a[^1]\n\n[^1]: b',
    '<p>a<sup>[1]</sup></p><ol aria-label="Footnotes"><li><p>b</p></li></ol>',
  ],
])('draws %s', async (_, text, html) => {
  expect((await drawn(text)).innerHTML).toBe(html)
})

it('draws a table by its alignment, what is to be done, and code', async () => {
  const all = await drawn('| a | b |\n| - | -: |\n| 1 | **2** |\n\n- [x] c\n- [ ] d\n\n```py\ne\n```')
  expect([...all.querySelectorAll('th')].map((cell) => cell.style.textAlign)).toEqual(['', 'right'])
  expect([...all.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['1', '2'])
  const boxes = [...all.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
  expect(boxes.map(({ checked, disabled }) => [checked, disabled])).toEqual([
    [true, true],
    [false, true],
  ])
  expect(all.querySelector('pre code')?.textContent).toBe('e')
})

it('opens nothing that runs a script, and loads no picture', async () => {
  const hostile = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\\tscript:x',
    'data:text/html,x',
    'vbscript:x',
  ]
  const all = await drawn(
    [
      ...hostile.map((url) => `[a](<${url}>)`),
      '[a][d]',
      '[d]: javascript:alert(2)',
      '![p](https://a.org/p.png)',
      '![](https://a.org/q.png)',
      '[m](mailto:a@example.org) [r](docs/a:b.md) <https://c.org> www.d.org',
    ].join('\n\n'),
  )
  expect(all.querySelector('img')).toBeNull()
  expect([...all.querySelectorAll('a')].map((a) => [a.textContent, a.getAttribute('href')])).toEqual([
    ['p', 'https://a.org/p.png'],
    ['https://a.org/q.png', 'https://a.org/q.png'],
    ['m', 'mailto:a@example.org'],
    ['r', 'docs/a:b.md'],
    ['https://c.org', 'https://c.org'],
    ['www.d.org', 'http://www.d.org'],
  ])
})

it('shows what is nested hundreds deep as it was written', async () => {
  expect((await drawn(`${'>'.repeat(500)} deep`)).textContent).toMatch(/^>+ deep$/)
  expect((await drawn('*a '.repeat(500) + 'b*'.repeat(500))).textContent).toContain('b')
})

it('shows a text that takes too long to format as it was written, and says so', async () => {
  const { container } = await render(<MarkdownText text={'*a* '.repeat(12_501)} />)
  expect(container.querySelector('pre')?.textContent).toMatch(/^\*a\* /)
  expect(container.textContent).toContain('shown as it was written')
})
