import { useMemo, useState } from 'react'
import type { TwoSampleView } from '~/drift/results'
import { formatNumber } from '~/lib/format'
import { DataTable } from '~/ui/lists/data-table'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { Label } from '../frame/symbols'
import { Ramp, RasterImage } from '../frame/raster-image'
import { ink } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'

export interface MatrixMapProps {
  subtitle: string
  data: Extract<TwoSampleView, { kind: 'matrix' }>
  fileName: string
}

const LARGEST = 420

/** Names above the matrix and the scale below it, in px. */
const SCALE = 58

/** A square matrix of all rows against all, reference first: blocks show how alike they are within and between. */
export default function MatrixMap({ subtitle, data, fileName }: MatrixMapProps) {
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const blocks = useMemo(() => blockMeans(data), [data])
  const { size, split, values, low, high } = data
  const side = Math.min(tall === null ? LARGEST : tall - SCALE, Math.max(0, width - 76))
  const at = 76
  const border = at + (split / size) * side
  const valueAt = useMemo(() => (px: number, py: number) => values[py * size + px]! / 255, [values, size])
  return (
    <ChartFrame
      title={data.title}
      subtitle={subtitle}
      fileName={fileName}
      csv={() => matrixCsv(data)}
      table={
        <div className={styles['table']}>
          <DataTable
            label={`Blocks of ${data.title}`}
            caption={`Means of ${size} × ${size} values`}
            compact
            rows={blocks}
            columns={[
              { key: 'block', title: 'Block', width: 220, value: (b) => b.name },
              { key: 'mean', title: 'Mean', width: 110, value: (b) => b.mean },
            ]}
            rowKey={(b) => b.name}
            emptyState={null}
          />
        </div>
      }
    >
      <div ref={setBody} className={styles['fill']}>
        {side > 0 && (
          <svg
            width={width}
            height={side + SCALE}
            role="img"
            aria-label={`${data.title}: ${blocks.map((b) => `${b.name} ${formatNumber(b.mean)}`).join(', ')}`}
          >
            <g>
              <Label x={at} y={12} fill={ink.text2}>
                reference
              </Label>
              <Label x={Math.max(border, at + 62)} y={12} fill={ink.text2}>
                test
              </Label>
            </g>
            <Label x={at - 8} y={20 + 12} fill={ink.text2} anchor="end">
              reference
            </Label>
            <Label x={at - 8} y={20 + Math.max((split / size) * side + 12, 28)} fill={ink.text2} anchor="end">
              test
            </Label>
            <RasterImage
              x={at}
              y={20}
              width={side}
              height={side}
              columns={size}
              rows={size}
              palette="sequential"
              valueAt={valueAt}
            />
            <line x1={border} x2={border} y1={20} y2={20 + side} stroke={ink.surface} strokeWidth={2} />
            <line
              x1={at}
              x2={at + side}
              y1={20 + border - at}
              y2={20 + border - at}
              stroke={ink.surface}
              strokeWidth={2}
            />
            <Label x={at} y={side + 44} fill={ink.text2}>
              {formatNumber(low)}
            </Label>
            <Ramp x={at + 48} y={side + 36} width={100} palette="sequential" />
            <Label x={at + 154} y={side + 44} fill={ink.text2}>
              {formatNumber(high)}
            </Label>
          </svg>
        )}
      </div>
    </ChartFrame>
  )
}

type Data = MatrixMapProps['data']

const valueOf = ({ low, high, values }: Data, at: number): number => low + ((high - low) * values[at]!) / 255

/** Means within the reference, between, and within the test sample. */
function blockMeans(data: Data): { name: string; mean: number }[] {
  const { size, split } = data
  const mean = (rows: [number, number], columns: [number, number]): number => {
    let sum = 0
    for (let i = rows[0]; i < rows[1]; i++)
      for (let j = columns[0]; j < columns[1]; j++) sum += valueOf(data, i * size + j)
    return sum / ((rows[1] - rows[0]) * (columns[1] - columns[0]))
  }
  return [
    { name: 'reference with reference', mean: mean([0, split], [0, split]) },
    { name: 'reference with test', mean: mean([0, split], [split, size]) },
    { name: 'test with test', mean: mean([split, size], [split, size]) },
  ]
}

function matrixCsv(data: Data): string {
  const { size } = data
  const name = (i: number): string => (i < data.split ? `reference_${i + 1}` : `test_${i - data.split + 1}`)
  const names = Array.from({ length: size }, (_, i) => name(i))
  return csvText(
    ['', ...names],
    names.map((row, i) => [row, ...names.map((_, j) => valueOf(data, i * size + j))]),
  )
}
