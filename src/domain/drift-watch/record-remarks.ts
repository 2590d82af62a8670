import type { DriftRecord } from './drift-record'

/** Names under which a record has what stands beside its numbers. */
export const OUTCOME = 'outcome'
export const DETECTOR_DRIFT = 'detector_drift'
export const DATA_FINDINGS = 'data_findings'

/** Whether a record's detector could not have shown a drift: too few data. */
export function isUndecided(parameters: Readonly<Record<string, unknown>>): boolean {
  return parameters[OUTCOME] === 'undecided'
}

/** Whether its detector raised alarms that what came after them did not confirm: a spike, or false alarms. */
export function isUnconfirmed(parameters: Readonly<Record<string, unknown>>): boolean {
  return parameters[OUTCOME] === 'unconfirmed'
}

/** What a record says beside its numbers, as sentences: that nothing could have been shown, and what changed in the data itself. */
export function remarksOf(parameters: Readonly<Record<string, unknown>>): string[] {
  const findings = Array.isArray(parameters[DATA_FINDINGS]) ? (parameters[DATA_FINDINGS] as unknown[]) : []
  return [
    ...(isUndecided(parameters)
      ? ['Not enough data: the detector could not have detected a drift, so finding none means nothing.']
      : []),
    ...(isUnconfirmed(parameters)
      ? ['The alarms were not confirmed by what came after them: a spike or false alarms, not a drift.']
      : []),
    ...findings.flatMap((finding) => {
      const text = typeof finding === 'object' && finding !== null && 'text' in finding ? finding.text : null
      if (typeof text !== 'string') return []
      const isIgnored = (finding as { counts?: unknown }).counts === false
      return [isIgnored ? `${text} It was ignored, as requested.` : text]
    }),
  ]
}

/** What the detector itself says, where a record's verdict is not its own alone. */
export function detectorDrift({
  driftDetected,
  parameters,
}: Pick<DriftRecord, 'driftDetected' | 'parameters'>): boolean {
  const own = parameters[DETECTOR_DRIFT]
  return typeof own === 'boolean' ? own : driftDetected
}
