import { Socket } from "node:net"

/** Ports that this process connected to while `work` ran, whatever library did it. */
export async function connectionsDuring(work: () => Promise<unknown>): Promise<number[]> {
  const ports: number[] = []
  const connect = Socket.prototype.connect
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    ports.push(portOf(args))
    return Reflect.apply(connect, this, args)
  } as typeof connect
  try {
    await work()
  } finally {
    Socket.prototype.connect = connect
  }
  return ports
}

function portOf(args: unknown): number {
  const options = JSON.stringify(args, (name, value: unknown) => (name === "lookup" ? undefined : value)) ?? ""
  return Number(/"port":"?(\d+)/.exec(options)?.[1] ?? 0)
}
