/** How grave a line of the checklist is. */
export const checkLevel = {
  ok: "OK",
  warning: "Look at it",
  error: "Problem",
}
