/** Who may call the routes below a prefix, and how they prove it. The only list of it: middlewares enforce it. */
export const AUDIENCES = [
  { prefix: "/store/customers/me/amazon-pay", audience: "customer", credentials: ["session", "bearer"] },
  { prefix: "/store/amazon-pay", audience: "buyer", credentials: ["session", "bearer", "publishable-key"] },
  { prefix: "/admin/amazon-pay", audience: "admin", credentials: ["session", "bearer", "api-key"] },
  { prefix: "/hooks/amazon-pay", audience: "amazon-sns", credentials: ["sns-signature"] },
  { prefix: "/amazon-pay", audience: "buyer-browser", credentials: ["return-token"] },
] as const
