import { OPERATIONS } from "../../../src/client/operations"

describe("Amazon's limits", () => {
  it.each([
    ["getCheckoutSession", { burst: 40, perSecond: 8 }, { burst: 10, perSecond: 1 }],
    ["completeCheckoutSession", { burst: 20, perSecond: 4 }, { burst: 2, perSecond: 1 }],
    ["getChargePermission", { burst: 20, perSecond: 4 }, { burst: 10, perSecond: 1 }],
    ["closeChargePermission", { burst: 10, perSecond: 2 }, { burst: 2, perSecond: 1 }],
    ["createCharge", { burst: 10, perSecond: 4 }, { burst: 2, perSecond: 1 }],
    ["getCharge", { burst: 20, perSecond: 4 }, { burst: 5, perSecond: 1 }],
    ["captureCharge", { burst: 20, perSecond: 4 }, { burst: 2, perSecond: 1 }],
    ["cancelCharge", { burst: 10, perSecond: 2 }, { burst: 2, perSecond: 1 }],
    ["createRefund", { burst: 10, perSecond: 4 }, { burst: 2, perSecond: 1 }],
    ["getRefund", { burst: 20, perSecond: 4 }, { burst: 5, perSecond: 1 }],
  ] as const)("of %s are live %j and sandbox %j", (operation, live, sandbox) => {
    expect(OPERATIONS[operation]).toMatchObject({ live, sandbox })
  })
})
