import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"

const CURRENCY = "eur"
/** The account that `medusa-config.ts` configures. */
const AMAZON_PAY = "pp_amazon-pay_default"
const BY_HAND = "manual_manual"

/** Where the store delivers to, with the tax that its prices include. */
const TAX_RATES = { at: 20, de: 19, es: 21, fr: 20, it: 22 }
const COUNTRIES = Object.keys(TAX_RATES)

const TEAS = [
  { handle: "sencha", title: "Sencha", weight: 100, price: 14, stock: 1_000 },
  { handle: "assam", title: "Assam", weight: 250, price: 18.5, stock: 1_000 },
  { handle: "darjeeling", title: "Darjeeling First Flush", weight: 75, price: 26.9, stock: 1_000 },
]

/** What there is to buy, where it is, how it is delivered, and that it can be paid with Amazon Pay. */
export async function createCatalogue(container: MedusaContainer, salesChannelId: string): Promise<void> {
  await createRegion(container)
  const locationId = await createWarehouse(container, salesChannelId)
  const profileId = await shippingProfile(container)
  await createDelivery(container, locationId, profileId)
  await createTeas(container, { salesChannelId, locationId, profileId })
}

async function createRegion(container: MedusaContainer): Promise<void> {
  await updateStoresWorkflow(container).run({
    input: {
      selector: {},
      update: { supported_currencies: [{ currency_code: CURRENCY, is_default: true, is_tax_inclusive: true }] },
    },
  })
  await createRegionsWorkflow(container).run({
    input: {
      regions: [
        {
          name: "Europe",
          currency_code: CURRENCY,
          countries: COUNTRIES,
          is_tax_inclusive: true,
          payment_providers: [AMAZON_PAY],
        },
      ],
    },
  })
  await createTaxRegionsWorkflow(container).run({
    input: Object.entries(TAX_RATES).map(([country_code, rate]) => ({
      country_code,
      provider_id: "tp_system",
      default_tax_rate: { name: "VAT", code: "vat", rate },
    })),
  })
}

async function createWarehouse(container: MedusaContainer, salesChannelId: string): Promise<string> {
  const { result } = await createStockLocationsWorkflow(container).run({
    input: { locations: [{ name: "Warehouse", address: { address_1: "Speicherstadt 1", country_code: "DE" } }] },
  })
  const { id } = first(result)
  await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id, add: [salesChannelId] } })
  return id
}

async function shippingProfile(container: MedusaContainer): Promise<string> {
  const [known] = await container.resolve(Modules.FULFILLMENT).listShippingProfiles({ type: "default" }, { take: 1 })
  if (known) return known.id
  const { result } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "Default", type: "default" }] },
  })
  return first(result).id
}

async function createDelivery(container: MedusaContainer, locationId: string, profileId: string): Promise<void> {
  const set = await container.resolve(Modules.FULFILLMENT).createFulfillmentSets({
    name: "Delivery",
    type: "shipping",
    service_zones: [
      {
        name: "Europe",
        geo_zones: COUNTRIES.map((country_code) => ({ type: "country" as const, country_code })),
      },
    ],
  })
  await container.resolve(ContainerRegistrationKeys.LINK).create([
    {
      [Modules.STOCK_LOCATION]: { stock_location_id: locationId },
      [Modules.FULFILLMENT]: { fulfillment_provider_id: BY_HAND },
    },
    {
      [Modules.STOCK_LOCATION]: { stock_location_id: locationId },
      [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
    },
  ])
  const option = (name: string, code: string, amount: number) => ({
    name,
    price_type: "flat" as const,
    provider_id: BY_HAND,
    service_zone_id: first(set.service_zones).id,
    shipping_profile_id: profileId,
    type: { label: name, description: name, code },
    prices: [{ currency_code: CURRENCY, amount }],
  })
  await createShippingOptionsWorkflow(container).run({
    input: [option("Standard", "standard", 4.9), option("Express", "express", 9.9)],
  })
}

type Shelf = { salesChannelId: string; locationId: string; profileId: string }

async function createTeas(container: MedusaContainer, { salesChannelId, locationId, profileId }: Shelf): Promise<void> {
  await createProductsWorkflow(container).run({
    input: {
      products: TEAS.map(({ handle, title, weight, price }) => ({
        handle,
        title,
        weight,
        status: "published" as const,
        shipping_profile_id: profileId,
        sales_channels: [{ id: salesChannelId }],
        options: [{ title: "Size", values: [`${weight} g`] }],
        variants: [
          {
            title: `${weight} g`,
            sku: handle,
            options: { Size: `${weight} g` },
            prices: [{ currency_code: CURRENCY, amount: price }],
          },
        ],
      })),
    },
  })
  const items = await container.resolve(Modules.INVENTORY).listInventoryItems({ sku: TEAS.map(({ handle }) => handle) })
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: items.map(({ id, sku }) => ({
        inventory_item_id: id,
        location_id: locationId,
        stocked_quantity: TEAS.find(({ handle }) => handle === sku)?.stock ?? 0,
      })),
    },
  })
}

function first<T>([one]: T[]): T {
  if (one === undefined) throw new Error("Medusa made nothing")
  return one
}
