import type { updateLinks as english } from "../en/update-links"

export const updateLinks: typeof english = {
  title: "更新リンク",
  lead: "お客様がリンクを開いてログインし、Amazonのページでウォレットを更新します。このお客様だけが1回使用できます。",
  type: "更新する内容",
  validFor: "有効期間",
  days: "{{count}}日間",
  make: "リンクを作成",
  made: "リンクを作成しました",
  notMade: "リンクを作成できませんでした",
  onlyNow: "リンクは今だけ表示されます。コピーしてください。ストアがリンクをメールで送る場合は、お客様にも届きます。",
  link: "リンク",
  loading: "リンクを読み込んでいます",
  none: "このウォレットのリンクはまだありません。",
  earlier: "これまでのリンク",
  expires: "有効期限",
  revoke: "取り消す",
  revoked: "リンクを取り消しました",
  notRevoked: "リンクを取り消せませんでした",
}
