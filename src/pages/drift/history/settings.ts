import * as v from 'valibot'

/** Everything that determines what the history shows. It stands in the URL, so that a link reproduces it. */
export interface HistorySettings {
  /** How far back from the newest record. */
  range: '30d' | '90d' | 'all'
  /** Path of the charted parameter, as `flatten` writes it; null: found by itself. */
  metric: string | null
  /** Records that carry all of these. */
  tags: readonly string[]
  model: string | null
  axis: 'time' | 'steps'
  /** Zoom of the chart, milliseconds since 1970 UTC. */
  view: readonly [number, number] | null
  /** A threshold to try. */
  threshold: number | null
  /** Id of the open record. */
  record: string | null
  parameters: 'all' | 'changed'
}

export const emptyHistorySettings: HistorySettings = {
  range: 'all',
  metric: null,
  tags: [],
  model: null,
  axis: 'time',
  view: null,
  threshold: null,
  record: null,
  parameters: 'all',
}

const rangeSchema = v.fallback(v.picklist(['30d', '90d', 'all']), emptyHistorySettings.range)
const axisSchema = v.fallback(v.picklist(['time', 'steps']), emptyHistorySettings.axis)
const parametersSchema = v.fallback(v.picklist(['all', 'changed']), emptyHistorySettings.parameters)

/** Reads the settings; what is not understood falls back, field by field: a link never breaks the page. */
export function historyFromUrl(query: URLSearchParams): HistorySettings {
  return {
    range: v.parse(rangeSchema, query.get('range')),
    metric: query.get('metric'),
    tags: [...new Set(query.getAll('tag').filter((tag) => tag !== ''))],
    model: query.get('model'),
    axis: v.parse(axisSchema, query.get('axis')),
    view: viewFromText(query.get('view')),
    threshold: numberFromText(query.get('threshold')),
    record: query.get('record') || null,
    parameters: v.parse(parametersSchema, query.get('parameters')),
  }
}

/** The inverse; defaults are left out. */
export function historyToUrl(settings: HistorySettings): URLSearchParams {
  const { range, metric, tags, model, axis, view, threshold, record, parameters } = settings
  const query = new URLSearchParams()
  if (range !== emptyHistorySettings.range) query.set('range', range)
  if (metric !== null) query.set('metric', metric)
  for (const tag of tags) query.append('tag', tag)
  if (model !== null) query.set('model', model)
  if (axis !== emptyHistorySettings.axis) query.set('axis', axis)
  // Whole milliseconds, as the records have them: no run at an end is cut off.
  if (view) query.set('view', `${Math.floor(view[0])}..${Math.ceil(view[1])}`)
  if (threshold !== null) query.set('threshold', String(threshold))
  if (record !== null) query.set('record', record)
  if (parameters !== emptyHistorySettings.parameters) query.set('parameters', parameters)
  return query
}

/** A finite number as people type it, with a point or a comma; null for anything else. */
export function numberFromText(text: string | null): number | null {
  const plain = (text ?? '').trim().replace(',', '.')
  if (plain === '') return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

function viewFromText(text: string | null): [number, number] | null {
  const [from, to, ...rest] = (text ?? '').split('..').map(numberFromText)
  if (from === undefined || from === null || to === undefined || to === null || rest.length > 0) return null
  return from < to ? [from, to] : null
}
