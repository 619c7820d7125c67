/**
 * Work that runs once at a time in this process. Whoever asks while it runs shares one more run with all others who do: each
 * wish is followed by a whole run, however many there are and however long one takes.
 *
 * @returns asks for a run; resolves or fails with the one that began after it
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  function begin(): Promise<void> {
    next = undefined
    const run = work().finally(() => {
      running = undefined
    })
    running = run
    return run
  }

  return () => {
    if (next) return next
    if (!running) return begin()
    next = running.then(begin, begin)
    return next
  }
}
