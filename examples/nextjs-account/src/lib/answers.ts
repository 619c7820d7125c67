/** What a server action answers. Next.js hides the errors it throws from the browser, and with them the HTTP status. */
export type Answer<T> = { value: T } | { status: number | null }

export async function answer<T>(work: Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work }
  } catch (error) {
    const status = error instanceof Error && "status" in error ? Number(error.status) : null
    return { status }
  }
}

/** The value of an answer, or the error that it stands for, with the status that the widget looks for. */
export async function valueOf<T>(answering: Promise<Answer<T>>): Promise<T> {
  const answered = await answering
  if ("value" in answered) return answered.value
  throw Object.assign(new Error("The store did not do it"), answered)
}
