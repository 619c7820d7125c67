import net from "node:net"

/**
 * A free TCP port on this machine: the wanted one, else any.
 *
 * @param {number} [wanted]
 * @returns {Promise<number>}
 */
export async function freePort(wanted = 0) {
  return (await tryListen(wanted)) ?? (await tryListen(0))
}

/** On all interfaces, for a server that listens on all of them would collide there. */
function tryListen(port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(null) : reject(error)))
    server.listen(port, () => {
      const { port: found } = server.address()
      server.close(() => resolve(found))
    })
  })
}
