import { useState } from 'react'
import type { TwoSampleView } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import { DataTable } from '~/ui/lists/data-table'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { Label } from '../frame/symbols'
import { lanesWithin } from './lanes-within'
import { textWidth } from '../plane/placement'
import { ink } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'

export interface RankingBarsProps {
  subtitle: string
  data: Extract<TwoSampleView, { kind: 'ranking' }>
  fileName: string
}

const TOP = 20
const HEAD = 20
const LANE = 22

/** How much each column contributes, largest first; the twenty largest as bars, all of them in the table. */
export default function RankingBars({ subtitle, data, fileName }: RankingBarsProps) {
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const { items, title, valueName } = data
  const shown = items.slice(0, lanesWithin(tall, { rest: HEAD + 4, lane: LANE, most: TOP }))
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      fileName={fileName}
      csv={() =>
        csvText(
          ['name', valueName],
          items.map((item) => [item.name, item.value]),
        )
      }
      table={
        <div className={styles['table']}>
          <DataTable
            label={`Values of ${title}`}
            compact
            maxHeight={300}
            rows={items}
            columns={[
              { key: 'name', title: 'Name', width: 200, value: (item) => item.name },
              { key: 'value', title: valueName, width: 140, value: (item) => item.value },
            ]}
            rowKey={(item) => item.name}
            emptyState={<p className={styles['empty']}>There is nothing to rank.</p>}
          />
        </div>
      }
      foot={
        items.length > shown.length && (
          <p className={styles['foot']}>
            The {shown.length} largest of {formatCount(items.length)}; the table holds all of them.
          </p>
        )
      }
    >
      <div ref={setBody} className={styles['fill']}>
        {width > 0 && <Bars items={shown} width={width} title={title} valueName={valueName} />}
      </div>
    </ChartFrame>
  )
}

interface BarsProps {
  items: readonly { name: string; value: number }[]
  width: number
  title: string
  valueName: string
}

function Bars({ items, width, title, valueName }: BarsProps) {
  const names = items.map(({ name }) => (name.length > 24 ? `${name.slice(0, 23)}…` : name))
  const texts = items.map(({ value }) => formatNumber(value))
  const left = Math.ceil(Math.max(20, ...names.map((n) => textWidth(n)))) + 10
  const right = width - Math.ceil(Math.max(textWidth(valueName), ...texts.map((t) => textWidth(t)))) - 14
  const values = items.map(({ value }) => value)
  const low = Math.min(0, ...values)
  const high = Math.max(1e-300, ...values)
  const toX = (v: number): number => left + ((v - low) / (high - low)) * Math.max(1, right - left)
  const bottom = HEAD + items.length * LANE
  return (
    <svg
      width={width}
      height={bottom + 4}
      role="img"
      aria-label={`${title}: ${items.map(({ name }, k) => `${name} ${texts[k]}`).join(', ')}`}
    >
      <Label x={width} y={12} fill={ink.text3} anchor="end">
        {valueName}
      </Label>
      {items.map(({ name, value }, k) => {
        const y = HEAD + k * LANE + LANE / 2
        return (
          <g key={name}>
            <title>{name}</title>
            <Label x={left - 8} y={y + 4} fill={ink.text1} anchor="end">
              {names[k]}
            </Label>
            <rect
              x={Math.min(toX(0), toX(value))}
              y={y - 6}
              width={Math.max(1, Math.abs(toX(value) - toX(0)))}
              height={12}
              fill={ink.line}
            />
            <Label x={width} y={y + 4} fill={ink.text2} anchor="end">
              {texts[k]}
            </Label>
          </g>
        )
      })}
      <line x1={toX(0)} x2={toX(0)} y1={HEAD} y2={bottom} stroke={ink.axis} />
    </svg>
  )
}
