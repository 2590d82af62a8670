import { DriftError } from '../../errors'
import type { MachineState, Setup } from '../../machine'
import type { Sample } from '../../sample'
import { checkBit } from '../check-bit'
import type { Member } from './members'

/** A member at work on what it sees of a row: a detector of one column has a seat for each. */
export interface Seat {
  member: Member
  name: string
  /** All columns, one of them, or whether the second label differs from the first. */
  sees: 'all' | 'errors' | number
}

/** What an ensemble knows of its stream: each seat's setup, and the part of the row that it sees. */
export interface SeatSetup {
  setup: Setup
  row: Float64Array
}

/**
 * With a detector of labels among the members, rows are true and predicted labels, and detectors of one column see
 * the errors. Otherwise they run on each column.
 * @throws DriftError `needs-labels`
 */
export function seatsFor(members: readonly Member[], columns: number, names: readonly string[]): Seat[] {
  const ofLabels = members.find(({ detector }) => detector.columns === 'labels')
  if (ofLabels && columns !== 2)
    throw new DriftError(
      'needs-labels',
      `${ofLabels.name}, a member, looks at a column of true labels and one of predicted labels, and ${columns === 1 ? '1 column is' : `${columns} columns are`} chosen. Choose these two, or take it out of Members.`,
    )
  return members.flatMap((member): Seat[] => {
    const { name } = member
    const kind = member.detector.columns
    if (kind === 'many' || kind === 'labels') return [{ member, name, sees: 'all' }]
    if (ofLabels) return [{ member, name, sees: 'errors' }]
    if (columns === 1) return [{ member, name, sees: 0 }]
    return Array.from({ length: columns }, (_, j) => ({
      member,
      name: `${name}: ${names[j] ?? `column ${j + 1}`}`,
      sees: j,
    }))
  })
}

/** @throws DriftError `needs-reference` */
export function seatSetup(
  { member, sees }: Seat,
  { reference, columns }: Omit<Setup, 'calibration'>,
): Omit<Setup, 'calibration'> {
  const { detector, name } = member
  const needs = detector.kind === 'stream' && detector.needsReference
  if (needs && !reference)
    throw new DriftError(
      'needs-reference',
      `${name}, a member, compares with a reference, and there is none. Choose one, or take it out of Members.`,
    )
  return {
    reference: reference && needs ? partOf(reference, sees) : null,
    columns: sees === 'all' ? columns : 1,
  }
}

function partOf(sample: Sample, sees: Seat['sees']): Sample {
  if (sees === 'all') return sample
  const { rows, columns, values } = sample
  const d = columns.length
  const part = Float64Array.from({ length: rows }, (_, i) => seen(values, i * d, sees))
  return {
    rows,
    columns: [sees === 'errors' ? 'error' : columns[sees]!],
    values: part,
    rowNumbers: sample.rowNumbers,
  }
}

function seen(values: Float64Array, at: number, sees: 'errors' | number): number {
  if (sees !== 'errors') return values[at + sees]!
  const difference = values[at]! - values[at + 1]!
  return Number.isNaN(difference) ? difference : difference === 0 ? 0 : 1
}

/** One more row for one seat. @throws DriftError `not-binary`, and what the member throws */
export function stepSeat(
  { member, sees, name }: Seat,
  s: MachineState,
  row: Float64Array,
  own: SeatSetup,
): MachineState {
  const { machine, params, detector } = member
  const startsAfresh = (params['reset'] ?? 'auto') === 'auto'
  let state = s
  if (state.drift && startsAfresh)
    state = (machine!.restart?.(state, params, own.setup) ??
      machine!.start(params, own.setup)) as MachineState
  if (sees === 'all') own.row.set(row)
  else own.row[0] = seen(row, 0, sees)
  if (detector.columns === 'error' || detector.columns === 'labels')
    for (const x of own.row) checkBit(`${name}, a member,`, 'A value', x)
  machine!.update(state, own.row, params, own.setup)
  return state
}
