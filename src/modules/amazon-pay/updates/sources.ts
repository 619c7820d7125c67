import { UPDATE_SOURCES, type UpdateSource } from "../../../contracts"

/** The sources with one more, each once, in the order of the contract. */
export function withSource(sources: readonly UpdateSource[], source: UpdateSource): UpdateSource[] {
  return UPDATE_SOURCES.filter((known) => known === source || sources.includes(known))
}
