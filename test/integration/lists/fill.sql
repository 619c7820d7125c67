-- Fills the tables of the lists: :entries history entries, half as many notifications, a wallet for every four entries.
--
-- Entry n was made n minutes before noon of 30 June 2026. A rare value stands once among :rare entries. Every entry of a
-- declined update is in the older half, where it is common: what PostgreSQL knows of its frequency says nothing about where
-- the newest ones are. The customer cus_busy and their wallet have every fourth entry. Nothing is vacuumed, as in a table that grows:
-- PostgreSQL takes every row of an index for one that it has to look up in the table.

insert into amazon_pay_wallet
  (id, customer_id, merchant_account, environment, charge_permission_id, status, reasons, product_type, created_at)
select case when n = 1 then 'apw_busy' else 'apw_' || n end, case when n = 1 then 'cus_busy' else 'cus_' || n end,
  'default', 'sandbox', 'B01-' || lpad((n / 10000000)::text, 7, '0') || '-' || lpad((n % :rare00)::text, 7, '0'),
  case when n % (:rare / 4) = 2 then 'closed' when n % (:rare / 4) in (3, 4) then 'non_chargeable'
    else 'chargeable' end,
  case when n % (:rare / 4) = 3 then array['PaymentMethodExpired']
    when n % (:rare / 4) = 4 then array['ChargeInProgress'] else '{}'::text[] end,
  'pay_only', '2026-06-30T12:00:00Z'::timestamptz - n * interval '4 minutes 1 microsecond'
from generate_series(1, greatest(:entries / 4, 2)) n;

insert into amazon_pay_wallet_update
  (id, wallet_id, customer_id, merchant_account, update_type, initiated_by, status, sources, changes, created_at)
select 'apwu_' || lpad(n::text, 9, '0'), wallet.id, wallet.customer_id, 'default',
  case when n % :rare = 11 then 'set_up' when n % 4 = 0 then null when n % 2 = 0 then 'shipping_address'
    else 'payment_method' end,
  case when n % :rare = 12 then 'system' when n % :rare = 13 then 'admin' when n % 4 = 0 then 'amazon'
    else 'customer' end,
  case n % :rare when 14 then 'failed' when 15 then 'expired' when 16 then 'pending'
    else case when n % 7 = 0 then 'canceled' when n > :entries / 2 and n % 3 = 0 then 'declined' else 'completed' end end,
  case when n % :rare = 17 then array['admin'] when n % :rare = 18 then array['return', 'reconciliation']
    when n % 4 = 0 then array['ipn'] when n % 3 = 0 then array['return', 'ipn'] else array['return'] end,
  '[{"field": "payment_descriptor", "before": "Visa ****1111", "after": "Visa ****0005"}]',
  '2026-06-30T12:00:00Z'::timestamptz - n * interval '1 minute 1 microsecond'
from generate_series(1, :entries) n
join lateral (select case when n % 4 = 1 then 'apw_busy' else 'apw_' || 2 + n % (greatest(:entries / 4, 2) - 1) end as id,
  case when n % 4 = 1 then 'cus_busy' else 'cus_' || 2 + n % (greatest(:entries / 4, 2) - 1) end as customer_id) wallet on true;

insert into amazon_pay_notification
  (message_id, notification_id, topic_arn, type, object_type, charge_permission_id, update_id, sent_at, received_at,
   status, raw_message)
select 'message-' || n, 'notification-' || n,
  'arn:aws:sns:eu-west-1:598607868003:' || case when n % (:rare / 2) = 21 then 'rare' else 'usual' end,
  'Notification', case when n % (:rare / 2) = 22 then 'REFUND' else 'CHARGE_PERMISSION' end,
  'B01-0000000-' || lpad((n % 5000)::text, 7, '0'), 'apwu_' || lpad(n::text, 9, '0'), now(),
  '2026-06-30T12:00:00Z'::timestamptz - n * interval '2 minutes 1 microsecond',
  case n % (:rare / 2) when 23 then 'dead' when 24 then 'unmatched' else 'processed' end, '{}'
from generate_series(1, :entries / 2) n;

analyze amazon_pay_wallet, amazon_pay_wallet_update, amazon_pay_notification;
