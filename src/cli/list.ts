import { independenceWords } from '~/drift/independence'
import type { Detector } from '~/drift/define'
import { guides } from '~/drift/guides'
import type { ParamField } from '~/drift/params'
import { detectors } from '~/drift/registry'
import { requireDetector } from './params'
import { resultJson } from './json'
import { print } from './terminal'

const FAMILIES = {
  'data-drift': 'Data drift',
  change: 'Change detection',
  concept: 'Concept drift',
  ensemble: 'Ensembles',
} as const satisfies Record<Detector['family'], string>

/** `tidemark list`: every detector, by family. */
export function list(json: boolean): void {
  const all: readonly Detector[] = detectors
  if (json)
    return print(
      resultJson(all.map(({ id, name, longName, family, kind }) => ({ id, name, longName, family, kind }))),
    )
  const width = Math.max(...all.map(({ id }) => id.length))
  for (const [family, title] of Object.entries(FAMILIES)) {
    const members = all.filter((d) => d.family === family)
    if (members.length === 0) continue
    print(title)
    for (const d of members) print(`  ${d.id.padEnd(width)}  ${d.kind.padEnd(6)}  ${d.longName}`)
  }
}

/** `tidemark describe <id>`: what a detector asks and takes. */
export async function describe(id: string | undefined, json: boolean): Promise<void> {
  const detector = requireDetector(id)
  const { guide } = await guides[detector.id as keyof typeof guides]()
  if (json) {
    const { params, ...about } = detector
    return print(resultJson({ ...about, params: params.fields, method: guide }))
  }
  const lines = [
    `${detector.name}: ${detector.longName}`,
    detector.summary,
    '',
    guide.asks,
    '',
    ...guide.formula.map((line) => `  ${line}`),
    '',
    `Cost: ${detector.cost.time}; memory ${detector.cost.memory}.`,
    ...(guide.firstAlarm ? [`First possible alarm: ${guide.firstAlarm}.`] : []),
    `Paper: ${detector.citation.text} doi:${detector.citation.doi}`,
    '',
    'Parameters (--param name=value):',
    ...detector.params.fields.flatMap((field) => [
      `  ${field.name} = ${range(field)}`,
      `      ${field.help}`,
    ]),
    '',
    'When it misleads:',
    ...[...guide.pitfalls, independenceWords(detector)].map((pitfall) => `  - ${pitfall}`),
  ]
  for (const line of lines) print(line)
}

/** "50 (above 0)", "both (both, up, down)" */
function range({ input, unit }: ParamField): string {
  const value = `${String(input.default)}${unit ? ` ${input.default === 1 ? singular(unit) : unit}` : ''}`
  switch (input.kind) {
    case 'integer':
    case 'number':
      return `${value} (${intervalWords(input)})`
    case 'choice':
      return `${value} (${input.options.map((o) => o.value).join(', ')})`
    case 'boolean':
      return `${value} (true, false)`
    case 'integers':
      return `${value} (up to ${input.most} whole numbers from ${input.min} to ${input.max})`
    case 'detectors':
      return `${value} (ids of ${input.of} detectors)`
  }
}

const SINGULARS: Readonly<Record<string, string>> = {
  rows: 'row',
  permutations: 'permutation',
  errors: 'error',
}

const singular = (unit: string): string => SINGULARS[unit] ?? unit

/** A limit that no data come near only keeps numbers finite. */
const BOUNDLESS = 1e12

/** "above 0", "2 to 200", "at least 0 and below 1" */
function intervalWords(input: Extract<ParamField['input'], { kind: 'integer' | 'number' }>): string {
  const { min, max } = input
  const low = input.exclusiveMin ? `above ${min}` : `at least ${min}`
  const high = input.exclusiveMax ? `below ${max}` : `at most ${max}`
  const ends = [...(min <= -BOUNDLESS ? [] : [low]), ...(max >= BOUNDLESS ? [] : [high])]
  if (ends.length === 0) return 'any number'
  const isPlain = ends.length === 2 && low.startsWith('at least') && high.startsWith('at most')
  return isPlain ? `${min} to ${max}` : ends.join(' and ')
}
