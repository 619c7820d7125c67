/** Under this name the address of the notifications page says which one is open. */
export const OPEN_NOTIFICATION = "message"
