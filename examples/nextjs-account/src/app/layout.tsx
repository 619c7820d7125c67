import type { ReactNode } from "react"
import "./page.css"

export const metadata = { title: "Your account" }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Your account</h1>
          {children}
        </main>
      </body>
    </html>
  )
}
