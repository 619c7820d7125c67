import { defineWalletsElement } from "/amazon-pay/element.mjs"

const login = document.querySelector("#login")
const problem = document.querySelector("#problem")
const wallets = document.querySelector("#wallets")

const config = await (await fetch("/config.json")).json()
wallets.setAttribute("backend-url", config.backend_url)
wallets.setAttribute("publishable-key", config.publishable_key)
wallets.addEventListener("amazon-pay-logged-out", () => showLogin())
login.addEventListener("submit", (event) => {
  event.preventDefault()
  void logIn(new FormData(login))
})

wallets.hidden = false
defineWalletsElement()

function showLogin(why = "") {
  wallets.hidden = true
  login.hidden = false
  problem.textContent = why
}

/** Medusa's session: the cookie is httpOnly, so no script of this page ever sees it again. */
async function logIn(form) {
  const { token } = await post("/auth/customer/emailpass", Object.fromEntries(form))
  if (!token) return showLogin("This e-mail and password do not go together.")
  await post("/auth/session", {}, token)
  login.hidden = true
  wallets.hidden = false
  wallets.reload()
}

async function post(path, body, token) {
  const response = await fetch(new URL(path, config.backend_url), {
    method: "POST",
    credentials: "include",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  return response.ok ? response.json() : {}
}
