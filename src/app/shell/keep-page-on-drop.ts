/**
 * A file that is dropped where no zone takes it would be opened by the browser in place of the page, and what was
 * loaded were lost. A zone lets no drop of its own come here (`FileDrop`); this keeps the page, and hands on what no zone takes.
 * @param onFiles at least one file, dropped outside every zone and while no dialog is open
 * @returns the function that ends it
 */
export function keepPageOnDrop(onFiles: (files: readonly File[]) => void): () => void {
  const keep = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    // While they are dragged there are none.
    const files = [...event.dataTransfer.files]
    if (files.length > 0 && !document.querySelector('[role="dialog"]')) onFiles(files)
  }
  window.addEventListener('dragover', keep)
  window.addEventListener('drop', keep)
  return () => {
    window.removeEventListener('dragover', keep)
    window.removeEventListener('drop', keep)
  }
}
