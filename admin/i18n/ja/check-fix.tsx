import type { checkFix as english } from "../en/check-fix"

export const checkFix: typeof english = {
  keys_rotating: "Amazonで古い鍵が削除されたら、オプションkeysから取り除いてください。",
  region_without_update_page: "該当するお客様には、Amazonのウォレットページを案内してください。",
  urls_local: "Amazonはそこに通知を送れません。公開前に公開のhttpsアドレスを設定してください。",
  topics_waiting: "各ARNをセラーセントラルのものと比べ、下で承認または拒否してください。",
  topics_none: "通知先をセラーセントラルに登録してください。最初の通知が届くと、トピックが下に表示されます。",
  notifications_none: "通知先をセラーセントラルに登録してください。それまではAmazonでの変更は1日1回確認されます。",
  notifications_stuck: "ストアのワーカーが動作していること、Amazon Payが応答していることを確認してください。",
  dead_letters_some: "通知ページで理由を確認し、再試行してください。",
  mismatches_some: "何も変更されていません。セラーセントラルで両方を確認してください。",
  payments_unknown: "5分ごとにAmazonへ再度問い合わせます。成功しない理由はストアのログにあります。",
  payments_unrecorded: "1分ごとに再試行します。記録できない理由はストアのログにあります。",
  chargebacks_some: "セラーセントラルで期限内にAmazonへ回答してください。どの支払いかは注文に表示されます。",
  reconciliation_never:
    "照合は、ワーカーモードがsharedまたはworkerのプロセスで5分ごとに実行されます。該当するプロセスがあるか確認してください。",
  reconciliation_late:
    "照合は、ワーカーモードがsharedまたはworkerのプロセスで5分ごとに実行されます。該当するプロセスがあるか確認してください。",
  reconciliation_failed: "詳細はストアのログにあります。",
}
