declare module "sns-validator" {
  export default class MessageValidator {
    validate(message: string, callback: (error: Error | null, message?: object) => void): void
  }
}

declare module "sns-payload-validator" {
  import type { Agent } from "node:https"

  export default class Validator {
    constructor(options: { requestAgent: Agent; useCache: boolean })
    validate(payload: string): Promise<object>
  }
}
