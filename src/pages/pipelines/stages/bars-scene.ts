import { durationTicks } from '~/charts/plane/duration-ticks'
import { spread, textWidth } from '~/charts/plane/placement'
import { scale } from '~/charts/plane/scale'
import { wholeTicks } from '~/charts/plane/ticks'
import { isExecuted, isLive, workMs } from '~/domain/jenkins/build'
import { type StageFinding, totalsAround } from '~/domain/jenkins/stage-finding'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { formatDuration } from '~/lib/format'

/** One build as a bar, in px. */
interface BuildBar {
  /** Of the table. */
  row: number
  x0: number
  x1: number
  y: number
  /** Where the part of the stage that changed begins; null: it did nothing. */
  stageY: number | null
  /** `bad` is outlined: neither successful nor under way. */
  kind: 'good' | 'bad' | 'failed'
  /** It took longer than the axis is high. */
  isCut: boolean
}

/** Everything that the drawing needs, in px: pure. */
export interface BarsScene {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
  yTicks: readonly { y: number; label: string }[]
  xTicks: readonly { x: number; label: string }[]
  /** Oldest first. */
  bars: readonly BuildBar[]
  /** The level of the stage before and after its change. */
  levels: readonly { x0: number; x1: number; y: number }[]
  /** At the right of the bars, where there is room; `y` is a text's middle. */
  labels: readonly { y: number; text: string; isStage: boolean }[]
  /** Where the stage changed; null: nothing did, or before what is drawn. */
  changeX: number | null
  /** Left edge of the bar at a place (oldest is 0); at their number the right edge of the last. */
  edge: (place: number) => number
  /** The edge that is nearest to `x`. */
  placeAt: (x: number) => number
}

/** Bars of a picture; older builds are in the table. */
export const MOST_BARS = 120
export const BARS_HEIGHT = 150
/** Of a bar where there are few, in px. */
const WIDEST = 40
/** Narrower, labels at the right would take the room of the bars. */
const LEAST_FOR_LABELS = 640
const LABEL_GAP = 8
const LINE = 15

/**
 * The newest builds as bars with the stage that changed in them.
 * @param finding null: no stage is drawn in them
 */
export function barsScene(
  table: StageTable,
  finding: StageFinding | null,
  stageName: string,
  width: number,
): BarsScene {
  const count = Math.min(MOST_BARS, table.builds.length)
  const rows = Array.from({ length: count }, (_, i) => count - 1 - i)
  // A build that hung for a day must not flatten all others: the axis ends at twice the 95 % quantile.
  const longest = Math.max(1, ...rows.map((row) => table.builds[row]!.durationMs))
  const high = Math.min(longest, 2 * (table.total.p95 ?? longest)) * 1.04
  const totals = finding === null ? null : totalsAround(table, finding)
  const texts =
    finding === null || width < LEAST_FOR_LABELS
      ? []
      : [
          ...(totals?.after == null
            ? []
            : [
                {
                  at: totals.after,
                  text: `whole build ${formatDuration(totals.after)}`,
                  isStage: false,
                },
              ]),
          {
            at: finding.change.medianAfter,
            text: `${stageName} ${formatDuration(finding.change.medianAfter)}`,
            isStage: true,
          },
        ]
  const ticks = durationTicks(high, 3)
  const left = Math.ceil(Math.max(...ticks.map(({ label }) => textWidth(label)))) + 10
  const labelWidth = Math.max(0, ...texts.map(({ text }) => textWidth(text, 12) + LABEL_GAP))
  const top = 26
  const bottom = BARS_HEIGHT - 24
  // The last build's name stands about the middle of its bar.
  const right = Math.min(width - Math.max(14, Math.ceil(labelWidth) + 4), left + count * WIDEST)
  const edge = scale([0, Math.max(1, count)], [left, right])
  const toY = scale([0, high], [bottom, top])
  const step = edge(1) - edge(0)
  const gap = step > 5 ? 0.75 : 0
  const column = finding === null ? -1 : table.columns.indexOf(finding.column)
  const changeAt = finding === null ? -1 : rows.findIndex((row) => table.builds[row] === finding.since)
  return {
    width,
    height: BARS_HEIGHT,
    left,
    right,
    top,
    bottom,
    yTicks: ticks.map(({ at, label }) => ({ y: toY(at), label })),
    xTicks: xTicksOf(table, rows, edge),
    bars: rows.map((row, place): BuildBar => {
      const { status, durationMs } = table.builds[row]!
      const stage = column < 0 ? null : table.cell(row, column)
      return {
        row,
        x0: edge(place) + gap,
        x1: edge(place + 1) - gap,
        y: toY(Math.min(high, durationMs)),
        stageY: stage && isExecuted(stage) ? toY(Math.min(high, workMs(stage))) : null,
        kind: status === 'success' || isLive(status) ? 'good' : status === 'failed' ? 'failed' : 'bad',
        isCut: durationMs > high,
      }
    }),
    levels:
      finding === null
        ? []
        : [
            ...(changeAt > 0 ? [{ x0: left, x1: edge(changeAt), y: toY(finding.change.medianBefore) }] : []),
            { x0: edge(Math.max(0, changeAt)), x1: right, y: toY(finding.change.medianAfter) },
          ],
    labels: labelsOf(texts, toY, top, bottom),
    changeX: changeAt < 0 ? null : edge(changeAt),
    edge,
    placeAt: (x) => Math.max(0, Math.min(count, Math.round((x - left) / step))),
  }
}

/** The first, the last, and round places between them, as many as have room. */
function xTicksOf(
  { builds }: StageTable,
  rows: readonly number[],
  edge: (place: number) => number,
): BarsScene['xTicks'] {
  const middle = (place: number) => (edge(place) + edge(place + 1)) / 2
  const last = rows.length - 1
  const wanted = wholeTicks(1, rows.length, Math.max(1, (edge(rows.length) - edge(0)) / 90)).map((k) => k - 1)
  const ticks: { x: number; label: string; end: number }[] = []
  for (const place of [0, ...wanted.filter((at) => at > 0 && at < last), ...(last > 0 ? [last] : [])]) {
    const label = builds[rows[place] ?? -1]?.name
    if (label === undefined) continue
    const half = textWidth(label) / 2 + 4
    const x = middle(place)
    if (place === last && ticks.length > 1 && ticks.at(-1)!.end > x - half) ticks.pop()
    if ((ticks.at(-1)?.end ?? -Infinity) <= x - half) ticks.push({ x, label, end: x + half })
  }
  return ticks.map(({ x, label }) => ({ x, label }))
}

function labelsOf(
  texts: readonly { at: number; text: string; isStage: boolean }[],
  toY: (ms: number) => number,
  top: number,
  bottom: number,
): BarsScene['labels'] {
  const ys = spread(
    texts.map(({ at }) => toY(at)),
    LINE,
    top,
    bottom,
  )
  return texts.map(({ text, isStage }, k) => ({ y: ys[k]!, text, isStage }))
}
