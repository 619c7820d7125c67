"use server"

import { revalidatePath } from "next/cache"
import { sdk } from "@lib/config"
import { removeAuthToken, setAuthToken } from "@lib/data/cookies"

/** @returns why the customer could not log in */
export async function login(_previous: string | null, form: FormData): Promise<string | null> {
  try {
    const token = await sdk.auth.login("customer", "emailpass", {
      email: String(form.get("email")),
      password: String(form.get("password")),
    })
    if (typeof token !== "string") return "This account needs one more step to log in."
    await setAuthToken(token)
  } catch {
    return "This e-mail and password do not go together."
  }
  revalidatePath("/account", "layout")
  return null
}

export async function signout(): Promise<void> {
  await removeAuthToken()
  revalidatePath("/account", "layout")
}
