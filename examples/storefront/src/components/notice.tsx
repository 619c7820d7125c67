import type { ReactNode } from "react"

type NoticeProps = { tone: "bad" | "neutral"; title: string; children: ReactNode }

export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone} role={tone === "bad" ? "alert" : undefined}>
      <strong>{title}</strong>
      <div className="notice-body">{children}</div>
    </div>
  )
}
