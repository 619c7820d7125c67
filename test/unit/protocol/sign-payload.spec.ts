import crypto, { constants, verify } from "node:crypto"
import fc from "fast-check"
import { ALGORITHMS, SALT_LENGTHS, signPayload, stringToSign, verifyPayloadSignature } from "../../../src/protocol"
import { rsaKeyPair } from "../support/keys"

const { privateKey, publicKey } = rsaKeyPair()
const key = { publicKeyId: "SANDBOX-A", privateKey }
const PAYLOAD = '{"storeId":"amzn1.application-oa2-client.x"}'

describe.each(ALGORITHMS)("a payload signed with %s", (algorithm) => {
  it("is verified", async () => {
    const signature = await signPayload(PAYLOAD, key, algorithm)
    expect(verifyPayloadSignature(PAYLOAD, signature, publicKey, algorithm)).toBe(true)
  })

  it("has exactly the salt length that the name demands, and no other", async () => {
    const signature = Buffer.from(await signPayload(PAYLOAD, key, algorithm), "base64")
    const matching = [0, 20, 31, 32, 64].filter((saltLength) =>
      verify(
        "sha256",
        Buffer.from(stringToSign(algorithm, PAYLOAD)),
        { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength },
        signature,
      ),
    )
    expect(matching).toEqual([SALT_LENGTHS[algorithm]])
  })

  it("is 344 characters of Base64 in one line", async () => {
    expect(await signPayload(PAYLOAD, key, algorithm)).toMatch(/^[A-Za-z0-9+/]{342}==$/)
  })

  it("is refused with another key", async () => {
    const signature = await signPayload(PAYLOAD, key, algorithm)
    expect(verifyPayloadSignature(PAYLOAD, signature, rsaKeyPair("other").publicKey, algorithm)).toBe(false)
  })

  it("is refused when any byte of the payload is another", async () => {
    const signature = await signPayload(PAYLOAD, key, algorithm)
    for (let at = 0; at < PAYLOAD.length; at++) {
      const changed = PAYLOAD.slice(0, at) + String.fromCharCode(PAYLOAD.charCodeAt(at) ^ 1) + PAYLOAD.slice(at + 1)
      expect(verifyPayloadSignature(changed, signature, publicKey, algorithm)).toBe(false)
    }
  })

  it("can carry any text", async () => {
    const anyText = fc.string({ unit: "binary", maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const signature = await signPayload(text, key, algorithm)
        expect(verifyPayloadSignature(text, signature, publicKey, algorithm)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

type PooledSign = (
  digest: string,
  bytes: Buffer,
  key: object,
  done: (error: Error | null, signature: Buffer) => void,
) => void

it("asks the thread pool for four signatures at a time, and makes all that are wanted", async () => {
  const sign = crypto.sign as PooledSign
  let [asked, most] = [0, 0]
  const counting: PooledSign = (digest, bytes, pss, done) => {
    most = Math.max(most, ++asked)
    sign(digest, bytes, pss, (error, signature) => {
      asked -= 1
      done(error, signature)
    })
  }
  const watched = jest.spyOn(crypto, "sign").mockImplementation(counting as unknown as typeof crypto.sign)
  try {
    const payloads = Array.from({ length: 16 }, (_, number) => `{"number":${number}}`)
    const signatures = await Promise.all(payloads.map((payload) => signPayload(payload, key, ALGORITHMS[0])))
    const verified = payloads.map((payload, at) =>
      verifyPayloadSignature(payload, signatures[at] ?? "", publicKey, ALGORITHMS[0]),
    )
    expect(verified).toEqual(payloads.map(() => true))
    expect(most).toBe(4)
  } finally {
    watched.mockRestore()
  }
})
