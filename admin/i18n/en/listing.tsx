/** Words of every list that can be searched, filtered and paged. */
export const listing = {
  search: "Search",
  clear: "Clear all",
  first: "Newest",
  previous: "Previous",
  next: "Next",
  paging: "Pages",
  from: "From",
  to: "To",
  noneTitle: "Nothing found",
  noneText: "No entry matches this search and these filters.",
  wrongLink: "This link does not lead to a page of the list any more",
  wrongLinkText: "Start at the newest entries again.",
  startAgain: "To the newest entries",
}
