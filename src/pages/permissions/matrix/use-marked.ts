import { useCallback, useMemo, useState } from 'react'
import type { MatrixPlace, MatrixRange } from '~/ui/grid/matrix-range'

/** A marked cell, by who and what it is about. */
interface Marked {
  user: string
  key: string
}

/**
 * What is marked. It is kept by names: where rows move (somebody's rows arrived, the order changed), the same cells stay
 * marked, and where one of its corners is not shown any more, nothing is.
 * @param users names in the order in which they are shown; `keys` of resources likewise. Memoise both.
 */
export function useMarked(
  users: readonly string[],
  keys: readonly string[],
): [MatrixRange | null, (range: MatrixRange) => void] {
  const [marked, setMarked] = useState<{ anchor: Marked; cursor: Marked } | null>(null)
  const rows = useMemo(() => new Map(users.map((name, row) => [name, row])), [users])
  const columns = useMemo(() => new Map(keys.map((key, column) => [key, column])), [keys])
  const range = useMemo(() => {
    const placeOf = ({ user, key }: Marked): MatrixPlace | null => {
      const [row, column] = [rows.get(user), columns.get(key)]
      return row === undefined || column === undefined ? null : { row, column }
    }
    const [anchor, cursor] = [marked && placeOf(marked.anchor), marked && placeOf(marked.cursor)]
    return anchor && cursor ? { anchor, cursor } : null
  }, [marked, rows, columns])
  const mark = useCallback(
    ({ anchor, cursor }: MatrixRange) => {
      const nameOf = ({ row, column }: MatrixPlace): Marked => ({
        user: users[row] ?? '',
        key: keys[column] ?? '',
      })
      setMarked({ anchor: nameOf(anchor), cursor: nameOf(cursor) })
    },
    [users, keys],
  )
  return [range, mark]
}
