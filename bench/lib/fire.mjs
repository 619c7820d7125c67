import autocannon from "autocannon"

const CONNECTIONS = 50
/** A machine that does other things as well may take its time. */
const PATIENCE_SECONDS = 60
const HEADERS = { "content-type": "text/plain; charset=UTF-8" }

/** Of answers that may be something else now and then. */
const RARELY = 1 / 8

/**
 * How requests are sent, each by its number. A path comes instead of the one of the address.
 *
 * @typedef {{ headers?: (number: number) => Record<string, string>, path?: (number: number) => string, connections?: number,
 *   method?: string }} How
 */

/**
 * Posts every body once over fifty connections and waits for all answers.
 *
 * @param {string} url
 * @param {readonly string[]} bodies
 * @param {{ status: number, rarely?: number } & How} options `status` is what every answer has to be, but for one in eight
 * that may be `rarely`
 * @returns {Promise<{ perSecond: number, expected: number }>} answers per second, and how many were as they have to be
 * @throws Error when anything else was answered
 */
export async function fire(url, bodies, { status, rarely, ...how }) {
  const { answers, errors, perSecond } = await post(url, bodies, how)
  const others = rarely === undefined ? 0 : Math.min(answers[rarely] ?? 0, bodies.length * RARELY)
  const expected = answers[status] ?? 0
  if (expected + others === bodies.length && !errors) return { perSecond, expected }
  const seen = JSON.stringify(answers)
  throw new Error(`${url} should have answered ${status} ${bodies.length} times: ${seen}, ${errors} errors`)
}

/**
 * Delivers notifications as SNS does: what was answered 503 is sent again. What was taken is sent again with it, which
 * changes nothing.
 *
 * @throws Error when they are not all taken after a while
 */
export async function deliver(url, bodies, how = {}) {
  let answers = {}
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    ;({ answers } = await post(url, bodies, how))
    if (answers[200] === bodies.length) return
    if (Object.keys(answers).some((status) => status !== "200" && status !== "503")) break
  }
  throw new Error(`${url} should have taken ${bodies.length} messages: ${JSON.stringify(answers)}`)
}

const ATTEMPTS = 10

/** @param {How} how */
async function post(url, bodies, { headers, path, connections = CONNECTIONS, method = "POST" }) {
  let next = 0
  const setupRequest = (request) => {
    const number = next++
    // Each connection prepares one request more than it sends.
    const where = path && { path: path(number) }
    return { ...request, ...where, body: bodies[number] ?? "", headers: { ...HEADERS, ...headers?.(number) } }
  }
  const startedAt = performance.now()
  let endedAt = startedAt
  const result = await new Promise((resolve, reject) => {
    const run = autocannon(
      {
        url,
        amount: bodies.length,
        connections: Math.min(connections, bodies.length),
        method,
        timeout: PATIENCE_SECONDS,
        requests: [{ setupRequest }],
      },
      (error, outcome) => (error ? reject(error) : resolve(outcome)),
    )
    run.on("response", () => (endedAt = performance.now()))
  })
  const answers = Object.fromEntries(
    Object.entries(result.statusCodeStats).map(([status, { count }]) => [status, count]),
  )
  return { answers, errors: result.errors, perSecond: (bodies.length * 1000) / (endedAt - startedAt) }
}
