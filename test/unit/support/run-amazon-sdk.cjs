"use strict"

// Runs Amazon's own SDK for a test, in a process of its own: it reads the clock itself and can change process.env.
const { readFileSync } = require("node:fs")
const { WebStoreClient } = require("@amazonpay/amazon-pay-api-sdk-nodejs")

const { config, now, payloads = [], requests = [] } = JSON.parse(readFileSync(0, "utf8"))

const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [now]))
  }
}

const client = new WebStoreClient(config)
const signatures = payloads.map((payload) => client.generateButtonSignature(payload))
const headers = requests.map((request) => client.getSignedHeaders(request))
process.stdout.write(JSON.stringify({ signatures, headers }))
