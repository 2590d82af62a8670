import { expect, test } from 'vitest'
import type { Report } from './report'
import { reportHtml } from './report-html'

const HOSTILE = `<script>alert(1)</script>"'&<img src=x onerror=alert(2)>\u202Egnp.exe\u0000`

const report: Report = {
  title: `Drift report: ${HOSTILE}`,
  outcome: 'drift',
  verdict: { title: HOSTILE, text: HOSTILE },
  facts: [{ label: HOSTILE, value: HOSTILE }],
  findings: [HOSTILE],
  charts: [
    {
      title: HOSTILE,
      subtitle: HOSTILE,
      markup: '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
      width: 400,
    },
  ],
  data: [{ role: HOSTILE, name: HOSTILE, digest: 'a'.repeat(64), details: [HOSTILE] }],
  settings: [{ name: HOSTILE, values: [{ label: HOSTILE, value: HOSTILE }] }],
  caveats: [HOSTILE],
  reproduce: { commands: [HOSTILE], notes: [HOSTILE], link: 'javascript:alert(3)' },
  version: HOSTILE,
  madeAt: Date.UTC(2024, 8, 26, 14, 30),
  fonts: '',
}

test('nothing of a name is read as HTML, nor turns what follows it', () => {
  const html = reportHtml(report)
  const tags = new Set([...html.matchAll(/<([a-z!][^\s>]*)/gi)].map(([, tag = '']) => tag.toLowerCase()))
  expect(tags.has('script') || tags.has('img')).toBe(false)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img')
  expect(html).toContain('[U+202E]gnp.exe[U+0000]')
  expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
  expect(html.includes('\0')).toBe(false)
  // An address that is no page of the web is text.
  expect(html).not.toMatch(/href="(?!https?:)/)
  // Each attribute ends where it ends.
  expect(html).not.toMatch(/onerror=alert\(2\)>[^&]/)
})

test('forbids every request, and says when and by what it was made', () => {
  const html = reportHtml({
    ...report,
    version: '0.1.0',
    reproduce: { ...report.reproduce, link: 'https://tidemark.example/#/?run=1&p.seed=42' },
  })
  expect(html).toContain("default-src 'none'")
  expect(html).toContain('Tidemark 0.1.0 · 26 Sep 2024, 14:30 UTC')
  expect(html).toContain('href="https://tidemark.example/#/?run=1&amp;p.seed=42"')
  expect(html).toContain('@media print')
  expect([...html.matchAll(/<h1/g)]).toHaveLength(1)
})

test('a chart whose title is the verdict does not say it again', () => {
  const verdict = { title: 'Drifting since 26 September', text: '' }
  const chart = { ...report.charts[0]!, title: verdict.title, width: 1100 }
  const html = reportHtml({ ...report, verdict, charts: [chart] })
  expect(html).not.toContain('<figcaption>')
  expect(html).toContain('aria-label="Drifting since 26 September"')
})

test('a part with nothing in it is left out', () => {
  const html = reportHtml({ ...report, findings: [], caveats: [], charts: [] })
  expect(html).not.toContain('<h2>Caveats</h2>')
  expect(html).not.toContain('<figure')
})
