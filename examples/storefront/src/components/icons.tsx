import type { ReactNode } from "react"

function Icon({ children, size = 20 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const CupIcon = ({ size = 26 }: { size?: number }) => (
  <Icon size={size}>
    <path d="M4 10h12v5a6 6 0 0 1-12 0zM16 11.5h1.5a2.5 2.5 0 0 1 0 5H16M8 3.5c1.2 1.1-1.2 2 0 3.2M12 3.5c1.2 1.1-1.2 2 0 3.2" />
  </Icon>
)

export const CloseIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
)

export const WalletIcon = () => (
  <Icon size={34}>
    <path d="M4 7.5h14a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zm0 0A2.5 2.5 0 0 1 6.5 5H16v2.5M16 13.8h.01" />
  </Icon>
)

export const PinIcon = () => (
  <Icon size={18}>
    <path d="M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z" />
  </Icon>
)

export const OutIcon = () => (
  <Icon size={15}>
    <path d="M14 5h5v5M19 5l-8 8M18 14v4a1.5 1.5 0 0 1-1.5 1.5h-10A1.5 1.5 0 0 1 5 18V8a1.5 1.5 0 0 1 1.5-1.5H10" />
  </Icon>
)
