import { CodedError } from '~/lib/errors'

/** The only error that the core throws on purpose. */
export class DriftError extends CodedError {}
