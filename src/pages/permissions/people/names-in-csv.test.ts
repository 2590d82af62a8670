import { expect, test } from 'vitest'
import { namesInCsv } from './names-in-csv'

test('names of the column that is called so', () =>
  expect(namesInCsv('id,E-Mail\r\n1,ada@example.org\r\n2,bob@example.org\r\n')).toEqual({
    names: ['ada@example.org', 'bob@example.org'],
    skipped: 0,
  }))

test('names of the first column where none is called so', () =>
  expect(namesInCsv('ada\nbob\n').names).toEqual(['ada', 'bob']))

test('each once, and none that could never sign in', () =>
  expect(namesInCsv('user;level\nada;Read\nada;Edit\nco:lon;Read\n;Read\n')).toEqual({
    names: ['ada'],
    skipped: 3,
  }))

test('an empty file has none', () => expect(namesInCsv('')).toEqual({ names: [], skipped: 0 }))
