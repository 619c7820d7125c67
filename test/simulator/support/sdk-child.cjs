/**
 * Amazon's official SDK in a process of its own, because it switches TLS checking off for the whole process. Each
 * message is one call; errors are reduced to status and body, for the SDK's own carry the signed header.
 */
const { WebStoreClient } = require("@amazonpay/amazon-pay-api-sdk-nodejs")

let client

async function perform({ method, args }) {
  if (method === "configure") {
    client = new WebStoreClient(args[0])
    return null
  }
  const result = await client[method](...args)
  return typeof result === "string" ? result : { status: result.status, data: result.data }
}

process.on("message", async (message) => {
  try {
    process.send({ id: message.id, result: await perform(message) })
  } catch (error) {
    const { status, data } = error.response ?? {}
    process.send({ id: message.id, error: { status, data, message: String(error.message ?? error) } })
  }
})
