import type {
  AdminStatusResponse,
  AdminTopicListResponse,
  AdminTopicResponse,
  SelfTestResponse,
} from "../../src/contracts"
import { sdk } from "./client"

/** How the set-up is, and how the plugin is doing. */
export function retrieveStatus(signal?: AbortSignal): Promise<AdminStatusResponse> {
  return sdk.client.fetch("/admin/amazon-pay/status", { signal })
}

/** Asks Amazon now whether keys, region and mode are right. */
export function runSelfTest(): Promise<SelfTestResponse> {
  return sdk.client.fetch("/admin/amazon-pay/status/self-test", { method: "POST", body: {} })
}

/** The topics that spoke to the store, those that wait for an answer first. */
export function listTopics(signal?: AbortSignal): Promise<AdminTopicListResponse> {
  return sdk.client.fetch("/admin/amazon-pay/topics", { signal })
}

/** Trusts a topic, or refuses it from now on. */
export function decideTopic(arn: string, decision: "approve" | "reject"): Promise<AdminTopicResponse> {
  return sdk.client.fetch(`/admin/amazon-pay/topics/${decision}`, { method: "POST", body: { arn } })
}
