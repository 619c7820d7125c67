import { createPlaces, networkOf } from "../../../src/api/senders"

it.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:c000:0201", "192.0.2.1"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:0002::", "2001:db8:1:2::/64"],
  ["2001:db8::5:6:7:8", "2001:db8:0:0::/64"],
  ["1::2:3:4:5:192.0.2.1", "1:0:2:3::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["garbage", "garbage"],
  ["", ""],
])("takes %p for %p", (address, network) => {
  expect(networkOf(address)).toBe(network)
})

it("gives the same place to the same name, and no more places than there are", () => {
  const placeOf = createPlaces(8)
  const names = Array.from({ length: 1_000 }, (_, n) => `customer ${n}`)
  const places = names.map(placeOf)
  expect(names.map(placeOf)).toEqual(places)
  expect([...new Set(places)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

it("gives places that nobody outside of the process can foretell", () => {
  const names = Array.from({ length: 50 }, (_, n) => `customer ${n}`)
  expect(names.map(createPlaces(2 ** 31))).not.toEqual(names.map(createPlaces(2 ** 31)))
})
