/** Who signs people in for a server, as a site names it. */
export interface IdentityProvider {
  /** "https://login.example.org/realms/lab": its documents are found below it. */
  issuer: string
  /** Of a public client there: it has no secret. */
  clientId: string
  /** What is asked for, with spaces between: "openid profile email". */
  scope: string
}

/** Without TLS only a provider on this machine is asked. */
export function isOnThisMachine(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** Whether it can be one: https, or this machine; no query and no fragment (OpenID Connect Discovery 1.0, §2). */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, search, hash, username, password } = new URL(text)
  if (search !== '' || hash !== '' || username !== '' || password !== '') return false
  return protocol === 'https:' || isOnThisMachine(text)
}
