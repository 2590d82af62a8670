import { formatCount } from '~/lib/format'
import type { FromMembers } from '../../computation-module'
import { DriftError } from '../../errors'
import type { Machine, MachineState, Setup } from '../../machine'
import { machineRun } from '../../machine-run'
import { COLUMNS_AS_MEMBERS } from '../../params'
import { withProgress } from '../../with-progress'
import { elect, votesNeeded } from './election'
import { type Seat, seatSetup, type SeatSetup, seatsFor, stepSeat } from './ensemble-seats'
import { ensembleStream, type EnsembleStreamParams } from './ensemble-stream'
import { checkAssembled, loadMembers, type Member } from './members'

interface EnsembleState extends MachineState {
  /** The state of each seat; empty where columns hold the members' states. */
  seats: MachineState[]
  /** The member of each seat, by its place in the list. */
  memberOf: number[]
  /** What each says at the present row: 0 nothing, 1 a warning, 2 drift. */
  says: Uint8Array
  /** Rows for which each has counted since its drift ('confirmed'). */
  waiting: number[]
  votes: number
  warnings: number
}

/** What each seat's calibration found. */
type Calibration = unknown[]

/** Beyond this many, what each member says is not drawn. */
const MOST_DRAWN = 20

/**
 * Detectors side by side in one pass, each as it would run alone with its own parameters, and an election at each row
 * (`elect`). A snapshot holds all of them.
 */
export const fromMembers: FromMembers = async (params, load) => {
  const text = String(params['members'])
  const members = text === COLUMNS_AS_MEMBERS ? [] : await loadMembers(text, 'stream', load)
  const machine = machineFor(members)
  const walk = machineRun(ensembleStream, machine)
  return {
    machine,
    run(input, p) {
      checkAssembled(text, String(p['members']))
      return walk(input, p as EnsembleStreamParams)
    },
  }
}

