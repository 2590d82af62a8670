/** Where labels and alarm rails go, in pixels: pure, so that overlaps are a test and not a matter of luck. */

/** About how wide a text is set in Inter at `size` px: a little too wide rather than too narrow. */
export function textWidth(text: string, size = 11): number {
  let units = 0
  for (const c of text) units += /[ .,:;'|il1()–]/.test(c) ? 0.4 : /[mwMW@%]/.test(c) ? 0.9 : 0.6
  return units * size
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
}

export interface Rail {
  from: number
  to: number
  diamond: boolean
  /** Windows in the alarm, where there is room to say so; `x` is the near edge of the text. */
  label: { text: string; x: number; anchor: 'start' | 'end' } | null
}

const DIAMOND = 5
/** Diamonds closer than this would touch. */
const CLEAR = 2 * DIAMOND + 1

/**
 * Alarms as rails: a diamond at the start, a line to the end, and the number of windows behind it.
 * Where alarms crowd, diamonds that would touch are left out (their lines stay), and so are numbers
 * without room. `from` and `to` ascend; [low, high] is where text may stand.
 */
export function layoutRails(alarms: readonly RailInput[], low: number, high: number): Rail[] {
  const rails: Rail[] = []
  let lastDiamond = -Infinity
  for (const { from, to } of alarms) {
    const diamond = from - lastDiamond >= CLEAR
    if (diamond) lastDiamond = from
    if (!diamond && to - from < 1) continue
    rails.push({ from, to, diamond, label: null })
  }
  if (rails.length !== alarms.length) return rails
  for (const [k, rail] of rails.entries()) {
    const { count } = alarms[k]!
    if (count < 2) continue
    const text = String(count)
    const width = textWidth(text) + 6
    const end = Math.max(rail.to, rail.from + DIAMOND)
    const next = rails[k + 1]
    const previous = rails[k - 1]
    const before = previous
      ? Math.max(previous.to, previous.from + DIAMOND) +
        (previous.label?.anchor === 'start' ? textWidth(previous.label.text) + 6 : 0)
      : low
    if (end + width <= (next ? next.from - DIAMOND - 2 : high)) {
      rail.label = { text, x: end + 6, anchor: 'start' }
    } else if (rail.from - DIAMOND - width >= before) {
      rail.label = { text, x: rail.from - DIAMOND - 4, anchor: 'end' }
    }
  }
  return rails
}
