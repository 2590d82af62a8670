import type { AxisBrush, Brushes } from '~/charts/parallel/parallel-scene'

/**
 * Brushes of parallel axes as one text for an address: "param:lr=0.001..0.01;param:model==unet,segformer".
 * @returns '' where there are none
 */
export function textOfBrushes(brushes: Brushes): string {
  return Object.entries(brushes)
    .map(([key, brush]) =>
      brush.kind === 'number'
        ? `${escaped(key)}=${brush.from}..${brush.to}`
        : `${escaped(key)}==${brush.names.map(escaped).join(',')}`,
    )
    .join(';')
}

/** The inverse; what is no brush is passed over. */
export function brushesOfText(text: string): Brushes {
  return Object.fromEntries(
    text.split(';').flatMap((part): [string, AxisBrush][] => {
      const at = part.indexOf('=')
      const brush = at > 0 ? brushOf(part.slice(at + 1)) : null
      return brush ? [[unescaped(part.slice(0, at)), brush]] : []
    }),
  )
}

function brushOf(text: string): AxisBrush | null {
  if (text.startsWith('=')) return { kind: 'category', names: text.slice(1).split(',').map(unescaped) }
  const [from, to, ...rest] = text.split('..').map((end) => (end === '' ? Number.NaN : Number(end)))
  return from !== undefined && to !== undefined && rest.length === 0 && from <= to
    ? { kind: 'number', from, to }
    : null
}

/** What separates, as hexadecimal digits after a "%". */
const escaped = (text: string): string => text.replace(/[%;=,]/g, encodeURIComponent)

const unescaped = (text: string): string =>
  text.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
