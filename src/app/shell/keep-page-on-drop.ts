/**
 * A file that is dropped where no zone takes it would be opened by the browser in place of the page, and what was
 * loaded were lost. A zone that takes files acts on its own; this only keeps the page.
 * @returns the function that ends it
 */
export function keepPageOnDrop(): () => void {
  const keep = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  }
  window.addEventListener('dragover', keep)
  window.addEventListener('drop', keep)
  return () => {
    window.removeEventListener('dragover', keep)
    window.removeEventListener('drop', keep)
  }
}
