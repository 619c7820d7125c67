/** The build puts a stylesheet's text in its place. */
declare module "*.css" {
  const text: string
  export default text
}
