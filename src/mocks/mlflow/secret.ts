import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Secret, UserRow } from './tables'

/** Each request of such a person pays it: 5 ms. */
const ROUNDS = 2000

/** @param salt never given twice */
export function secretOf(password: string, salt: string): Secret {
  return { salt, hash: bytesToHex(pbkdf2(sha256, password, salt, { c: ROUNDS, dkLen: 32 })) }
}

/** Whether somebody's password is this one. */
export function isPassword({ password, secret }: UserRow, typed: string): boolean {
  return secret ? secretOf(typed, secret.salt).hash === secret.hash : password === typed
}
