import { dateOrNull, objectOrNull } from "../../../src/protocol/read-json"

describe("an object in Amazon's JSON", () => {
  it("is one with members, or with none", () => {
    const object = { state: "Open" }
    expect(objectOrNull(object)).toBe(object)
    expect(objectOrNull({})).toEqual({})
  })

  it.each([null, undefined, [], [{}], "{}", 5, true])("is not %j", (value) => {
    expect(objectOrNull(value)).toBeNull()
  })
})

describe("a time of Amazon's", () => {
  it.each(["20240517T090807Z", "2024-05-17T09:08:07Z", "2024-05-17T11:08:07+02:00"])("may be written as %s", (text) => {
    expect(dateOrNull(text)).toEqual(new Date("2024-05-17T09:08:07Z"))
  })

  it.each(["20240517T090807Z (about)", "(about) 2024-05-17T09:08:07Z", "May 17, 2024", "20240517", ""])(
    "is not guessed from %j",
    (text) => {
      expect(dateOrNull(text)).toBeNull()
    },
  )
})
