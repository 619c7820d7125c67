import { logger } from "@medusajs/framework/logger"
import { AmazonPayError } from "../../../src/protocol"
import { failureInWords } from "../../../src/modules/amazon-pay/telemetry/failures"
import { say } from "../../../src/modules/amazon-pay/telemetry/say"

/** Run as a process of its own: what Medusa's logger writes depends on the environment it is loaded in. */
say(logger, "warn", "a wallet could not be checked", {
  wallet_id: "apw_1",
  message_ids: Array.from({ length: 12 }, (_, n) => `m-${n}`),
  update_id: null,
  ...failureInWords(new AmazonPayError("throttled", "Amazon answered with 429", { status: 429, requestId: "R-1" })),
})
say(logger, "info", "topic approved", { topic_arn: "arn:aws:sns:eu-west-1:1:T", held_notifications: 0 })
say(logger, "error", "100% of a line", { error: 'two\nlines, "quoted"' })
