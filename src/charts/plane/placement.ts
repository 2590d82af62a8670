/** Where labels and alarm rails go, in pixels: pure, so that overlaps are a test and not a matter of luck. */

/** About how wide a text is set in Inter at `size` px: a little too wide rather than too narrow. */
export function textWidth(text: string, size = 11): number {
  let em = 0
  for (const c of text) {
    if (/[ .,:;'|iljI]/.test(c)) em += 0.3
    else if (/[ftr()-]/.test(c)) em += 0.4
    else if (/[mwMW@%]/.test(c)) em += 0.92
    else if (/[\dA-Z]/.test(c)) em += 0.66
    else em += 0.6
  }
  return em * size
}

/**
 * Moves labels that would overlap apart, as little as possible and around their common middle.
 * Returns their new y in the order given; `gap` is the least distance, [low, high] where they may stand.
 */
export function spread(ys: readonly number[], gap: number, low: number, high: number): number[] {
  const order = ys.map((_, i) => i).sort((a, b) => ys[a]! - ys[b]! || a - b)
  // Pool adjacent violators: groups that touch become one group around the mean of its members.
  const groups: { members: number[]; wanted: number }[] = []
  for (const i of order) {
    groups.push({ members: [i], wanted: ys[i]! })
    while (groups.length > 1) {
      const b = groups[groups.length - 1]!
      const a = groups[groups.length - 2]!
      if (top(b, gap) - bottom(a, gap) >= gap - 1e-9) break
      const members = [...a.members, ...b.members]
      const wanted = members.reduce((sum, m) => sum + ys[m]!, 0) / members.length
      groups.splice(-2, 2, { members, wanted })
    }
  }
  const placed: number[] = Array.from({ length: ys.length }, () => 0)
  const flat = groups.flatMap((g) => g.members.map((m, k) => ({ m, y: top(g, gap) + k * gap })))
  let floor = low
  for (const item of flat) {
    item.y = Math.max(item.y, floor)
    floor = item.y + gap
  }
  let ceiling = high
  for (const item of flat.toReversed()) {
    item.y = Math.min(item.y, ceiling)
    ceiling = item.y - gap
  }
  for (const { m, y } of flat) placed[m] = y
  return placed
}

function top(group: { members: number[]; wanted: number }, gap: number): number {
  return group.wanted - ((group.members.length - 1) * gap) / 2
}

function bottom(group: { members: number[]; wanted: number }, gap: number): number {
  return group.wanted + ((group.members.length - 1) * gap) / 2
}

export interface RailInput {
  /** Pixels; the end may equal the start. */
  from: number
  to: number
  /** Windows in the alarm. */
  count: number
  /** Stretches of it; the whole of it unless given. Between them a thin line says that they are one. */
  parts?: readonly { from: number; to: number }[]
  /** In the place of the count: "47 alarms". */
  text?: string
  /** No change was confirmed: a hollow diamond. */
  unconfirmed?: boolean
}

export interface Rail {
  /** Where the diamond stands. */
  from: number
  to: number
  lines: { from: number; to: number }[]
  /** Thin lines from the first to the last alarm of a change. */
  spans: { from: number; to: number }[]
  unconfirmed: boolean
  /** Windows in all its alarms. */
  count: number
  /** The same as text, where there is room to say so; `x` is the near edge of the text. */
  label: { text: string; x: number; anchor: 'start' | 'end' } | null
}

const DIAMOND = 5
/** Diamonds closer than this would touch. */
const CLEAR = 2 * DIAMOND + 1

/**
 * Alarms as rails: a diamond at the start, a line to the end, and the number of windows behind it.
 * Alarms that start so close that their diamonds would touch share one diamond and one number; a
 * number without room is left out. `from` ascends; [low, high] is where text may stand.
 */
export function layoutRails(alarms: readonly RailInput[], low: number, high: number): Rail[] {
  const rails: Rail[] = []
  const texts: (string | undefined)[] = []
  for (const { from, to, count, parts, text, unconfirmed = false } of alarms) {
    const last = rails[rails.length - 1]
    const lines = (parts ?? [{ from, to }]).filter((part) => part.to - part.from >= 1)
    const spans = parts && to - from >= 1 ? [{ from, to }] : []
    if (last && from - last.from < CLEAR) {
      last.lines.push(...lines)
      last.spans.push(...spans)
      last.to = Math.max(last.to, to)
      last.count += count
      last.unconfirmed &&= unconfirmed
      // Two counts of different things have no sum.
      texts[texts.length - 1] = undefined
    } else {
      rails.push({ from, to, lines, spans, unconfirmed, count, label: null })
      texts.push(text)
    }
  }
  for (const [k, rail] of rails.entries()) {
    // A cluster of single alarms has a table, not a number that reads like one alarm's length.
    const own = texts[k]
    if (own === undefined && (rail.count < 2 || rail.lines.length === 0)) continue
    const text = own ?? String(rail.count)
    const width = textWidth(text) + 6
    const end = Math.max(rail.to, rail.from + DIAMOND)
    const next = rails[k + 1]
    const previous = rails[k - 1]
    if (end + width <= (next ? next.from - DIAMOND - 2 : high)) {
      rail.label = { text, x: end + 6, anchor: 'start' }
    } else if (rail.from - DIAMOND - width >= (previous ? taken(previous) : low)) {
      rail.label = { text, x: rail.from - DIAMOND - 4, anchor: 'end' }
    }
  }
  return rails
}

/** Right end of what a rail covers, its number included. */
function taken(rail: Rail): number {
  const end = Math.max(rail.to, rail.from + DIAMOND)
  return rail.label?.anchor === 'start' ? end + 6 + textWidth(rail.label.text) : end
}
