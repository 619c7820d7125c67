import { TransformStream } from "node:stream/web"

/** What browsers have, jsdom lacks and @medusajs/js-sdk asks for when it is loaded or used. */
Object.assign(globalThis, { TransformStream, Request: class {}, IS_REACT_ACT_ENVIRONMENT: true })
