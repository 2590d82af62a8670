/**
 * Where a server's message turns to its own insides: the error of a database driver ("(sqlite3.IntegrityError)"), the
 * statement, its parameters, a stack of calls. They may hold what others wrote, and nobody who reads them is helped.
 */
const INSIDES =
  /\bError:\s*\(|\((?:[\w.]+\.)?\w*(?:Error|Warning|Exception)\)|\((?:sqlite3|psycopg2?|pymysql|MySQLdb|pyodbc|asyncpg)\b|\[SQL|\[parameters:|\(Background on this error|Traceback \(most recent|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\s[\s\S]{0,400}?\b(?:FROM|VALUES|SET|WHERE)\b/

/** A message up to there; empty where it begins with it. */
export function withoutSql(message: string): string {
  const at = INSIDES.exec(message)?.index
  return at === undefined
    ? message
    : message
        .slice(0, at)
        .replace(/(?<![\s([{:,])[\s([{:,]+$/, '')
        .trim()
}
