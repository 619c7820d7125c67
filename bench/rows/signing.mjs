import { spawn } from "node:child_process"
import { constants, createPrivateKey, sign } from "node:crypto"
import path from "node:path"
import AmazonPay from "@amazonpay/amazon-pay-api-sdk-nodejs"
import { built } from "../lib/built.mjs"
import { BENCH_CORE, onBothCores, onCore } from "../lib/cores.mjs"
import { newMerchant } from "../lib/merchant.mjs"
import { opensslSpeed } from "../lib/openssl.mjs"
import { openUpdateOf } from "../lib/open-update.mjs"
import { newPayloads, signingAccount } from "../lib/payloads.mjs"
import { inRounds, inTurns, median, WARM_UP } from "../lib/rounds.mjs"
import { pairedRow, plainRow } from "../lib/row.mjs"

const OF_POOL = "first signature: of crypto.sign in the thread pool"
const OF_LOOP = "first signature: of crypto.sign on the event loop"
const OF_SDK = "first signature: of Amazon's SDK"
const OF_OPENSSL = "first signature: of openssl speed"
const AGAIN = "open update, in process: of Amazon's SDK"
const DELAY = "16 signings in flight: event loop's delay, p99"
const BOTH_CORES = "16 signings in flight: both cores, of one"

const UNIT = "signatures/s"
const IN_FLIGHT = 16
const SIGNER = path.join(import.meta.dirname, "../lib/signer.mjs")
const SALT_LENGTH = 32

/**
 * What a click costs before the buyer is at Amazon: building the payload and signing it, one after the other on one core,
 * by processor time. Beside one bare `crypto.sign` of a text that is ready, with a parsed key; in the thread pool, where the
 * plugin signs, and on the event loop, where nobody else is served meanwhile. And many at once.
 */
export const signing = {
  names: [OF_POOL, OF_LOOP, OF_SDK, OF_OPENSSL, AGAIN, DELAY, BOTH_CORES],

  async measure({ quick }) {
    return [...(await measureOne(quick)), await measureAgain(quick), ...(await measureMany(quick))]
  },
}

function effort(quick) {
  return quick ? { rounds: 5, ms: 200 } : { rounds: 15, ms: 400 }
}

async function measureOne(quick) {
  const candidates = signers(newMerchant("sandbox"))
  await inTurns(candidates, WARM_UP)
  const { rounds, ms } = effort(quick)
  const measured = await inTurns(candidates, { rounds, ms })
  const { openssl } = await inRounds(opensslSpeed() ? { openssl: () => opensslSpeed().signPerSecond } : {}, rounds)
  const row = (name, against, yardsticks, atLeast) =>
    pairedRow({ name, unit: UNIT, figures: measured.ours, yardsticks, against, atLeast })
  return [
    row(OF_POOL, "crypto.sign with a callback, KeyObject, text ready", measured.pool, 0.9),
    row(OF_LOOP, "crypto.sign without one, KeyObject, text ready", measured.loop),
    row(OF_SDK, "@amazonpay/amazon-pay-api-sdk-nodejs 2.3.4", measured.sdk, 2),
    openssl
      ? row(OF_OPENSSL, "openssl speed rsa2048, PKCS #1 without a salt", openssl)
      : plainRow({ name: OF_OPENSSL, value: median(measured.ours), unit: UNIT, against: "no openssl here" }),
  ]
}

/** @returns {Record<string, () => unknown>} each signs once */
function signers(merchant) {
  const { signPayload } = built("protocol")
  const account = signingAccount(merchant)
  const payload = newPayloads(account)
  const { publicKeyId, privateKey, region, sandbox } = merchant.options
  const { algorithm } = account
  const amazon = new AmazonPay.WebStoreClient({ publicKeyId, privateKey, region, sandbox, algorithm })
  const text = Buffer.from(`${algorithm}\n${"0".repeat(64)}`)
  const padding = constants.RSA_PKCS1_PSS_PADDING
  const pss = { key: createPrivateKey(privateKey), padding, saltLength: SALT_LENGTH }
  return {
    ours: () => signPayload(payload(), account.keys[0], algorithm),
    pool: () => new Promise((resolve) => sign("sha256", text, pss, (_, signature) => resolve(signature))),
    loop: () => sign("sha256", text, pss),
    sdk: () => amazon.generateButtonSignature(payload()),
  }
}

/** Starting an update that is open once more: nothing is signed. */
async function measureAgain(quick) {
  const merchant = newMerchant("sandbox")
  const { sdk } = signers(merchant)
  const { start, signatures } = await openUpdateOf(merchant)
  await inTurns({ start, sdk }, WARM_UP)
  const measured = await inTurns({ start, sdk }, effort(quick))
  if (signatures()) throw new Error(`${signatures()} starts of an open update signed anew`)
  return pairedRow({
    name: AGAIN,
    unit: "starts/s",
    figures: measured.start,
    yardsticks: measured.sdk,
    against: "one signature of the SDK",
    atLeast: 100,
  })
}

async function measureMany(quick) {
  const ms = quick ? 1_000 : 3_000
  const delays = { busy: [], idle: [] }
  const turn = (place, inFlight, noted) => async () => {
    const { perSecond, delayMs } = await runSigner(place, ms, inFlight)
    noted?.push(delayMs)
    return perSecond
  }
  const { both, one } = await inRounds(
    {
      both: turn(onBothCores, IN_FLIGHT, delays.busy),
      one: turn((command) => onCore(BENCH_CORE, command), IN_FLIGHT),
      idle: turn(onBothCores, 0, delays.idle),
    },
    quick ? 3 : 9,
  )
  return [
    plainRow({
      name: DELAY,
      value: median(delays.busy),
      unit: "ms",
      against: "an idle loop, of which a timer is looked at every millisecond",
      yardstick: median(delays.idle),
      below: 5,
    }),
    pairedRow({
      name: BOTH_CORES,
      unit: UNIT,
      figures: both,
      yardsticks: one,
      against: "the same on one",
      atLeast: 1.7,
    }),
  ]
}

/** A process of its own: the bench runs on one core. */
async function runSigner(place, ms, inFlight) {
  const [program, ...args] = place([process.execPath, SIGNER, String(ms), String(inFlight)])
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] })
  let output = ""
  for await (const chunk of child.stdout) output += chunk
  return JSON.parse(output)
}
