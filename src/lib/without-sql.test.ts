import { cpuMs } from './cpu-ms.test-support'
import { expect, test } from 'vitest'
import { withoutSql } from './without-sql'

test.each([
  [
    'Experiment(name=x) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed\n[SQL: INSERT INTO e (name) VALUES (?)]\n[parameters: (x,)]',
    'Experiment(name=x) already exists.',
  ],
  ['(sqlite3.OperationalError) database is locked', ''],
  ['It failed: (MySQLdb.OperationalError) (1205, "Lock wait timeout")', 'It failed'],
  ['(psycopg2.errors.UniqueViolation) duplicate key\n[SQL: UPDATE runs SET name=%(n)s]', ''],
  ['(raised as a result) [SQL: SELECT a FROM b]', '(raised as a result)'],
  ['could not run SELECT runs.name FROM runs WHERE runs.run_uuid = ?', 'could not run'],
  ['Traceback (most recent call last):\n  File "x.py"', ''],
  ['oops (Background on this error at: https://sqlalche.me/e/14/e3q8)', 'oops'],
])('cuts %s', (message, kept) => {
  expect(withoutSql(message)).toBe(kept)
})

test.each([
  "Invalid clause(s) in filter string: 'OR'",
  'Please select runs from the list, where there are any.',
  'Run with id=a not found',
  "Invalid permission 'read'. Valid permissions are: ('READ', 'EDIT')",
])('keeps %s', (message) => {
  expect(withoutSql(message)).toBe(message)
})

test('a message of spaces is cut at once', () => {
  const message = `It failed.${' '.repeat(100_000)}x (sqlite3.OperationalError)`
  expect(cpuMs(() => expect(withoutSql(message)).toMatch(/x$/))).toBeLessThan(1000)
})
