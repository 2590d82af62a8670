import { describe, expect, test } from 'vitest'
import { dataName, safeFileName } from './file-name'

describe('names of files', () => {
  test('say data, chart and finding', () => {
    expect(safeFileName('litter-ref-vs-test', 'mmd-evolution', 'drift')).toBe(
      'litter-ref-vs-test_mmd-evolution_drift',
    )
    expect(safeFileName('', 'mmd', '')).toBe('mmd')
  })

  test('hold nothing that a system refuses, or that turns the name round', () => {
    expect(safeFileName('../../etc/pass wd', 'a:b*c?"<>|')).toBe('etc-pass-wd_a-b-c')
    expect(safeFileName('mmd\u202Egpj.exe', 'σ é')).toBe('mmd-gpj.exe_σ-é')
    expect(safeFileName('con')).toBe('con_')
    expect(safeFileName('...')).toBe('_')
    expect(safeFileName('x'.repeat(300))).toHaveLength(60)
  })

  test('a data set goes by its name without the ending', () => {
    expect(['a.csv', 'b.parquet', 'c.csv.gz', 'no-ending', '.hidden'].map(dataName)).toEqual([
      'a',
      'b',
      'c',
      'no-ending',
      '.hidden',
    ])
  })
})
