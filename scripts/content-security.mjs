import { createHash } from 'node:crypto'

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

/** What the built app needs and nothing else: no other origin, no eval, no inline script. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  // Compiling WebAssembly counts as eval unless it is allowed by name.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  `style-src 'self' ${REACT_ARIA_STYLES.map(hashSource).join(' ')}`,
  // Positions and sizes that are computed (chart marks, virtual rows) stand in style attributes.
  "style-src-attr 'unsafe-inline'",
  // Exports draw a chart's SVG through a blob: or data: URL.
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
