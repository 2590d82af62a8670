import { readFileSync } from 'node:fs'
import { decode } from '../decode'
import { jenkinsContract } from './contract'
import { buildOf } from './wire'

/** The text of a recorded answer. @param name of a file of `samples/`, without its ending */
export const text = (name: string): string =>
  readFileSync(new URL(`./samples/${name}.json`, import.meta.url), 'utf8')

/** An answer as it comes: a text as it is, all else as JSON. */
export const bytes = (body: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))

/** Builds of an answer of wfapi. @throws Error where a row cannot be read */
export const buildsOf = (body: string) =>
  decode(jenkinsContract.runs, bytes(body)).map((row) => {
    if (!row.ok) throw new Error(row.why)
    return buildOf(row.row)
  })
