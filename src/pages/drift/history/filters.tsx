import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { useMemo } from 'react'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import { type MetricChoice, metricCandidates } from '~/domain/drift-watch/readings'
import { facetsOf, normalTag } from '~/domain/drift-watch/facets'
import { formatCount } from '~/lib/format'
import { Icon } from '~/ui/words/icon'
import { ListBar } from '~/ui/lists/list-bar'
import { Menu, type MenuItem } from '~/ui/overlays/menu'
import { Segmented } from '~/ui/controls/segmented'
import { ValueMenu } from '~/ui/overlays/value-menu'
import styles from './filters.module.css'
import type { ChangeHistory, HistorySettings } from './settings'

/** A menu of more could not be read through; what is not in it can still be written into the address. */
const MOST_ITEMS = 40

interface FiltersProps {
  settings: HistorySettings
  change: ChangeHistory
  /** All records, whatever the filters leave of them. */
  records: readonly DriftRecord[]
  choice: MetricChoice | null
}

/** Which records are shown, and what of them is charted. */
export function Filters({ settings, change, records, choice }: FiltersProps) {
  const candidates = useMemo(() => metricCandidates(records).slice(0, MOST_ITEMS), [records])
  const add = useFacetItems(records, settings, change)
  return (
    <ListBar
      end={
        <Segmented
          label="Time axis"
          value={settings.axis}
          options={[
            { value: 'time', label: 'True time' },
            { value: 'steps', label: 'Equal steps' },
          ]}
          onChange={(axis) => change({ axis })}
        />
      }
    >
      <Segmented
        label="Time range"
        value={settings.range}
        options={[
          { value: '30d', label: '30 d' },
          { value: '90d', label: '90 d' },
          { value: 'all', label: 'All' },
        ]}
        onChange={(range) => change({ range, view: null })}
      />
      {candidates.length > 0 && choice ? (
        <ValueMenu
          label="Metric"
          word="Metric"
          value={choice.metric}
          selected={choice.metric}
          items={candidates.map(({ path, count }) => ({
            id: path,
            title: path,
            detail: `${formatCount(count)} ${count === 1 ? 'record' : 'records'}`,
            // A threshold of another metric means nothing for this one.
            run: () => change({ metric: path, threshold: null }),
          }))}
        />
      ) : null}
      {settings.tags.map((tag) => (
        <Chip
          key={tag}
          kind="Tag"
          word={tag}
          onRemove={() => change({ tags: settings.tags.filter((t) => t !== tag) })}
        />
      ))}
      {settings.model === null ? null : (
        <Chip kind="Model" word={settings.model || 'none'} onRemove={() => change({ model: null })} />
      )}
      {add.length > 0 ? (
        <span className={styles['add']}>
          <Menu label="Filter by tag or model" size={28} plain variant="quiet" icon={Plus} items={add}>
            Filter
          </Menu>
        </span>
      ) : null}
    </ListBar>
  )
}

function useFacetItems(
  records: readonly DriftRecord[],
  settings: HistorySettings,
  change: ChangeHistory,
): MenuItem[] {
  const { tags, models } = useMemo(() => facetsOf(records), [records])
  const chosen = new Set(settings.tags.map(normalTag))
  const detail = (count: number) => `${formatCount(count)} ${count === 1 ? 'record' : 'records'}`
  return [
    ...tags
      .filter(({ tag }) => !chosen.has(normalTag(tag)))
      .slice(0, MOST_ITEMS)
      .map(({ tag, count }) => ({
        id: `tag ${tag}`,
        title: `Tag ${tag}`,
        detail: detail(count),
        run: () => change({ tags: [...settings.tags, tag] }),
      })),
    ...models
      .filter(({ model }) => model !== settings.model)
      .slice(0, MOST_ITEMS)
      .map(({ model, count }) => ({
        id: `model ${model}`,
        title: `Model ${model || 'none'}`,
        detail: detail(count),
        run: () => change({ model }),
      })),
  ]
}

function Chip({ kind, word, onRemove }: { kind: string; word: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      className={styles['chip']}
      aria-label={`Remove the filter ${kind} ${word}`}
      onClick={onRemove}
    >
      {kind} <b>{word}</b>
      <Icon of={X} size={14} />
    </button>
  )
}
