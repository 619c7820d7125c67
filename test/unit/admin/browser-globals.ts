import { TransformStream } from "node:stream/web"
import { TextDecoder, TextEncoder } from "node:util"

/** What browsers have, jsdom lacks and the dashboard's libraries ask for when they are loaded or used. */
Object.assign(globalThis, {
  TransformStream,
  TextDecoder,
  TextEncoder,
  Request: class {},
  IS_REACT_ACT_ENVIRONMENT: true,
  // Wide enough for whatever is asked.
  matchMedia: () => Object.assign(new EventTarget(), { matches: true }),
})
