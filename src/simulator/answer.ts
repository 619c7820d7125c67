/** What a server says, before anything goes wrong on the way. */
export type Answer = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string }>

export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) }
}

/** Amazon's error body. */
export function errorAnswer(status: number, reasonCode: string, message: string): Answer {
  return jsonAnswer(status, { reasonCode, message })
}
