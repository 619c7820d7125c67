import { Skeleton } from "@medusajs/ui"

/** Stands where something is being loaded. */
export function Loading({ label, rows = 2 }: { label: string; rows?: number }) {
  return (
    <div role="status" className="flex flex-col gap-y-4 px-6 py-4">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} aria-hidden className="flex flex-col gap-y-2">
          <Skeleton className="h-5 w-1/2" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-2/3" />
        </div>
      ))}
    </div>
  )
}
