/** How a cell is drawn. `fill`: 1 to 4, darker is more. */
export type MatrixLook = 'none' | 'word' | 'shut' | 'fill-1' | 'fill-2' | 'fill-3' | 'fill-4'

export interface MatrixCell {
  text: string
  look: MatrixLook
  /** It differs from what is so: ringed, with a dot. */
  isDraft: boolean
  /** A small mark after the text; what it means stands in `says`. */
  mark?: string
  /** In whole words, for screen readers and on hover. */
  says: string
}

export interface MatrixColumn {
  id: string
  name: string
  /** Beside the name, in grey: an id. */
  caption: string
  /** Where the name leads. */
  href: string
  /** Title of the group that begins here. */
  group: string | null
}

export type MatrixLine = { kind: 'group'; title: string } | { kind: 'row'; row: number; id: string }

/** Height of a row and width of a column, in px. */
export const MATRIX_ROW = 28
export const MATRIX_COLUMN = 60
