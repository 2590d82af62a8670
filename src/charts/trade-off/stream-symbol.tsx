import type { StreamDetector } from '~/drift/define'
import { ink, seriesStyle } from '../frame/theme'

type StreamKind = StreamDetector['columns']

/** One streaming detector in the plane of delay and false alarms. */
export interface TradeOffPoint {
  id: string
  name: string
  kind: StreamKind
  /** Rows from the change to the first alarm after it, median. */
  delay: number
  /** Per 10,000 rows in which nothing changes, and its standard error. */
  falseAlarms: number
  falseAlarmsError: number
  quietRows: number
  /** Streams in which the change was seen, of how many. */
  found: number
  streams: number
  /** Against the others of its kind; `unsure`: seen too seldom to be compared. */
  standing: 'best' | 'bettered' | 'unsure'
}

/** Colour and shape of each kind of stream; the diamond is drift's. */
export const KINDS = [
  { kind: 'one', label: 'One column', colour: seriesStyle(0).stroke },
  { kind: 'many', label: 'Columns', colour: seriesStyle(1).stroke },
  { kind: 'error', label: 'Errors', colour: seriesStyle(3).stroke },
  { kind: 'labels', label: 'Labels', colour: seriesStyle(2).stroke },
] as const satisfies readonly { kind: StreamKind; label: string; colour: string }[]

/** Around (0, 0), of about equal area. */
const PATHS = {
  one: 'M-4.5,0A4.5,4.5 0 1 1 4.5,0A4.5,4.5 0 1 1 -4.5,0Z',
  many: 'M-4,-4H4V4H-4Z',
  error: 'M0,-5.2L5,3.6H-5Z',
  labels: 'M-1.7,-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5V-1.7H-1.7Z',
} as const satisfies Record<StreamKind, string>

interface StreamSymbolProps extends Pick<TradeOffPoint, 'kind' | 'standing'> {
  x: number
  y: number
  /** In grey: the mark of any kind, in a legend. */
  colour?: string
}

/** Filled: a best trade; open: another betters it; open and dotted: not compared. */
export function StreamSymbol({ kind, standing, x, y, colour }: StreamSymbolProps) {
  const stroke = colour ?? KINDS.find((k) => k.kind === kind)!.colour
  return (
    <path
      d={PATHS[kind]}
      transform={`translate(${x},${y})`}
      fill={standing === 'best' ? stroke : ink.surface}
      stroke={stroke}
      strokeWidth={1.5}
      {...(standing === 'unsure' ? { strokeDasharray: '1.5 1.5' } : {})}
    />
  )
}
