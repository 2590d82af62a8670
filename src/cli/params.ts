import * as v from 'valibot'
import type { Detector } from '~/drift/define'
import type { ParamField, ParamValue } from '~/drift/params'
import { detectorById, detectors } from '~/drift/registry'
import { UsageError } from './errors'

/** @throws UsageError that names detectors that are near */
export function requireDetector(id: string | undefined): Detector {
  if (id === undefined)
    throw new UsageError('Name a detector, for example `tidemark detect mmd`; `tidemark list` shows all.')
  const detector = detectorById(id)
  if (detector) return detector
  const near = detectors.filter((d) => d.id.includes(id) || id.includes(d.id)).map((d) => d.id)
  throw new UsageError(
    `There is no detector '${id}'${near.length > 0 ? `: did you mean ${near.join(' or ')}?` : '; `tidemark list` shows all.'}`,
  )
}

/**
 * `name=value` of the command line → checked parameters, defaults filled in.
 * @throws UsageError that names the parameter and what it takes
 */
export function parseParamFlags(detector: Detector, flags: readonly string[]): Record<string, ParamValue> {
  const given: Record<string, ParamValue> = {}
  for (const flag of flags) {
    const at = flag.indexOf('=')
    const name = at < 0 ? flag : flag.slice(0, at)
    const field = detector.params.fields.find((f) => f.name === name)
    if (!field)
      throw new UsageError(
        `${detector.name} has no parameter '${name}'. It has: ${detector.params.fields.map((f) => f.name).join(', ')}.`,
      )
    if (at < 0)
      throw new UsageError(`--param ${name} needs a value: --param ${name}=${String(field.input.default)}.`)
    given[name] = valueOf(field, flag.slice(at + 1))
  }
  const checked = v.safeParse(detector.params.schema, given)
  if (!checked.success) throw new UsageError(checked.issues[0].message)
  return checked.output
}

/** Numbers that are none become NaN, which the schema refuses with its own sentence. */
function valueOf({ input }: ParamField, text: string): ParamValue {
  switch (input.kind) {
    case 'integer':
    case 'number':
      return text.trim() === '' ? Number.NaN : Number(text)
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'choice':
    case 'integers':
    case 'detectors':
      return text
  }
}
