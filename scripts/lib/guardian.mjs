// Ends the processes that a demo leaves behind when it is killed. Its input says who runs, one line each: "<pid> <signal>"
// that ends it, then "<pid> ended". A negative pid is a process group. The end of the input is the end of the demo.
import readline from "node:readline"

const PATIENCE_MS = 10_000
const running = new Map()

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {})
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [pid, signal] = line.split(" ")
  if (signal === "ended") running.delete(Number(pid))
  else running.set(Number(pid), signal)
}

for (const [pid, signal] of running) send(pid, signal)
for (const deadline = Date.now() + PATIENCE_MS; anyRuns() && Date.now() < deadline;) {
  await new Promise((resolve) => setTimeout(resolve, 50))
}
for (const pid of running.keys()) send(pid, "SIGKILL")

function anyRuns() {
  return [...running.keys()].some((pid) => send(pid, 0))
}

/** @returns whether there was such a process */
function send(pid, signal) {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
