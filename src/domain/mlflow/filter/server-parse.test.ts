import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tries } from '~/lib/tries.test-support'

import type { Clause, Filter } from './ast'
import answers from './fixtures/server-answers.json'
import { parseServerFilter } from './server-parse'

type Row = readonly [entity: string, key: string, comparator: string, value: unknown]

function rowOf(clause: Clause): Row {
  const { entity, key } = clause.field
  if (clause.kind === 'compare') return [entity, key, clause.operator, clause.value]
  if (clause.kind === 'like') return [entity, key, clause.operator, clause.pattern]
  if (clause.kind === 'in') return [entity, key, clause.isNegated ? 'NOT IN' : 'IN', clause.values]
  return [entity, key, clause.isNegated ? 'IS NOT NULL' : 'IS NULL', null]
}

function rowsOf(filter: Filter): readonly Row[] {
  return filter.kind === 'and' ? filter.parts.map((part) => rowOf(part as Clause)) : []
}

/** Python's `repr` of text back to the text, without escapes of code points. */
function textOfRepr(repr: string): string {
  return repr.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
}

const REPR = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y

interface Vector {
  filter: string
  /** null where it is refused. */
  rows: readonly Row[] | null
}

const ENTITIES: Readonly<Record<string, string>> = { attr: 'attribute', ds: 'dataset' }
const CANONICAL: Readonly<Record<string, string>> = { created: 'start_time', 'run name': 'run_name' }

function vectorOf(line: string): Vector {
  REPR.lastIndex = 0
  const repr = REPR.exec(line)?.[0] ?? ''
  const result = line.slice(line.indexOf('->', repr.length) + 2).trim()
  if (result.startsWith('ERR')) return { filter: textOfRepr(repr), rows: null }
  const rows = [
    ...result.matchAll(/\('(\w+)', '([^']*)', '([^']*)', ('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[-\d.e]+)\)/g),
  ]
  return {
    filter: textOfRepr(repr),
    rows: rows.map(([, entity = '', key = '', comparator = '', value = '']): Row => {
      const text = /^['"]/.test(value) ? textOfRepr(value) : Number(value)
      const list =
        typeof text === 'string' && text.startsWith('LIST')
          ? [...text.matchAll(/['"](.*?)['"]/g)].map((match) => match[1])
          : text
      return [ENTITIES[entity] ?? entity, CANONICAL[key] ?? key, comparator.toUpperCase(), list]
    }),
  }
}

const VECTORS = readFileSync(new URL('fixtures/filter-vectors.txt', import.meta.url), 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map(vectorOf)

describe('parseServerFilter', () => {
  it('has all the vectors', () => {
    expect(VECTORS).toHaveLength(84)
    expect(VECTORS.filter(({ rows }) => rows !== null && rows.length === 0)).toEqual([])
  })

  it.each(VECTORS)('reads $filter as measured', ({ filter, rows }) => {
    for (const version of ['2.21.3', '3.17.2']) {
      const parsed = parseServerFilter(filter, version)
      const isNewer = version !== '2.21.3'
      if (filter.includes('("a","b")') && !isNewer) expect(parsed.ok).toBe(false)
      else if (/ IS (NOT )?NULL/.test(filter) && isNewer) expect(parsed.ok).toBe(true)
      else expect(parsed.ok ? rowsOf(parsed.filter) : null).toEqual(rows)
    }
  })

  it.each(answers)('answers $subject: $filter', (answer) => {
    for (const version of ['2.21.3', '3.17.0'] as const) {
      const newer = answer['3.17.0']
      const expected = version === '2.21.3' || typeof newer === 'string' ? answer['2.21.3'] : newer
      const parsed = parseServerFilter(answer.filter, version, answer.subject as 'runs' | 'experiments')
      // Sets come in any order from a server; the record is without them.
      const message = parsed.ok ? null : parsed.message.replaceAll(/'?\{'[^}]*\}'?/g, '{}')
      expect(parsed.ok ? { clauses: rowsOf(parsed.filter) } : { message }).toEqual(expected)
    }
  })

  it('takes an unknown version for the oldest', () => {
    expect(parseServerFilter('tags.a IS NULL', null).ok).toBe(false)
    expect(parseServerFilter('tags.a IS NULL', '3.10.0').ok).toBe(false)
    expect(parseServerFilter('tags.a IS NULL', '3.11.0').ok).toBe(true)
    expect(parseServerFilter('tags.a IS NULL', '3.10.0', 'experiments').ok).toBe(true)
  })

  it('never throws', () => {
    const pieces = fc.constantFrom(
      ...'metrics. params.x tags. run_id = != < ( ) , \' " ` AND OR NOT IN IS NULL LIKE 1 -1 0.9and a.b 😀 % \\ ; -- /* [ ]'.split(
        ' ',
      ),
      '\n',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join(' ')),
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
    )
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('2.21.3', '3.17.2'),
        fc.constantFrom('runs', 'experiments'),
        (text, version, subject) => {
          const parsed = parseServerFilter(text, version, subject)
          expect(parsed.ok || parsed.message !== '').toBe(true)
        },
      ),
      { numRuns: tries(1000) },
    )
  })
})
