import * as v from 'valibot'
import type { LoadedMember, LoadMember } from '../../computation-module'
import { DriftError } from '../../errors'
import { membersOf, type ParamValue, valueFromText } from '../../params'

/** A detector in an ensemble, with its parameters. */
export interface Member extends LoadedMember {
  /** "KS", "KS (alpha 0.01)"; each member has its own. */
  name: string
  params: Record<string, ParamValue>
}

/**
 * @param text a list of detectors, as `detectorsParam` takes it
 * @throws DriftError `unknown-detector`, `not-a-member`, `bad-parameter`, each naming the member
 */
export async function loadMembers(
  text: string,
  kind: 'stream' | 'batch',
  load: LoadMember,
): Promise<Member[]> {
  const members: Member[] = []
  for (const { id, params } of membersOf(text) ?? []) {
    const loaded = await load(id)
    const { detector } = loaded
    const fits = detector.kind === kind && detector.family !== 'ensemble'
    if (!fits || (kind === 'stream' && !loaded.machine))
      throw new DriftError(
        'not-a-member',
        `${detector.name} cannot be a member of this ensemble: its members are ${kind === 'stream' ? 'detectors of streams that are fed row by row' : 'detectors that compare two samples'}. Take it out of Members.`,
      )
    const tuned = Object.entries(params).map(([name, value]) => `${name} ${value}`)
    const own = tuned.length > 0 ? `${detector.name} (${tuned.join(', ')})` : detector.name
    const alike = members.filter((m) => m.name === own || m.name.startsWith(`${own} #`)).length
    members.push({
      ...loaded,
      name: alike > 0 ? `${own} #${alike + 1}` : own,
      params: checkedParams(detector, params),
    })
  }
  return members
}

function checkedParams(
  { name, params }: LoadedMember['detector'],
  given: Readonly<Record<string, string>>,
): Record<string, ParamValue> {
  const values: Record<string, unknown> = {}
  for (const [key, text] of Object.entries(given)) {
    const field = params.fields.find((f) => f.name === key)
    if (!field)
      throw new DriftError(
        'bad-parameter',
        `${name}, a member, has no parameter '${key}'. It has: ${params.fields.map((f) => f.name).join(', ')}.`,
      )
    values[key] = valueFromText(field, text) ?? text
  }
  const checked = v.safeParse(params.schema, values)
  if (!checked.success)
    throw new DriftError('bad-parameter', `${name}, a member: ${checked.issues[0].message}`)
  return checked.output
}

/** An ensemble is put together for the members that it was loaded with. @throws DriftError `members-not-loaded` */
export function checkAssembled(loadedFor: string, members: string): void {
  if (loadedFor !== members)
    throw new DriftError(
      'members-not-loaded',
      `The ensemble was loaded for the members '${loadedFor}' and is run with '${members}'. Load it with the parameters that it is run with.`,
    )
}
