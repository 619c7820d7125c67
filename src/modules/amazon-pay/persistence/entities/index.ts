import { CheckoutAttemptEntity } from "./checkout-attempt"
import { JobRunEntity } from "./job-run"
import { NotificationEntity } from "./notification"
import { OutboxEventEntity } from "./outbox-event"
import { TopicEntity } from "./topic"
import { WalletEntity } from "./wallet"
import { WalletUpdateEntity } from "./wallet-update"

export {
  CheckoutAttemptEntity,
  JobRunEntity,
  NotificationEntity,
  OutboxEventEntity,
  TopicEntity,
  WalletEntity,
  WalletUpdateEntity,
}

export const entities = [
  WalletEntity,
  WalletUpdateEntity,
  CheckoutAttemptEntity,
  NotificationEntity,
  TopicEntity,
  OutboxEventEntity,
  JobRunEntity,
]
