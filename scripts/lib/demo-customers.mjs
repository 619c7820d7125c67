import fs from "node:fs"
import path from "node:path"

const PASSWORD = "demo-customer"
const ANNA = { email: "anna@example.com", password: PASSWORD, first_name: "Anna", last_name: "Schmidt" }
const BEN = { email: "ben@example.com", password: PASSWORD, first_name: "Ben", last_name: "Moreau" }
const CLARA = { email: "clara@example.com", password: PASSWORD, first_name: "Clara", last_name: "Rossi" }

const HOME = {
  name: "Anna Schmidt",
  addressLine1: "Lindenstraße 12",
  city: "Berlin",
  postalCode: "10969",
  countryCode: "DE",
  phoneNumber: "+49 30 5550100",
}
const OFFICE = { ...HOME, addressLine1: "Neue Straße 5", city: "Hamburg", postalCode: "20095", phoneNumber: "+49 40 5550100" }
const PARIS = { ...HOME, name: "Ben Moreau", addressLine1: "8 rue des Lilas", city: "Paris", postalCode: "75011", countryCode: "FR" }

const VISA = { brand: "Visa", lastDigits: "1111" }
const MASTERCARD = { brand: "Mastercard", lastDigits: "0005" }
const AMEX = { brand: "Amex", lastDigits: "4444" }

/**
 * Three customers whose wallets are in different states. Each wallet came about as a buyer's would: started in the
 * store, chosen at the simulator, completed by the store.
 *
 * @returns the part of the demo's state about customers
 */
export async function seedCustomers({ dir, backendUrl, publishableKey, simulator, merchant, fresh, say }) {
  const marker = path.join(dir, "customers")
  if (fresh || !fs.existsSync(marker)) {
    say("Saving wallets for three customers ...")
    const seeder = new Seeder(backendUrl, publishableKey, simulator.control, merchant)
    await seeder.anna()
    await seeder.ben()
    await seeder.clara()
    fs.writeFileSync(marker, "")
  }
  const login = ({ email, password }) => ({ email, password })
  return { customer: login(ANNA), other_customer: login(BEN), third_customer: login(CLARA) }
}

class Seeder {
  constructor(backendUrl, publishableKey, control, merchant) {
    Object.assign(this, { backendUrl, publishableKey, control, merchant })
  }

  /** Two wallets that work, one with an address, and an update of each kind behind her. */
  async anna() {
    const customer = await this.register(ANNA)
    const buyer = await this.buyer(ANNA, { cards: [VISA, MASTERCARD, AMEX], addresses: [HOME, OFFICE] })
    const wallet = await this.saveWallet(customer, buyer, { card: 0, address: 0 })
    await this.update(customer, buyer, wallet, "payment_method", { card: 2, address: 0, end: "confirm" })
    await this.update(customer, buyer, wallet, "payment_method", { end: "cancel" })
    await this.update(customer, buyer, wallet, "payment_method", { card: 0, address: 0, end: "confirm" })
  }
}
