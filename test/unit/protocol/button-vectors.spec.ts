import { createHash, createPublicKey } from "node:crypto"
import { SALT_LENGTHS, stringToSign, verifyPayloadSignature } from "../../../src/protocol"
import { buttonVectors, readVector, vectorKey } from "../support/vectors"

const { cases, negative } = buttonVectors()

describe("the published button payload vectors", () => {
  it.each(cases)("$name with $algorithm is verified", ({ payload, signature, algorithm }) => {
    expect(verifyPayloadSignature(payload, signature, vectorKey(), algorithm)).toBe(true)
  })

  it.each(cases)("$name with $algorithm has the same string to sign", (vector) => {
    expect(stringToSign(vector.algorithm, vector.payload)).toBe(vector.stringToSign)
    expect(SALT_LENGTHS[vector.algorithm]).toBe(vector.saltLength)
    expect(createHash("sha256").update(vector.payload).digest("hex")).toBe(vector.payloadSha256)
    expect(Buffer.byteLength(vector.payload)).toBe(vector.payloadUtf8Bytes)
  })

  it.each(negative)("$name is refused", ({ payload, signature, algorithm }) => {
    expect(verifyPayloadSignature(payload, signature, vectorKey(), algorithm)).toBe(false)
  })

  it("covers every negative of the dossier", () => {
    expect(negative.map(({ name }) => name)).toEqual([
      "v2-signature-made-with-salt-20",
      "v2-name-but-default-string-to-sign",
      "pkcs1-v1_5-instead-of-pss",
      "signed-raw-payload-instead-of-string-to-sign",
      "payload-whitespace-changed-after-signing",
      "chargePermissionId-swapped-after-signing",
      "other-private-key",
    ])
  })

  it.each(cases)("$name with $algorithm is refused under the other algorithm's name", (vector) => {
    const other = vector.algorithm === "AMZN-PAY-RSASSA-PSS" ? "AMZN-PAY-RSASSA-PSS-V2" : "AMZN-PAY-RSASSA-PSS"
    expect(verifyPayloadSignature(vector.payload, vector.signature, vectorKey(), other)).toBe(false)
  })

  it.each(cases)(
    "$name with $algorithm is refused with another merchant's key",
    ({ payload, signature, algorithm }) => {
      const other = createPublicKey(readVector("keys/other_public_spki.pem"))
      expect(verifyPayloadSignature(payload, signature, other, algorithm)).toBe(false)
    },
  )
})
