import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tries } from '~/lib/tries.test-support'

import type { Filter } from './ast'
import { filterArbitrary, withoutPlaces } from './filters.test-support'
import { MAX_FILTER_LENGTH, parseFilter } from './parse'
import { printFilter, quoteKey, quoteServerText, quoteText } from './print'

function read(text: string): Filter {
  const parsed = parseFilter(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return parsed.filter
}

function refusal(text: string): { message: string; at: string } {
  const parsed = parseFilter(text)
  if (parsed.ok) throw new Error(`${text} was read`)
  return { message: parsed.error.message, at: text.slice(parsed.error.from, parsed.error.to) }
}

const printed = (text: string) => printFilter(read(text))

describe('parseFilter', () => {
  it.each([
    ['', ''],
    ['   ', ''],
    ['unet', "run_name ILIKE '%unet%'"],
    ['site-3 unet', "run_name ILIKE '%site-3%' AND run_name ILIKE '%unet%'"],
    ['"two words"', "run_name ILIKE '%two words%'"],
    ['2026-11-28', "run_name ILIKE '%2026-11-28%'"],
    ['12', "run_name ILIKE '%12%'"],
    ['metrics.acc>0.9', 'metrics.acc > 0.9'],
    ['metrics.val/loss < 1e-3', 'metrics.`val/loss` < 0.001'],
    ['metrics.cross-entropy < -1', 'metrics.`cross-entropy` < -1'],
    ['metric."a b" <= .5', 'metrics.`a b` <= 0.5'],
    ['metrics.loss = nan', 'metrics.loss = NaN'],
    ['metrics.loss < inf', 'metrics.loss < Infinity'],
    ['params.lr < 0.01', 'params.lr < 0.01'],
    ['params.lr = "0.01"', "params.lr = '0.01'"],
    ['params.model = unet', "params.model = 'unet'"],
    ["params.model in ('a', 'b')", "params.model IN ('a', 'b')"],
    ['params.epochs NOT IN (1, 2)', 'params.epochs NOT IN (1, 2)'],
    ['status = finished', "status = 'FINISHED'"],
    ["attributes.`run name` LIKE 'x%'", "run_name LIKE 'x%'"],
    ['user != kozlov', "user_id != 'kozlov'"],
    ["start_time > '2026-11-01'", 'start_time > 1793491200000'],
    ['created >= 1664067852747', 'start_time >= 1664067852747'],
    ['duration > 1.5h', 'duration > 5400000'],
    ['tags.env is not null', 'tags.env IS NOT NULL'],
    ["params.x not like '%a'", "params.x NOT LIKE '%a'"],
    ["params.x = 'it''s'", `params.x = "it's"`],
    ['not (a or b) and c', "NOT (run_name ILIKE '%a%' OR run_name ILIKE '%b%') AND run_name ILIKE '%c%'"],
    ['a or b and c', "run_name ILIKE '%a%' OR (run_name ILIKE '%b%' AND run_name ILIKE '%c%')"],
    ["dataset.context = 'train'", "dataset.context = 'train'"],
  ])('reads %s as %s', (text, canonical) => {
    expect(printed(text)).toBe(canonical)
    expect(printed(canonical)).toBe(canonical)
  })

  it('reads experiments by their own attributes', () => {
    const parsed = parseFilter("thermal tags.team = 'a' creation_time > '2026-01-01'", 'experiments')
    expect(parsed.ok && printFilter(parsed.filter)).toBe(
      "name ILIKE '%thermal%' AND tags.team = 'a' AND creation_time > 1767225600000",
    )
    expect(parseFilter('metrics.acc > 1', 'experiments').ok).toBe(false)
  })

  it.each([
    ['metrics.acc', 'metrics.acc needs a condition, such as metrics.acc > 0.9.', 'metrics.acc'],
    ['metrics.acc > ', 'A value is missing here.', ''],
    ['metrics.acc == 1', '“==” is not an operator. Write =.', '=='],
    ['metrics.acc ~ 1', '“~” is not an operator. Write one of = != < <= > >= LIKE ILIKE IN IS NULL.', '~'],
    ['metrics.acc <> 1', '“<>” is not an operator. Write !=.', '<>'],
    ["metrics.acc > '0.9'", 'A metric is compared with a number without quotes: metrics.acc > 0.9.', "'0.9'"],
    [
      'metrics.acc > 0.9and',
      'A metric is compared with a number without quotes: metrics.acc > 0.9.',
      '0.9and',
    ],
    ["params.lr > '0.01'", 'Greater and less compare numbers, without quotes: params.lr < 0.01.', "'0.01'"],
    [
      "foo.bar = 'x'",
      '“foo.” is not known. Write metrics., params., tags., attributes. or dataset.',
      'foo.bar',
    ],
    [
      "params.x = 'abc",
      "The quote ' is never closed. Write ' at the end of the text, and '' for one inside it.",
      "'abc",
    ],
    // As other languages write a quote inside quotes.
    [
      "params.x = 'it\\'s \"so\"'",
      "The quote ' is never closed. Write ' at the end of the text, and '' for one inside it.",
      "'",
    ],
    [
      'metrics.`a < 1',
      'The quote ` is never closed. Write ` at the end of the text, and `` for one inside it.',
      'metrics.`a < 1',
    ],
    ['(a', 'This “(” is never closed. Write “)” after its last clause.', '('],
    ['a)', 'This “)” closes nothing. Remove it, or write “(” before it.', ')'],
    ['a AND', 'AND needs a clause after it.', 'AND'],
    ['OR a', 'OR needs a clause before it.', 'OR'],
    ['NOT', 'NOT needs a clause after it.', 'NOT'],
    ["params.x in 'a'", "IN must be followed by a list in parentheses: IN ('a', 'b').", "'a'"],
    [
      "params.x in ('a' 'b')",
      'Write a comma between the values of a list, and “)” after the last one.',
      "'b'",
    ],
    ['status > FINISHED', 'status is text: it has no >. Write = != LIKE ILIKE or IN.', 'FINISHED'],
    ['a; b', 'A clause cannot begin with “;”. Write a field, such as metrics.accuracy > 0.9.', ';'],
  ])('refuses %s', (text, message, at) => {
    expect(refusal(text)).toEqual({ message, at })
  })

  it('refuses what is too long or too deep', () => {
    expect(refusal('a'.repeat(MAX_FILTER_LENGTH + 1)).message).toContain('Write a shorter one')
    expect(refusal(`${'('.repeat(500)}a${')'.repeat(500)}`).message).toContain('Write it flatter')
    expect(refusal(`${'NOT '.repeat(500)}a`).message).toContain('Write it flatter')
  })

  it('says where each clause stands', () => {
    const text = "  metrics.a > 1 OR params.b = 'x'"
    const filter = read(text)
    const parts = filter.kind === 'or' ? filter.parts : []
    expect(parts.map(({ from, to }) => text.slice(from, to))).toEqual(['metrics.a > 1', "params.b = 'x'"])
  })

  it('never throws, and points into the text', () => {
    const pieces = fc.constantFrom(
      ...'metrics. params.x tags. = != < ( ) , \' " ` AND OR NOT IN IS NULL LIKE 1 -1 0.9and a.b 😀 % \\ \n ;'.split(
        ' ',
      ),
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join(' ')),
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
    )
    fc.assert(
      fc.property(text, (text) => {
        const parsed = parseFilter(text)
        const { from, to } = parsed.ok ? parsed.filter : parsed.error
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeGreaterThanOrEqual(from)
        expect(to).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: tries(1000) },
    )
  })
})

describe('printFilter', () => {
  it('prints what reads back as the same filter', () => {
    fc.assert(
      fc.property(filterArbitrary, (filter) => {
        const text = printFilter(filter)
        expect(withoutPlaces(read(text))).toEqual(withoutPlaces(filter))
      }),
      { numRuns: tries(1000) },
    )
  })

  it('quotes any key and any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.string({ unit: 'binary' }),
        (key, value) => {
          const filter: Filter = {
            kind: 'compare',
            field: { entity: 'tag', key },
            operator: '=',
            value,
            from: 0,
            to: 0,
          }
          expect(withoutPlaces(read(printFilter(filter)))).toEqual(withoutPlaces(filter))
        },
      ),
    )
  })

  it('chooses quotes by what is in them', () => {
    expect([quoteKey('acc'), quoteKey('val/loss'), quoteKey('a.from'), quoteKey('mlflow.user')]).toEqual([
      'acc',
      '`val/loss`',
      '`a.from`',
      'mlflow.user',
    ])
    expect([quoteText('a'), quoteText("it's"), quoteText(`it's "x"`)]).toEqual([
      "'a'",
      `"it's"`,
      `'it''s "x"'`,
    ])
    expect([quoteServerText("it's"), quoteServerText(`it's "x"`), quoteServerText('C:\\')]).toEqual([
      `"it's"`,
      null,
      null,
    ])
  })
})
