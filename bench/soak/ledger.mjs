/**
 * What was done, to be compared with what is stored at the end.
 *
 * @typedef {ReturnType<typeof openLedger>} Ledger
 */
export function openLedger() {
  const endings = new Map()
  const surprises = []
  let descriptors = 0
  let knocks = 0

  return {
    /** A buyer came back from Amazon to one update; several sessions may end on one. */
    returned({ updateId, end, status }) {
      endings.set(updateId, [...(endings.get(updateId) ?? []), end])
      const expected = end === "cancel" ? [200, 303] : [303]
      if (!expected.includes(status)) surprises.push(`a return of ${updateId} was answered ${status}`)
    },
    knocked(status, expected) {
      knocks += 1
      if (!expected.includes(status))
        surprises.push(`a stranger was answered ${status} instead of ${expected.join("/")}`)
    },
    /** A text that no wallet ever had before: seen twice in a history, it was recorded twice. */
    newDescriptor: () => `Soak ****${String(++descriptors).padStart(6, "0")}`,
    counts: () => ({ updates: endings.size, changes: descriptors, knocks }),
    /** @returns {Promise<string[]>} everything that is not as it has to be */
    async audit({ database, amazon }) {
      return [
        ...surprises,
        ...(await wrongMessages(database, amazon)),
        ...(await wrongUpdates(database, endings)),
        ...(await wrongWallets(database, amazon)),
        ...(await doubledChanges(database)),
      ]
    },
  }
}

/** Every honest message was taken, and is settled. */
async function wrongMessages(database, { control }) {
  const deliveries = await control.deliveries()
  const { rows } = await database.query("select message_id, status from amazon_pay_notification")
  const statuses = new Map(rows.map(({ message_id, status }) => [message_id, status]))
  return deliveries.flatMap(({ messageId, state }) => {
    const status = statuses.get(messageId)
    if (state !== "delivered") return [`message ${messageId} is ${state}`]
    return status === "processed" ? [] : [`message ${messageId} was taken and is ${status ?? "not stored"}`]
  })
}

/** One entry each, and the best outcome of its sessions. */
async function wrongUpdates(database, endings) {
  const ids = [...endings.keys()]
  const { rows } = await database.query(
    "select id, status, jsonb_array_length(changes) > 0 as changed from amazon_pay_wallet_update where id = any($1)",
    [ids],
  )
  const stored = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const { status, changed } = stored.get(id) ?? {}
    const ends = endings.get(id)
    return outcomesOf(ends, changed).includes(status) ? [] : [`update ${id} ended ${ends.join(", ")} and is ${status}`]
  })
}

/**
 * A cancel brings no session back, and leaves the update open. A change at Amazon that was seen while the update was open
 * may have been another session's: it keeps the update pending, whatever comes to nothing.
 */
function outcomesOf(ends, changed) {
  if (ends.includes("confirm")) return ["completed"]
  const undecided = changed ? ["pending"] : []
  return ends.includes("decline") ? ["declined", ...undecided] : ["started", "canceled", ...undecided]
}

const STATUSES = { Chargeable: "chargeable", NonChargeable: "non_chargeable", Closed: "closed" }

async function wrongWallets(database, { control }) {
  const { rows } = await database.query(
    "select charge_permission_id as id, status, payment_descriptor as descriptor from amazon_pay_wallet",
  )
  const wrong = []
  for (const { id, status, descriptor } of rows) {
    const { statusDetails, paymentPreferences } = await control.chargePermission(id)
    const [preference] = paymentPreferences
    if (status !== STATUSES[statusDetails.state] || descriptor !== preference?.paymentDescriptor) {
      wrong.push(
        `wallet ${id} is ${status}, "${descriptor}", and at Amazon ${statusDetails.state}, "${preference?.paymentDescriptor}"`,
      )
    }
  }
  return wrong
}

async function doubledChanges(database) {
  const { rows } = await database.query(`
    select wallet_id, change ->> 'after' as after, count(*)::int as count
    from amazon_pay_wallet_update, jsonb_array_elements(changes) change
    where change ->> 'field' = 'payment_descriptor' and change ->> 'after' like 'Soak %'
    group by 1, 2 having count(*) > 1`)
  return rows.map(
    ({ wallet_id, after, count }) => `the change of ${wallet_id} to "${after}" is recorded ${count} times`,
  )
}
