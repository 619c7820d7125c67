/** What `query.graph` may see of wallets and their history. Nothing that was signed is in it. */
export const graphSchema = `
  scalar DateTime
  scalar JSON

  type AmazonPayWallet {
    id: ID!
    customer_id: String!
    merchant_account: String!
    environment: String!
    charge_permission_id: String!
    status: String!
    reasons: [String!]!
    product_type: String!
    payment_descriptor: String
    shipping_address: JSON
    billing_address: JSON
    closed_at: DateTime
    last_checked_at: DateTime
    created_at: DateTime!
    updated_at: DateTime!
    updates: [AmazonPayUpdate!]!
  }

  type AmazonPayUpdate {
    id: ID!
    wallet_id: String
    wallet: AmazonPayWallet
    customer_id: String!
    merchant_account: String!
    update_type: String
    initiated_by: String!
    status: String!
    sources: [String!]!
    changes: JSON!
    reason_code: String
    message: String
    checkout_session_id: String
    started_at: DateTime
    completed_at: DateTime
    created_at: DateTime!
  }
`
