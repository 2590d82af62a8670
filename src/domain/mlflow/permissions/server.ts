import { CodedError } from '~/lib/errors'
import type { MlflowLevel } from './level'

/** What permissions are about. `id`: the experiment's id, or the model's name. */
export interface ResourceRef {
  kind: 'experiment' | 'registered-model'
  id: string
}

/** How one cell is read and written, whatever generation of the permission API the server speaks. */
export interface PermissionServer {
  /** The person's own row, null where there is none, 'hidden' where this server does not tell it to this reader. */
  read(user: string, resource: ResourceRef, signal?: AbortSignal): Promise<MlflowLevel | null | 'hidden'>
  /**
   * Makes the own row what it should be (null: no row). Resolves only after the server said so; on servers where a
   * change is revoke + grant, puts the old level back when the grant fails and throws a ChangeFault that says what
   * stands now.
   */
  write(
    user: string,
    resource: ResourceRef,
    level: MlflowLevel | null,
    before: MlflowLevel | null | 'hidden',
    signal?: AbortSignal,
  ): Promise<void>
}

/** A change that stopped half-way. `cause` is the error that stopped it. */
export class ChangeFault extends CodedError {
  /** What the server holds now; 'unknown' where that could not be told either. */
  readonly stands: MlflowLevel | null | 'unknown'

  constructor(stands: MlflowLevel | null | 'unknown', message: string, cause?: unknown) {
    super('change-fault', message)
    this.stands = stands
    this.cause = cause
  }
}

/** One text for a resource, as a key: kinds do not mix. */
export function resourceKey({ kind, id }: ResourceRef): string {
  return `${kind === 'experiment' ? 'e' : 'm'}:${id}`
}
