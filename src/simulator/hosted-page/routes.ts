import type { Answer } from "../answer"
import { ApiError, asApiError } from "../pay-api/errors"
import type { CheckoutSession } from "../state/checkout-sessions"
import type { World } from "../world"
import { finish, finishReviewed, openSession, PageProblem, reviewedSession, signIn, type Ending } from "./finish"
import { initiateCheckout } from "./initiate"
import { choicePage, endedPage, refusalPage, signInPage, type Showing } from "./views"
import type { Visit } from "./visits"

/** One form a browser posted. */
export type Form = URLSearchParams

/** `POST /checkout/initiate`: to the hosted page, or to the reason why not. */
export function initiateAnswer(world: World, form: Form): Answer {
  try {
    return redirect(`/checkout/${initiateCheckout(world, Object.fromEntries(form)).token}`)
  } catch (error) {
    return refusalPage(asApiError(error))
  }
}

/** `GET /checkout/:token`. A buyer who comes from the shop's review page has nothing left to choose. */
export function visitAnswer(world: World, token: string): Answer {
  const visit = world.visits.get(token)
  const reviewed = visit && reviewedSession(world, visit)
  if (reviewed) return reviewedAnswer(world, reviewed)
  return onVisit(world, token, (showing) => show(showing))
}

function reviewedAnswer(world: World, session: CheckoutSession): Answer {
  try {
    return redirect(finishReviewed(world, session))
  } catch (error) {
    if (error instanceof PageProblem) return endedPage(error.message, 409)
    throw error
  }
}

/** `POST /checkout/:token/sign-in` by e-mail and password, or as one of the buyers on offer. */
export function signInAnswer(world: World, token: string, form: Form): Answer {
  return onVisit(world, token, (showing) => {
    const buyer = world.buyers.get(form.get("buyerId") ?? "") ?? byPassword(world, form)
    if (!buyer) return signInPage({ ...showing, problem: "The e-mail or the password is not right." })
    signIn(world, showing.visit, buyer)
    return redirect(`/checkout/${token}`)
  })
}

/** `POST /checkout/:token/sign-out`. */
export function signOutAnswer(world: World, token: string): Answer {
  return onVisit(world, token, () => {
    world.visits.signIn(token, null)
    return redirect(`/checkout/${token}`)
  })
}

/** `POST /checkout/:token/finish`: back to the shop. */
export function finishAnswer(world: World, token: string, form: Form): Answer {
  return onVisit(world, token, ({ visit }) =>
    redirect(
      finish(world, visit, {
        end: endingOf(form.get("end")),
        cardId: form.get("card") ?? undefined,
        addressId: form.get("address") ?? undefined,
      }),
    ),
  )
}

/** Runs one step of a visit; what the buyer can put right is shown where she is. */
function onVisit(world: World, token: string, step: (showing: Showing) => Answer): Answer {
  const visit = world.visits.get(token)
  if (!visit) return endedPage("This link is not known. Go back to the shop and start again.", 404)
  try {
    return step({ world, visit, session: openSession(world, visit) })
  } catch (error) {
    if (error instanceof ApiError) return refusalPage(error)
    if (!(error instanceof PageProblem)) throw error
    return showAgain(world, visit, error.message)
  }
}

function showAgain(world: World, visit: Visit, problem: string): Answer {
  const session = world.sessions.get(visit.checkoutSessionId)
  if (session?.state !== "Open" || session.choice) return endedPage(problem, 410)
  return show({ world, visit, session, problem })
}

function show(showing: Showing): Answer {
  const { world, visit } = showing
  const buyer = visit.buyerId === null ? undefined : world.buyers.get(visit.buyerId)
  return buyer ? choicePage(showing, buyer) : signInPage(showing)
}

function byPassword(world: World, form: Form) {
  const buyer = world.buyers.byEmail(form.get("email") ?? "")
  return buyer && buyer.password === form.get("password") ? buyer : undefined
}

function endingOf(value: string | null): Ending {
  if (value === "confirm" || value === "cancel" || value === "decline") return value
  throw new PageProblem("Please choose what to do.")
}

function redirect(location: string): Answer {
  return { status: 303, headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" }, body: "" }
}
