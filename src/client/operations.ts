/** How often Amazon lets one operation be called: bucket size, and refill per second. */
export type RateLimit = Readonly<{ burst: number; perSecond: number }>

export type Operation = Readonly<{
  name: string
  method: "GET" | "POST" | "PATCH" | "DELETE"
  resource: (id: string) => string
  live: RateLimit
  sandbox: RateLimit
}>

/**
 * The operations we call, with Amazon's limits for each.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/api-throttling-limits.html
 */
export const OPERATIONS = {
  getCheckoutSession: {
    name: "Get Checkout Session",
    method: "GET",
    resource: (id) => `checkoutSessions/${id}`,
    live: { burst: 40, perSecond: 8 },
    sandbox: { burst: 10, perSecond: 1 },
  },
  completeCheckoutSession: {
    name: "Complete Checkout Session",
    method: "POST",
    resource: (id) => `checkoutSessions/${id}/complete`,
    live: { burst: 20, perSecond: 4 },
    sandbox: { burst: 2, perSecond: 1 },
  },
  getChargePermission: {
    name: "Get Charge Permission",
    method: "GET",
    resource: (id) => `chargePermissions/${id}`,
    live: { burst: 20, perSecond: 4 },
    sandbox: { burst: 10, perSecond: 1 },
  },
  closeChargePermission: {
    name: "Close Charge Permission",
    method: "DELETE",
    resource: (id) => `chargePermissions/${id}/close`,
    live: { burst: 10, perSecond: 2 },
    sandbox: { burst: 2, perSecond: 1 },
  },
  createCharge: {
    name: "Create Charge",
    method: "POST",
    resource: () => "charges",
    live: { burst: 10, perSecond: 4 },
    sandbox: { burst: 2, perSecond: 1 },
  },
  getCharge: {
    name: "Get Charge",
    method: "GET",
    resource: (id) => `charges/${id}`,
    live: { burst: 20, perSecond: 4 },
    sandbox: { burst: 5, perSecond: 1 },
  },
  captureCharge: {
    name: "Capture Charge",
    method: "POST",
    resource: (id) => `charges/${id}/capture`,
    live: { burst: 20, perSecond: 4 },
    sandbox: { burst: 2, perSecond: 1 },
  },
  cancelCharge: {
    name: "Cancel Charge",
    method: "DELETE",
    resource: (id) => `charges/${id}/cancel`,
    live: { burst: 10, perSecond: 2 },
    sandbox: { burst: 2, perSecond: 1 },
  },
  createRefund: {
    name: "Create Refund",
    method: "POST",
    resource: () => "refunds",
    live: { burst: 10, perSecond: 4 },
    sandbox: { burst: 2, perSecond: 1 },
  },
  getRefund: {
    name: "Get Refund",
    method: "GET",
    resource: (id) => `refunds/${id}`,
    live: { burst: 20, perSecond: 4 },
    sandbox: { burst: 5, perSecond: 1 },
  },
} as const satisfies Record<string, Operation>
