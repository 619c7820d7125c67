import type { SelfTestCheckName, SelfTestCode } from "../../../contracts"

type Words = { message: string; what_to_do: string | null }

const NETWORK = "Try again in a moment. If it stays so, ask whoever runs this server whether it may connect there."

/** What a check found, and what to do about it. What is not here cannot be the result of that check. */
export const WORDS: Readonly<Record<SelfTestCheckName, Partial<Record<SelfTestCode, Words>>>> = {
  signature: {
    ok: { message: "Amazon accepted a signed call.", what_to_do: null },
    key_unknown: {
      message: "Amazon does not know this public key id for this region and mode.",
      what_to_do:
        "Compare publicKeyId, region and sandbox with Integration Central. A key made for Sandbox works with sandbox: true only, one made for Production with sandbox: false only.",
    },
    signature_wrong: {
      message: "Amazon knows the public key id, and the signature does not fit it.",
      what_to_do:
        "The private key belongs to another public key id, or this server's clock is wrong. Put the pair together again, or make a new one in Integration Central.",
    },
    account_refused: {
      message: "Amazon refuses calls for this merchant account.",
      what_to_do: "Look into Seller Central whether the account is complete and active, and ask Amazon Pay's support.",
    },
    throttled: { message: "Amazon asks to slow down.", what_to_do: "Try again in a minute." },
    unavailable: { message: "Amazon Pay could not be reached.", what_to_do: NETWORK },
    timeout: { message: "Amazon Pay did not answer in time.", what_to_do: NETWORK },
    unexpected_answer: {
      message: "The answer is not the one that Amazon Pay documents.",
      what_to_do: "Check the options region and endpoints, and whether a proxy answers in Amazon's place.",
    },
  },
  clock: {
    ok: { message: "This server's clock agrees with Amazon's.", what_to_do: null },
    clock_off: {
      message: "This server's clock and Amazon's are more than five minutes apart.",
      what_to_do: "Let the server set its clock by NTP. Amazon refuses signatures of another time.",
    },
    not_checked: {
      message: "The clock could not be compared: no answer of Amazon's had a time in it.",
      what_to_do: null,
    },
  },
  checkout_script: {
    ok: { message: "Amazon's checkout script can be loaded.", what_to_do: null },
    unavailable: { message: "The host of Amazon's checkout script could not be reached.", what_to_do: NETWORK },
    timeout: { message: "The host of Amazon's checkout script did not answer in time.", what_to_do: NETWORK },
    unexpected_answer: {
      message: "Amazon's checkout script was not there.",
      what_to_do: "Check the options region and endpoints, and whether a proxy answers in Amazon's place.",
    },
  },
  sns_certificates: {
    ok: { message: "The host of the certificates that sign notifications can be reached.", what_to_do: null },
    unavailable: {
      message: "The host of the certificates that sign notifications could not be reached.",
      what_to_do: `Notifications cannot be verified like this. ${NETWORK}`,
    },
    timeout: {
      message: "The host of the certificates that sign notifications did not answer in time.",
      what_to_do: `Notifications cannot be verified like this. ${NETWORK}`,
    },
    unexpected_answer: {
      message: "The host of the certificates that sign notifications answered with an error.",
      what_to_do: `Notifications cannot be verified like this. ${NETWORK}`,
    },
    not_checked: {
      message: "No topic is known yet, so it is not known where certificates come from.",
      what_to_do: "Send a test notification from Seller Central, or name the topic in ipn.topicArns.",
    },
  },
}
