export * from "./wallet"
export * from "./update"
export * from "./checkout"
export * from "./lists"
