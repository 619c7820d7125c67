import type { listing as english } from "../en/listing"

export const listing: typeof english = {
  search: "検索",
  clear: "すべて解除",
  first: "最新",
  previous: "前へ",
  next: "次へ",
  paging: "ページ",
  from: "開始",
  to: "終了",
  noneTitle: "見つかりません",
  noneText: "この検索と絞り込みに一致する項目はありません。",
  wrongLink: "このリンクは一覧のページにつながらなくなりました",
  wrongLinkText: "最新の項目からもう一度表示してください。",
  startAgain: "最新の項目へ",
}
