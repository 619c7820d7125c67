import { decodeCursor, encodeCursor } from "../../../src/modules/amazon-pay/persistence/cursor"
import { REFUSALS } from "../../../src/modules/amazon-pay/errors"

const POSITION = { at: "2026-01-31T23:59:59.123456Z", id: "apwu_01ABC" }
const made = (text: string) => Buffer.from(text).toString("base64url")

describe("a cursor", () => {
  it("brings back the position it was made of, to the microsecond", () => {
    const cursor = encodeCursor("updates", POSITION)
    expect(cursor).toMatch(/^[\w-]+$/)
    expect(decodeCursor(cursor, "updates")).toEqual({ ...POSITION, list: "updates" })
  })

  it("is empty for the first page", () => {
    expect(decodeCursor("", "updates")).toBeNull()
  })

  it.each([
    ["nothing of ours", "x"],
    ["another encoding of the same", `${encodeCursor("updates", POSITION)}=`],
    ["something appended", `${encodeCursor("updates", POSITION)}AA`],
    ["a space", ` ${encodeCursor("updates", POSITION)}`],
    ["another list's", encodeCursor("wallets", POSITION)],
    ["a day that does not exist", made("updates|2026-02-30T00:00:00.000000Z|apwu_1")],
    ["a month that does not exist", made("updates|2026-13-01T00:00:00.000000Z|apwu_1")],
    ["milliseconds only", made("updates|2026-01-01T00:00:00.000Z|apwu_1")],
    ["no id", made("updates|2026-01-01T00:00:00.000000Z|")],
    ["a NUL", made("updates|2026-01-01T00:00:00.000000Z|a\0b")],
    ["SQL in the time", made("updates|now()|apwu_1")],
    ["a very long id", made(`updates|2026-01-01T00:00:00.000000Z|${"a".repeat(300)}`)],
  ])("with %s is refused, and says what to do", (_, cursor) => {
    expect(() => decodeCursor(cursor, "updates")).toThrow(
      expect.objectContaining({
        type: "invalid_data",
        code: "invalid_cursor",
        message: REFUSALS.invalid_cursor.message,
      }),
    )
  })
})
