import { minuteText } from '~/lib/dates'
import { unbrokenPieces } from '~/lib/unbroken'
import type { Report, ReportChart, ReportData, ReportOutcome, Reproduction } from './report'
import { REPORT_STYLE } from './report-style'

const WORDS: Readonly<Record<ReportOutcome, string>> = {
  drift: '◆ Drift',
  unconfirmed: '◇ Alarms, not confirmed',
  'no-drift': '● No drift',
  warning: '▲ Warning',
  undecided: '◌ Unknown',
}

/**
 * A report as one HTML file: no scripts, and its own policy forbids every request, whoever opens it. All text is
 * escaped, and every name stands by itself (`<bdi>`), so that one written from right to left turns nothing round.
 */
export function reportHtml(report: Report): string {
  const { title, outcome, verdict, facts, findings, charts, data, settings, caveats } = report
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:; font-src data:">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${report.fonts}\n${REPORT_STYLE}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<p class="made">Tidemark ${escapeHtml(report.version)} · ${minuteText(report.madeAt)} UTC</p>`,
    `<p class="what">${named(title)}</p>`,
    '</header>',
    '<main>',
    `<section class="verdict ${outcome}" aria-labelledby="verdict">`,
    `<p class="outcome">${WORDS[outcome]}</p>`,
    `<h1 id="verdict">${named(verdict.title)}</h1>`,
    `<p>${sentence(verdict.text)}</p>`,
    facts.length > 0 ? `<dl class="facts">${facts.map(pair).join('')}</dl>` : '',
    '</section>',
    list('Also found', findings),
    charts.length > 0
      ? `<div class="charts">${charts.map((one) => chart(one, verdict.title)).join('\n')}</div>`
      : '',
    list('Caveats', caveats),
    part('Data', data.map(file).join('\n')),
    part('Settings', settings.map(group).join('\n')),
    part('How to reproduce it', reproduction(report.reproduce)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ]
    .filter((line, k, lines) => line !== '' || k === lines.length - 1)
    .join('\n')
}

/** Two narrow ones stand side by side. */
const NARROW_PX = 460

/** A chart whose title is the verdict does not say it again. */
function chart({ title, subtitle, markup, width }: ReportChart, said: string): string {
  const caption =
    title === said ? '' : `<figcaption><h2>${named(title)}</h2><p>${sentence(subtitle)}</p></figcaption>\n`
  return `<figure${width > NARROW_PX ? '' : ' class="narrow"'}>${caption}<div class="picture" role="img" aria-label="${escapeHtml(title)}">${markup}</div></figure>`
}

function file({ role, name, digest, details }: ReportData): string {
  return [
    '<div class="file">',
    `<h3>${escapeHtml(role)}: ${named(name)}</h3>`,
    digest === null ? '' : `<p>SHA-256 <code>${escapeHtml(digest)}</code></p>`,
    details.map((line) => `<p>${named(line)}</p>`).join(''),
    '</div>',
  ].join('')
}

const group = ({ name, values }: Report['settings'][number]): string =>
  values.length === 0 ? '' : `<h3>${named(name)}</h3><dl>${values.map(pair).join('')}</dl>`

const pair = ({ label, value }: { label: string; value: string }): string =>
  `<div><dt>${named(label)}</dt><dd>${named(value)}</dd></div>`

function reproduction({ commands, notes, link }: Reproduction): string {
  return [
    commands.length > 0
      ? `<p>In the folder of the files, in a terminal:</p>\n<pre tabindex="0" aria-label="Commands"><code>${escapeHtml(commands.join('\n'))}</code></pre>`
      : '',
    ...notes.map((note) => `<p>${named(note)}</p>`),
    '<p>In the browser; the link holds the settings, not the data:</p>',
    isWebAddress(link)
      ? `<p class="link"><a href="${escapeHtml(link)}" rel="noreferrer">${escapeHtml(link)}</a></p>`
      : `<p class="link">${escapeHtml(link)}</p>`,
  ].join('\n')
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ''
    : part(title, `<ul>${lines.map((line) => `<li>${named(line)}</li>`).join('')}</ul>`)
}

const part = (title: string, content: string): string =>
  content === '' ? '' : `<section><h2>${title}</h2>\n${content}\n</section>`

const isWebAddress = (link: string): boolean => /^https?:\/\//i.test(link)

/** Text of which a part may be written from right to left, or hold marks that turn what follows. */
const named = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`

/** A sentence in which no line breaks beside a sign. */
const sentence = (text: string): string =>
  `<bdi>${unbrokenPieces(text)
    .map((piece) =>
      piece.isWhole ? `<span class="whole">${escapeHtml(piece.text)}</span>` : escapeHtml(piece.text),
    )
    .join('')}</bdi>`

/**
 * Text as it stands between tags or in a quoted attribute of HTML. Marks of direction, which turn round what they are
 * read with, and control characters are shown as what they are.
 */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(
      /(?![\t\n])[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu,
      (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
}
