/** The dot of a timeline entry and the line to the one before it. */
export function TimelineMark({ isLast }: { isLast: boolean }) {
  return (
    <div aria-hidden className="flex h-full flex-col items-center gap-y-0.5">
      <div className="flex size-5 items-center justify-center">
        <div className="bg-ui-bg-base shadow-borders-base flex size-2.5 items-center justify-center rounded-full">
          <div className="bg-ui-tag-neutral-icon size-1.5 rounded-full" />
        </div>
      </div>
      {!isLast && <div className="bg-ui-border-base w-px flex-1" />}
    </div>
  )
}
