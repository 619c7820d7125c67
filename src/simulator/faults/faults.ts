import { check, flag, number, object, oneOf, optional, record, text, type Check } from "../schema"

type Times = number | "always"

/** A request of the matching kind goes wrong. */
export type RequestFault = {
  /** E.g. `CompleteCheckoutSession`; spaces and case do not matter. See `OPERATION_NAMES`. */
  operation?: string
  method?: string
  /** Part of the path. */
  path?: string
  /** How many requests it hits, default 1. */
  times?: Times
  /** The request takes effect and only its answer is lost or changed. */
  afterProcessing?: boolean
  delayMs?: number
  /** No answer ever. */
  hang?: boolean
  /** The connection is reset. */
  reset?: boolean
  status?: number
  reasonCode?: string
  message?: string
  headers?: Record<string, string>
  /** The exact body instead of Amazon's error. */
  body?: string
  /** A gateway's HTML page as body. */
  html?: boolean
  /** Only the first half of the real answer's body. */
  truncate?: boolean
  /** The real answer's body byte by byte, one every so many milliseconds. */
  dripMs?: number
}

/** A notification goes wrong on its way. */
export type NotificationFault = {
  notification: "duplicate" | "reorder" | "withhold" | "delay"
  /** How many notifications it hits, default 1. */
  times?: Times
  chargePermissionId?: string
  /** E.g. `CHARGE`. */
  objectType?: string
  notificationType?: string
  /** For `duplicate`: how often it is delivered in all, default 2. */
  copies?: number
  /** For `delay`: milliseconds, default 1000. */
  delayMs?: number
}

export type Fault = RequestFault | NotificationFault

export type Faults = Readonly<{
  /** @throws Violation for a fault that does not exist */
  add(fault: Fault): void
  clear(): void
  list(): Fault[]
  /** The fault that hits this request, counted as used. */
  takeForRequest(request: { operation: string; method: string; path: string }): RequestFault | undefined
  takeForNotification(about: {
    chargePermissionId: string
    objectType: string
    notificationType: string
  }): NotificationFault | undefined
}>

const times: Check<Times> = (value, path) => (value === "always" ? value : number({ min: 1 })(value, path))

const requestFault = object({
  operation: optional(text()),
  method: optional(text()),
  path: optional(text()),
  times: optional(times),
  afterProcessing: optional(flag()),
  delayMs: optional(number({ min: 0 })),
  hang: optional(flag()),
  reset: optional(flag()),
  status: optional(number({ min: 200, max: 599 })),
  reasonCode: optional(text()),
  message: optional(text()),
  headers: optional(record(text())),
  body: optional(text({ min: 0 })),
  html: optional(flag()),
  truncate: optional(flag()),
  dripMs: optional(number({ min: 1 })),
})

const notificationFault = object({
  notification: oneOf(["duplicate", "reorder", "withhold", "delay"]),
  times: optional(times),
  chargePermissionId: optional(text()),
  objectType: optional(text()),
  notificationType: optional(text()),
  copies: optional(number({ min: 2, max: 1000 })),
  delayMs: optional(number({ min: 0 })),
})

/** A fault as a caller asks for it. */
export const anyFault: Check<Fault> = (value, path) => {
  const isAboutNotification = typeof value === "object" && value !== null && "notification" in value
  return isAboutNotification ? notificationFault(value, path) : requestFault(value, path)
}

type Counted<F> = { fault: F; left: number }

export function createFaults(): Faults {
  const requestFaults: Counted<RequestFault>[] = []
  const notificationFaults: Counted<NotificationFault>[] = []

  return {
    add(given) {
      const fault = check(anyFault, given, "fault")
      if ("notification" in fault) notificationFaults.push(counted(fault))
      else requestFaults.push(counted(fault))
    },
    clear() {
      requestFaults.length = 0
      notificationFaults.length = 0
    },
    list: () => [...requestFaults, ...notificationFaults].filter(({ left }) => left > 0).map(({ fault }) => fault),
    takeForRequest: ({ operation, method, path }) =>
      take(
        requestFaults,
        (fault) =>
          (fault.operation === undefined || normalized(fault.operation) === normalized(operation)) &&
          (fault.method === undefined || fault.method.toUpperCase() === method) &&
          (fault.path === undefined || path.includes(fault.path)),
      ),
    takeForNotification: (about) =>
      take(
        notificationFaults,
        (fault) =>
          (fault.chargePermissionId ?? about.chargePermissionId) === about.chargePermissionId &&
          (fault.objectType ?? about.objectType) === about.objectType &&
          (fault.notificationType ?? about.notificationType) === about.notificationType,
      ),
  }
}

function counted<F extends { times?: Times }>(fault: F): Counted<F> {
  return { fault, left: fault.times === "always" ? Infinity : (fault.times ?? 1) }
}

function take<F>(faults: Counted<F>[], matches: (fault: F) => boolean): F | undefined {
  const found = faults.find(({ fault, left }) => left > 0 && matches(fault))
  if (found) found.left -= 1
  return found?.fault
}

function normalized(operation: string): string {
  return operation.replace(/\s+/g, "").toLowerCase()
}
