import { CodedError } from '~/lib/errors'

/** The only error that ingestion throws on purpose: its sentence names the file and, where known, row and column. */
export class DataError extends CodedError {}
