import { fork, type ChildProcess } from "node:child_process"
import path from "node:path"

export type SdkAnswer = { status: number; data: { [name: string]: never } }

/** Amazon's SDK, one call at a time, in another process. */
export class OfficialSdk {
  private readonly child: ChildProcess
  private lastId = 0

  constructor() {
    this.child = fork(path.join(__dirname, "sdk-child.cjs"), { stdio: ["ignore", "inherit", "ignore", "ipc"] })
  }

  /** Rejects with what Amazon answered, as `{ status, data }`. */
  call<T = SdkAnswer>(method: string, ...args: unknown[]): Promise<T> {
    const id = ++this.lastId
    return new Promise((resolve, reject) => {
      const onMessage = (message: {
        id: number
        result: T
        error?: { status: number; data: unknown; message: string }
      }) => {
        if (message.id !== id) return
        this.child.off("message", onMessage)
        if (message.error) reject(Object.assign(new Error(message.error.message), message.error))
        else resolve(message.result)
      }
      this.child.on("message", onMessage)
      this.child.send({ id, method, args })
    })
  }

  close(): void {
    this.child.kill()
  }
}