function machineFor(members: readonly Member[]): Machine<EnsembleStreamParams, EnsembleState, Calibration> {
  const seatsOf = memo(({ reference, columns }: Omit<Setup, 'calibration'>): Seat[] =>
    seatsFor(members, columns, reference?.columns ?? []),
  )
  const setupsOf = memo((setup: Setup<Calibration>): SeatSetup[] =>
    seatsOf(setup).map((seat, i) => {
      const own = { ...seatSetup(seat, setup), calibration: setup.calibration[i] }
      return { setup: own, row: new Float64Array(own.columns) }
    }),
  )
  // Without members, columns stand in their place.
  const countOf = (setup: Setup<Calibration>): number =>
    members.length === 0 ? setup.columns : members.length
  const electorateOf = memo((setup: Setup<Calibration>) => ({
    columnOf: seatsOf(setup).map(({ sees }) => (typeof sees === 'number' ? sees : -1)),
    members: members.length,
  }))

  return {
    *calibrate(_p, setup) {
      const seats = seatsOf(setup)
      const found: unknown[] = []
      for (const [done, seat] of seats.entries()) {
        const { machine, params } = seat.member
        const told = () => ({
          done,
          total: seats.length,
          phase: 'members',
          soFar: `${seat.name} is prepared`,
        })
        const own = seatSetup(seat, setup)
        found.push(machine?.calibrate ? yield* withProgress(machine.calibrate(params, own), told) : null)
      }
      return found
    },

    start(_p, setup) {
      const seats = seatsOf(setup)
      const setups = setupsOf(setup)
      const count = members.length === 0 ? setup.columns : seats.length
      return {
        n: 0,
        drift: false,
        warning: false,
        seats: seats.map(
          ({ member }, i) => member.machine!.start(member.params, setups[i]!.setup) as MachineState,
        ),
        memberOf: seats.map(({ member }) => members.indexOf(member)),
        says: new Uint8Array(count),
        waiting: Array.from({ length: count }, () => 0),
        votes: 0,
        warnings: 0,
      }
    },

    update(s, row, p, setup) {
      s.n++
      if (members.length === 0) row.forEach((x, i) => (s.says[i] = stateOf(x, i)))
      else {
        const setups = setupsOf(setup)
        seatsOf(setup).forEach((seat, i) => {
          const state = stepSeat(seat, s.seats[i]!, row, setups[i]!)
          s.seats[i] = state
          s.says[i] = state.drift ? 2 : state.warning ? 1 : 0
        })
      }
      const { result, votes, warnings } = elect(
        p,
        s.says,
        s.waiting,
        members.length === 0 ? undefined : electorateOf(setup),
      )
      s.votes = votes
      s.warnings = warnings
      s.drift = result === 2
      s.warning = result === 1
    },

    layout(p, setup) {
      const count = countOf(setup)
      const needed = votesNeeded(p, count)
      const names = namesOf(members, seatsOf(setup), setup)
      const warmUps = seatsOf(setup).map(({ member }, i) => {
        const own = setupsOf(setup)[i]!.setup
        return member.machine!.layout(member.params, own).warmUp ?? 0
      })
      return {
        statisticName: 'Votes',
        unit: '',
        series: ['votes'],
        // Votes are whole: one more than these is enough.
        threshold: needed - 0.5,
        side: 'above',
        limits: [],
        lines:
          names.length <= MOST_DRAWN
            ? [{ title: 'Members', yLabel: '1 warning, 2 drift', series: names }]
            : [],
        thresholdRule: ruleOf(p, needed, count, names.length > count),
        votes: {
          members: count,
          needed,
          together: p.rule === 'confirmed' ? `within ${formatCount(p.wait)} rows` : 'in the same row',
        },
        // Votes are counted from the first row on, and nobody votes before.
        warmUp: warmUps.length === 0 ? null : Math.min(...warmUps),
      }
    },

    read(s, _p, into) {
      into[0] = s.votes
      if (s.says.length <= MOST_DRAWN) into.set(s.says, 1)
    },

    internals: (s) => ({
      n: s.n,
      votes: s.votes,
      warnings: s.warnings,
      ...Object.fromEntries(Array.from(s.says, (says, i) => [`member_${i}`, says])),
    }),

    rowsPerSlice({ seats, memberOf }) {
      const slices = seats.map((state, i) => {
        const member = members[memberOf[i]!]
        const own = member?.machine?.rowsPerSlice ?? 500
        return typeof own === 'number' ? own : own(state, member?.params)
      })
      return Math.max(1, Math.floor(Math.min(500, ...slices) / Math.max(1, slices.length)))
    },
  }
}

/** What follows from a setup alone is worked out once for each. */
function memo<K extends object, V>(work: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>()
  return (key) => {
    const found = known.get(key) ?? work(key)
    known.set(key, found)
    return found
  }
}

function namesOf(members: readonly Member[], seats: readonly Seat[], { columns }: Setup): string[] {
  return members.length > 0
    ? seats.map(({ name }) => name)
    : Array.from({ length: columns }, (_, j) => `column ${j + 1}`)
}

/** A missing state says nothing. @throws DriftError `not-a-state` */
function stateOf(x: number, column: number): number {
  if (x === 0 || x === 1 || x === 2) return x
  if (Number.isNaN(x)) return 0
  throw new DriftError(
    'not-a-state',
    `Column ${column + 1} holds ${x}. Where columns stand in the place of members, they hold 0 for nothing, 1 for a warning and 2 for drift.`,
  )
}

function ruleOf(p: EnsembleStreamParams, needed: number, count: number, inEach: boolean): string {
  const votes = `${formatCount(needed)} of ${formatCount(count)} ${count === 1 ? 'member' : 'members'}`
  const where = inEach ? ' in one and the same column' : ''
  if (needed > count) return `The rule asks for ${votes}: no alarm is possible. Lower it, or add members.`
  const after = p.reset === 'auto' ? '; after an alarm all members start afresh' : ''
  return p.rule === 'confirmed'
    ? `Alarm where ${votes} have found drift${where} at this row or in the ${formatCount(p.wait)} rows before${after}.`
    : `Alarm where ${votes} find drift${where} in the same row${after}.`
}
