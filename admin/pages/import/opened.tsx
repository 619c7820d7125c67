/** Under this name the address of the import page says which import is shown. */
export const OPEN_IMPORT = "import"
