import { check, list, object, optional, text, type Check } from "../schema"
import { addressInput, DEFAULT_ADDRESSES, newSavedAddress, storedAddress } from "./addresses"
import type { AddressChoice, AddressInput, SavedAddress } from "./addresses"
import { cardInput, DEFAULT_CARDS, newCard, storedCard, type Card, type CardChoice, type CardInput } from "./cards"
import { newBuyerId } from "./ids"

/** A person with an Amazon account. */
export type Buyer = Readonly<{
  buyerId: string
  name: string
  email: string
  password: string
  phoneNumber: string
  cards: readonly Card[]
  addresses: readonly SavedAddress[]
}>

/** A buyer as a snapshot holds them. */
export const storedBuyer: Check<Buyer> = object({
  buyerId: text(),
  name: text(),
  email: text(),
  password: text(),
  phoneNumber: text(),
  cards: list(storedCard),
  addresses: list(storedAddress),
})

export type BuyerInput = {
  name?: string
  email?: string
  password?: string
  cards?: readonly CardInput[]
  addresses?: readonly AddressInput[]
}

export type Buyers = Readonly<{
  create(input?: BuyerInput): Buyer
  get(buyerId: string): Buyer | undefined
  byEmail(email: string): Buyer | undefined
  list(): Buyer[]
  /** @throws TypeError when the buyer has no such card */
  chooseCard(buyerId: string, choice?: CardChoice): Card
  /** @throws TypeError when the buyer has no such address */
  chooseAddress(buyerId: string, choice?: AddressChoice): SavedAddress
  setCardExpired(buyerId: string, cardId: string, expired: boolean): Card
  removeCard(buyerId: string, cardId: string): void
  /** Puts these buyers in the place of all others. */
  restore(stored: readonly Buyer[]): void
}>

export const buyerInput = object({
  name: optional(text()),
  email: optional(text({ pattern: /^[^@\s]+@[^@\s]+$/ })),
  password: optional(text()),
  cards: optional(list(cardInput)),
  addresses: optional(list(addressInput)),
})

const NAMES = ["Ada Lovelace", "Grace Hopper", "Katherine Johnson", "Alan Turing", "Emmy Noether"]

export function createBuyers(): Buyers {
  const buyers = new Map<string, Buyer>()

  function required(buyerId: string): Buyer {
    const buyer = buyers.get(buyerId)
    if (buyer) return buyer
    throw new TypeError(`There is no buyer ${buyerId}; create one with createBuyer first`)
  }

  function byEmail(email: string): Buyer | undefined {
    const wanted = email.trim().toLowerCase()
    return [...buyers.values()].find((buyer) => buyer.email.toLowerCase() === wanted)
  }

  /** The first name, with a number once it is taken. */
  function freeEmail(name: string): string {
    const first = name.toLowerCase().replace(/[^a-z]+.*$/, "") || "buyer"
    for (let count = 1; ; count++) {
      const email = `${first}${count > 1 ? count : ""}@buyers.example`
      if (!byEmail(email)) return email
    }
  }

  function save(buyer: Buyer): void {
    buyers.set(buyer.buyerId, buyer)
  }

  return {
    byEmail,
    get: (buyerId) => buyers.get(buyerId),
    list: () => [...buyers.values()],
    create(input = {}) {
      const given = check(buyerInput, input, "buyer")
      const name = given.name ?? NAMES[buyers.size % NAMES.length] ?? "Buyer"
      const email = given.email ?? freeEmail(name)
      if (byEmail(email)) throw new TypeError(`There is a buyer with the e-mail ${email} already`)
      const addresses = (given.addresses ?? DEFAULT_ADDRESSES).map((address) => newSavedAddress(address, name))
      const billing = addresses[0]?.address ?? null
      const buyer: Buyer = {
        buyerId: newBuyerId(),
        name,
        email,
        password: given.password ?? "amazon",
        phoneNumber: "+49 30 1234567",
        cards: (given.cards ?? DEFAULT_CARDS).map((card) => newCard(card, billing)),
        addresses,
      }
      save(buyer)
      return buyer
    },
    chooseCard(buyerId, choice) {
      const buyer = required(buyerId)
      if (typeof choice === "object") {
        const card = newCard(choice, buyer.addresses[0]?.address ?? null)
        save({ ...buyer, cards: [...buyer.cards, card] })
        return card
      }
      const wanted = choice ?? buyer.cards[0]?.cardId
      const card = buyer.cards.find(({ cardId, lastDigits }) => cardId === wanted || lastDigits === wanted)
      if (card) return card
      throw new TypeError(`${buyer.name} has no card ${wanted ?? ""}; cards: ${lastDigitsOf(buyer)}`)
    },
    chooseAddress(buyerId, choice) {
      const buyer = required(buyerId)
      if (typeof choice === "object") {
        const address = newSavedAddress(choice, buyer.name)
        save({ ...buyer, addresses: [...buyer.addresses, address] })
        return address
      }
      const wanted = choice ?? buyer.addresses[0]?.addressId
      const found = buyer.addresses.find((saved) => saved.addressId === wanted || saved.address.postalCode === wanted)
      if (found) return found
      throw new TypeError(`${buyer.name} has no address ${wanted ?? ""}`)
    },
    setCardExpired(buyerId, cardId, expired) {
      const buyer = required(buyerId)
      const cards = buyer.cards.map((card) => (card.cardId === cardId ? { ...card, expired } : card))
      save({ ...buyer, cards })
      const card = cards.find((candidate) => candidate.cardId === cardId)
      if (card) return card
      throw new TypeError(`${buyer.name} has no card ${cardId}`)
    },
    removeCard(buyerId, cardId) {
      const buyer = required(buyerId)
      save({ ...buyer, cards: buyer.cards.filter((card) => card.cardId !== cardId) })
    },
    restore(stored) {
      buyers.clear()
      for (const buyer of stored) save(buyer)
    },
  }
}

function lastDigitsOf(buyer: Buyer): string {
  return buyer.cards.map(({ lastDigits }) => lastDigits).join(", ") || "none"
}
