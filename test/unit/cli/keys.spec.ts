import { createPrivateKey, createPublicKey } from "node:crypto"
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import { readPrivateKey } from "../../../src/options/private-key"
import { run, temporaryFolder } from "./support"

let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
})
afterEach(() => remove())

const at = (name: string) => path.join(folder, name)
const modeOf = (name: string) => statSync(at(name)).mode & 0o777

describe("amazon-pay keys", () => {
  it("makes two halves of one RSA pair of 2048 bits that the options understand", async () => {
    expect((await run(["keys", "--out", at("pay.pem")])).code).toBe(0)
    const privateKey = readPrivateKey(at("pay.pem"))
    expect(privateKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(createPublicKey(readFileSync(at("pay.pub.pem"), "utf8")).equals(createPublicKey(privateKey))).toBe(true)
  })

  it("lets nobody but the owner read the private key", async () => {
    await run(["keys", "--out", at("pay.pem")])
    expect([modeOf("pay.pem"), modeOf("pay.pub.pem") & 0o044]).toEqual([0o600, 0o044])
  })

  it("says which file to upload, where its id goes, and how a key is replaced", async () => {
    const { out } = await run(["keys", "--out", at("pay.pem")])
    for (const words of [
      "Seller Central",
      "Integration Central",
      at("pay.pub.pem"),
      "publicKeyId",
      "without a minute",
    ]) {
      expect(out).toContain(words)
    }
  })

  it("prints no key", async () => {
    const { out, err } = await run(["keys", "--out", at("pay.pem")])
    expect(out + err).not.toContain("BEGIN")
    expect(out + err).not.toContain(readFileSync(at("pay.pem"), "utf8").split("\n")[1])
  })

  it("answers machines with the two paths", async () => {
    const { out } = await run(["keys", "--json", "--out", at("pay.pem")])
    expect(JSON.parse(out)).toEqual({ private_key_file: at("pay.pem"), public_key_file: at("pay.pub.pem") })
  })

  it.each(["pay.pem", "pay.pub.pem"])("leaves everything as it is where %s is there already", async (name) => {
    writeFileSync(at(name), "mine")
    const { code, out, err } = await run(["keys", "--out", at("pay.pem")])
    expect({ code, out }).toEqual({ code: 1, out: "" })
    expect(err).toBe(
      `${at(name)} is there already and is not written over. Move it away, or give another name with --out.`,
    )
    expect(readdirSync(folder)).toEqual([name])
    expect(readFileSync(at(name), "utf8")).toBe("mine")
  })

  it("makes one pair of two that are made into the same file at once", async () => {
    const both = await Promise.all([run(["keys", "--out", at("pay.pem")]), run(["keys", "--out", at("pay.pem")])])
    expect(both.map(({ code }) => code).sort()).toEqual([0, 1])
    const pair = createPublicKey(createPrivateKey(readFileSync(at("pay.pem"), "utf8")))
    expect(createPublicKey(readFileSync(at("pay.pub.pem"), "utf8")).equals(pair)).toBe(true)
  })

  it("names a folder that does not exist, in one line and for machines as well", async () => {
    const { code, out, err } = await run(["keys", "--json", "--out", at("nowhere/pay.pem")])
    expect(code).toBe(1)
    expect(err).toMatch(/its folder does not exist. Make the folder first.$/)
    expect(err.split("\n")).toHaveLength(1)
    expect(JSON.parse(out)).toEqual({ error: err })
  })

  it("tells the whole story of a failure with --verbose only", async () => {
    const { err } = await run(["keys", "--verbose", "--out", at("nowhere/pay.pem")])
    expect(err).toMatch(/\n +at .+[\s\S]*caused by .*ENOENT/)
  })

  it("uses colours only where there are colours", async () => {
    const [plain, bright] = [at("plain.pem"), at("bright.pem")]
    expect((await run(["keys", "--out", plain])).out).not.toContain("\u001B[")
    expect((await run(["keys", "--out", bright], { hasColours: true })).out).toContain("\u001B[1m")
  })
})
