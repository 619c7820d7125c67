import { inOneLine, withoutSecrets } from "../../../src/cli/failure"
import { run } from "./support"

describe("amazon-pay", () => {
  it("names its commands on --help", async () => {
    const { code, out, err } = await run(["--help"])
    expect({ code, err }).toEqual({ code: 0, err: "" })
    for (const command of ["doctor", "keys", "simulator", "import", "replay", "export-customer"])
      expect(out).toContain(`  ${command} `)
  })

  it.each([
    ["no command", []],
    ["a command that does not exist", ["key"]],
    ["a flag that does not exist", ["keys", "--bits", "1024"]],
    ["a flag without its value", ["keys", "--out"]],
    ["a port that is none", ["simulator", "--port", "70000"]],
    ["a region that is none", ["simulator", "--region", "mars"]],
    ["more words than it takes", ["keys", "please"]],
  ])("answers 2 to %s, and says how it is used", async (_, args) => {
    const { code, out, err } = await run(args)
    expect({ code, out }).toEqual({ code: 2, out: "" })
    expect(err).toMatch(/error:|Usage:/)
  })
})

describe("what others say, when it is printed", () => {
  it("has no key in it", () => {
    const pem = "-----BEGIN PRIVATE KEY-----\nMIIsecret\n-----END PRIVATE KEY-----"
    expect(withoutSecrets(`cannot read ${pem} here`)).toBe("cannot read [key] here")
    expect(withoutSecrets("cut off: -----BEGIN RSA PRIVATE KEY-----\\nMIIsecret")).toBe("cut off: [key]")
  })

  it("has no user and no password of a URL in it", () => {
    expect(withoutSecrets("at postgres://anna:p%40ss@db.example:5432/store")).toBe(
      "at postgres://db.example:5432/store",
    )
    expect(withoutSecrets("at redis://:pass@redis:6379")).toBe("at redis://redis:6379")
    expect(withoutSecrets("write to anna@example.com about https://shop.example")).toContain("anna@example.com")
  })

  it("is one line, also when it was a list", () => {
    expect(inOneLine(new Error("It cannot be used:\n  - a is required\n  - b is wrong"))).toBe(
      "It cannot be used: a is required; b is wrong",
    )
    expect(inOneLine(Object.assign(new Error(""), { code: "ECONNRESET" }))).toBe("ECONNRESET")
    expect(inOneLine("just\n  words")).toBe("just words")
  })
})
