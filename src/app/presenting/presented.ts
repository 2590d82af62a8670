/**
 * On what is presented, `self`; on all that it lies in, `path`. The style sheet hides everything beside a path, but the
 * page's name, `name`, and what only that lies in: screen readers still hear where they are.
 */
const ATTRIBUTE = 'data-presented'

/** A chart or picture with its finding as the title; one inside of another is a part of it. */
const FINDINGS = 'figure:not(figure figure)'

/** The page's verdict stands above each of its charts. */
const VERDICT = '[data-verdict]'

export function countPresentable(main: Element): number {
  return main.querySelectorAll(FINDINGS).length
}

/**
 * Marks one finding of a page, and the verdict above it. Where a page has no charts nothing is marked, and all of it is
 * shown.
 * @param at which one, from 0; beyond the last: the last
 */
export function markPresented(main: Element, at: number): void {
  const findings = [...main.querySelectorAll(FINDINGS)]
  const finding = findings[Math.min(findings.length - 1, at)]
  const shown = finding ? [finding, ...main.querySelectorAll(VERDICT)] : []
  const marks = new Map<Element, 'self' | 'path' | 'name'>()
  for (const element of shown) {
    for (let above = element.parentElement; above && above !== main; above = above.parentElement)
      marks.set(above, 'path')
  }
  if (finding) marks.set(main, 'path')
  for (const element of shown) marks.set(element, 'self')
  let name: Element | null = finding ? main.querySelector('h1') : null
  for (; name && !marks.has(name); name = name.parentElement) marks.set(name, 'name')
  for (const element of marked(main)) if (!marks.has(element)) element.removeAttribute(ATTRIBUTE)
  for (const [element, mark] of marks)
    if (element.getAttribute(ATTRIBUTE) !== mark) element.setAttribute(ATTRIBUTE, mark)
}

export function unmarkPresented(main: Element): void {
  for (const element of marked(main)) element.removeAttribute(ATTRIBUTE)
}

function marked(main: Element): Element[] {
  return [main, ...main.querySelectorAll(`[${ATTRIBUTE}]`)]
}
