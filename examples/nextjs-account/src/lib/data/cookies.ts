import "server-only"
import { cookies } from "next/headers"

const TOKEN = "_medusa_jwt"

/** The customer's token is in an httpOnly cookie: no script of the page ever sees it. */
export async function getAuthHeaders(): Promise<{ authorization: string } | Record<string, never>> {
  const token = (await cookies()).get(TOKEN)?.value
  return token ? { authorization: `Bearer ${token}` } : {}
}

/** `lax`, not `strict`: a strict cookie is not sent when Amazon sends the customer back, who would seem logged out. */
export async function setAuthToken(token: string): Promise<void> {
  const secure = process.env.NODE_ENV === "production"
  const store = await cookies()
  store.set(TOKEN, token, { maxAge: 60 * 60 * 24 * 7, httpOnly: true, sameSite: "lax", secure, path: "/" })
}

export async function removeAuthToken(): Promise<void> {
  ;(await cookies()).delete(TOKEN)
}
