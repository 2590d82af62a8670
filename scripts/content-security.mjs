import { createHash } from 'node:crypto'
import { Sentence } from './sentence.mjs'

/**
 * The <style> elements that react-aria adds to the page, letter by letter: for a press (usePress) and for a
 * dialog on a touch screen (usePreventScroll). Allowed by their hash, so that no other inline style is.
 * After an upgrade of react-aria compare them with the package; the end-to-end tests fail on a refused one.
 */
const REACT_ARIA_STYLES = [
  '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}',
  '@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}',
]

/** @param {string} text */
function hashSource(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** The variable that names the identity providers of a site, as addresses with spaces between them. */
export const IDENTITY_PROVIDERS = 'TIDEMARK_IDENTITY_PROVIDERS'

/**
 * What the app needs and nothing else: no other origin, no eval, no inline script.
 * @param {object} [site]
 * @param {readonly string[]} [site.identityProviders] origins that sign people in: the page asks them for tokens itself
 * @param {string | null} [site.nonce] of the development server, which writes scripts into the page and styles as elements
 */
export function contentSecurityPolicy({ identityProviders = [], nonce = null } = {}) {
  return [
    "default-src 'self'",
    // Compiling WebAssembly counts as eval unless it is allowed by name.
    `script-src 'self' 'wasm-unsafe-eval'${nonce === null ? '' : ` 'nonce-${nonce}'`}`,
    "worker-src 'self'",
    `style-src 'self' ${nonce === null ? REACT_ARIA_STYLES.map(hashSource).join(' ') : "'unsafe-inline'"}`,
    // Positions and sizes that are computed (chart marks, virtual rows) stand in style attributes.
    "style-src-attr 'unsafe-inline'",
    // Exports draw a chart's SVG through a blob: or data: URL.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...identityProviders].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * The identity providers of a site. Only their origins are kept: a policy that names a path fails at a redirect, and a
 * character of the policy's own grammar would add a rule to it.
 * @param {string | undefined} given addresses with spaces between them; undefined or empty: none
 * @param {string} [variable] that holds them
 * @returns {string[]} "https://login.example.org"
 * @throws {Sentence} for what is no https address (or one of this machine)
 */
export function identityProvidersOf(given, variable = IDENTITY_PROVIDERS) {
  const addresses = (given ?? '').split(/\s+/).filter((address) => address !== '')
  const origins = addresses.map((address) => {
    const url = URL.canParse(address) ? new URL(address) : null
    const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
    if (!url || (url.protocol !== 'https:' && !isHere) || /[;,*']/.test(url.host))
      throw new Sentence(
        `${variable} holds "${address}": set it to ${variable === IDENTITY_PROVIDERS ? 'https addresses with spaces between them' : 'an https address'}, as https://login.example.org.`,
      )
    return url.origin
  })
  return [...new Set(origins)]
}
