import { parseImportFile, type ParsedFile } from "../../../src/modules/amazon-pay/imports/parse-file"

const ONE = "B01-1234567-0000001"
const TWO = "B01-1234567-0000002"
const HEADER = "customer_id,charge_permission_id"

const read = (...lines: string[]) => parseImportFile(lines.join("\n"))
const told = ({ rows }: ParsedFile) =>
  rows.map(({ line, customerId, customerEmail, chargePermissionId, code }) => [
    line,
    customerId ?? customerEmail,
    chargePermissionId,
    code,
  ])

describe("a file of charge permissions", () => {
  it.each([
    ["commas", ["customer_id,charge_permission_id", `cus_1,${ONE}`]],
    ["semicolons", ["customer_id;charge_permission_id", `cus_1;${ONE}`]],
    ["tabs", ["customer_id\tcharge_permission_id", `cus_1\t${ONE}`]],
    ["the other order", ["charge_permission_id,customer_id", `${ONE},cus_1`]],
    ["quotation marks", ['"customer_id","charge_permission_id"', `"cus_1","${ONE}"`]],
    ["spaces and lower case", [" Customer ID , Charge Permission ID ", ` cus_1 , ${ONE.toLowerCase()} `]],
    ["columns of others", ["name,customer_id,note,charge_permission_id", `"Doe; John, Inc",cus_1,5" disk,${ONE}`]],
    ["fewer values than columns", ["customer_id,charge_permission_id,name", `cus_1,${ONE}`]],
  ])("is read with %s", async (_, lines) => {
    expect(told(await read(...lines))).toEqual([[2, "cus_1", ONE, null]])
  })

  it.each(["\r\n", "\n", "\r"])("is read with lines that end in %j, and with a byte order mark", async (end) => {
    const file = await parseImportFile(`\uFEFF${HEADER}${end}cus_1,${ONE}${end}cus_2,${TWO}${end}`)
    expect(told(file)).toEqual([
      [2, "cus_1", ONE, null],
      [3, "cus_2", TWO, null],
    ])
  })

  it("names customers by e-mail address as well", async () => {
    const file = await read("email;charge permission", `Anna@example.com;${ONE}`)
    expect(file).toMatchObject({ delimiter: ";", columns: ["customer_email", "charge_permission_id"] })
    expect(told(file)).toEqual([[2, "Anna@example.com", ONE, null]])
  })

  it("says which columns it does not use, names of prototypes among them", async () => {
    const { ignoredColumns, columns } = await read(`__proto__,constructor,${HEADER}`, `a,b,cus_1,${ONE}`)
    expect(ignoredColumns).toEqual(["__proto__", "constructor"])
    expect(columns).toEqual(["customer_id", "charge_permission_id"])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  it("has no rows where there is nothing on a line, and the others keep their numbers", async () => {
    const file = await read("", HEADER, "", `cus_1,${ONE}`, " , ", "", `cus_2,${TWO}`, "", "")
    expect(told(file).map(([line]) => line)).toEqual([4, 7])
  })

  it("counts the lines of values that have several", async () => {
    const file = await parseImportFile(`note,${HEADER}\r\n"one\r\ntwo\r\nthree",cus_1,${ONE}\r\nplain,cus_2,${TWO}\r\n`)
    expect(told(file).map(([line]) => line)).toEqual([2, 5])
  })
})

describe("a line with a mistake is kept with its reason, and nothing else of what stands there", () => {
  it.each([
    ["no charge permission", "cus_1,", "charge_permission_missing"],
    ["nobody", `,${ONE}`, "customer_missing"],
    ["a charge", `cus_1,${ONE}-C123456`, "charge_permission_malformed"],
    ["an e-mail address in the wrong column", "cus_1,anna@example.com", "charge_permission_malformed"],
    ["a formula", `cus_1,"=HYPERLINK(""https://example.com"")"`, "charge_permission_malformed"],
    ["a path", "cus_1,../../charges", "charge_permission_malformed"],
    ["10 kB", `${"x".repeat(10_240)},${ONE}`, "value_too_long"],
    ["a NUL byte", `cus_\0,${ONE}`, "customer_not_found"],
    ["another encoding", `${Buffer.from("m\xFCller@example.com", "latin1").toString("utf8")},${ONE}`, "value_not_utf8"],
    ["an unquoted comma", `cus_1,${ONE},surplus`, "too_many_values"],
  ])("%s", async (_, line, code) => {
    const { rows } = await read(HEADER, `cus_0,${TWO}`, line)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({ customerId: "cus_0", code: null })
    expect(rows[1]).toMatchObject({ line: 3, code, customerId: null, customerEmail: null })
    expect([null, ONE]).toContain(rows[1]?.chargePermissionId)
  })
})

describe("a file that cannot be imported", () => {
  it.each([
    ["empty", [""], "file_empty", 1],
    ["a header only", [HEADER], "file_empty", 1],
    ["no customer", ["charge_permission_id", ONE], "column_missing", 1],
    ["no charge permission", ["customer_id", "cus_1"], "column_missing", 1],
    ["no header", [`cus_1,${ONE}`], "column_missing", 1],
    ["a column twice", [`email,customer email,charge_permission_id`, `a,b,${ONE}`], "column_twice", 1],
    ["an open quotation mark", [HEADER, `cus_1,${ONE}`, `"cus_2,${TWO}`, `cus_3,${ONE}`], "file_malformed", 3],
    ["an open quotation mark in the header", [`"${HEADER}`, `cus_1,${ONE}`], "file_malformed", 1],
    ["a line without an end", [HEADER, `cus_1,${ONE}`, "x".repeat(200_000)], "file_malformed", 3],
    ["UTF-16", [Buffer.from(`${HEADER}\ncus_1,${ONE}`, "utf16le").toString("utf8")], "file_not_utf8", 1],
    ["a picture", [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x0a]).toString("utf8")], "file_not_utf8", 1],
  ])("has %s: line and reason are told", async (_, lines, code, line) => {
    await expect(read(...lines)).rejects.toMatchObject({ name: "ImportFileProblem", code, line })
  })

  it("says which of the columns were found", async () => {
    await expect(read("customer_id,charge_permision", `cus_1,${ONE}`)).rejects.toThrow(/Found of these: customer_id\./)
  })

  it("has more than 100,000 rows", async () => {
    const rows = Array.from({ length: 100_001 }, (_, index) => `cus_1,B01-0000000-${String(index).padStart(7, "0")}`)
    await expect(read(HEADER, ...rows)).rejects.toMatchObject({ code: "too_many_rows", line: 100_002 })
  })
})
